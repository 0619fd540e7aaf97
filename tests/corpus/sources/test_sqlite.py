from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items


@pytest.fixture
def base(tmp_path):
    path = tmp_path / "news #1?.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE news (id INTEGER PRIMARY KEY, body TEXT, lean TEXT, scan BLOB)")
        made.execute("CREATE TABLE outlets (name TEXT)")
        rows = [
            (3, "It rained.", "left", b"\x89"),
            (1, "It snowed.", None, None),
            (2, 7, "x", None),
        ]
        made.executemany("INSERT INTO news VALUES (?, ?, ?, ?)", rows)
        made.execute("INSERT INTO news VALUES (4, CAST(X'FF' AS TEXT), 'y', NULL)")
        made.commit()
    return path


def _run(path, *statements):
    with closing(sqlite3.connect(path)) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()


def test_only_table_with_a_text_is_read_in_order(base):
    found = items(base)
    assert [item.id for item in found] == ["1", "2", "3", "4"]
    assert [item.line for item in found] == [1, 2, 3, 4]
    assert found[0].text == "It snowed."
    assert found[2].columns == {"lean": "left", "scan": None}
    assert faults(found) == [
        f"{base}:4: the text is not UTF-8 (byte 1). Write it as UTF-8, or leave the row out."
    ]
    assert found[1].text == "7"  # SQLite made the number a text


def test_query_chooses(base):
    query = "WITH n AS (SELECT * FROM news) SELECT upper(body) AS text FROM n WHERE id = 3"
    (item,) = items(base, query=query)
    assert (item.text, item.columns) == ("IT RAINED.", {})


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM news",
        "PRAGMA user_version",
        "ATTACH 'other.db' AS other",
        "SELECT * FROM news; DROP TABLE news",
        "SELECT body FROM missing",
        "SELEKT",
        ";",
    ],
)
def test_query_that_does_not_select_is_refused(base, query):
    before = base.read_bytes()
    with pytest.raises(ConfigError, match=r"query|SELECT"):
        items(base, query=query)
    assert base.read_bytes() == before


def test_choice_is_asked_for(base):
    _run(base, "CREATE VIEW recent AS SELECT body AS Text FROM news")
    with pytest.raises(ConfigError, match=r"several tables have a text \(news, recent\)"):
        items(base)
    (item, *_) = items(base, query="SELECT * FROM recent")
    assert item.text == "It snowed."
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        items(base, text_column="boddy")


def test_no_table_with_a_text(tmp_path):
    _run(tmp_path / "a.sqlite3", "CREATE TABLE t (a, b)")
    with pytest.raises(ConfigError, match=r"t: a, b"):
        items(tmp_path / "a.sqlite3")
    with pytest.raises(ConfigError, match="it has no table"):
        items(tmp_path / "b.sqlite", b"")


def test_table_without_row_ids(tmp_path):
    path = tmp_path / "a.sqlite"
    _run(
        path,
        "CREATE TABLE t (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID",
        "INSERT INTO t VALUES ('b', 'x'), ('a', 'y')",
    )
    assert [item.id for item in items(path)] == ["a", "b"]


def test_damage(tmp_path):
    assert len(faults(items(tmp_path / "a.db", b"no database at all" * 100))) == 1
    path = tmp_path / "b.db"
    _run(path, "CREATE TABLE t (text TEXT)", *["INSERT INTO t VALUES (hex(randomblob(900)))"] * 50)
    found = items(path, path.read_bytes()[: 10 * 4096])
    assert len(faults(found)) == 1
