from __future__ import annotations

import sys
from contextlib import closing

import duckdb
import pytest

from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items


@pytest.fixture
def base(tmp_path):
    path = tmp_path / "news.duckdb"
    with closing(duckdb.connect(str(path))) as made:
        made.execute("CREATE TABLE news (id INTEGER, body TEXT, day DATE, tags TEXT[])")
        made.execute("CREATE TABLE outlets (name TEXT)")
        made.execute(
            "INSERT INTO news VALUES (3, 'It rained.', '2020-01-02', ['a']), (1, NULL, NULL, NULL)"
        )
        made.execute("INSERT INTO news SELECT n, 'Day ' || n, NULL, [] FROM range(10, 500) t(n)")
    return path


def test_only_table_with_a_text_is_read_in_order(base):
    found = items(base)
    assert [item.id for item in found] == ["3", "1", *map(str, range(10, 500))]
    assert found[0].columns == {"day": "2020-01-02", "tags": '["a"]'}
    assert [item.line for item in found] == list(range(1, 493))
    assert len(faults(found)) == 1


def test_query_chooses(base):
    (item,) = items(base, query="SELECT body AS content, id FROM news WHERE id = 10")
    assert (item.text, item.id) == ("Day 10", "10")


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM news",
        "PRAGMA version",
        "COPY news TO 'out.csv'",
        "SELECT 1; SELECT 2",
        "SELECT body FROM missing",
        "SELECT nothing FROM news",
        "SELECT * FROM read_csv('other.csv')",
        "SELEKT",
        ";",
    ],
)
def test_query_that_does_not_select_is_refused(base, query):
    before = base.read_bytes()
    with pytest.raises(ConfigError, match="query cannot be used"):
        items(base, query=query)
    assert base.read_bytes() == before


def test_choice_is_asked_for(base):
    with closing(duckdb.connect(str(base))) as made:
        made.execute("CREATE VIEW recent AS SELECT body AS text FROM news")
    with pytest.raises(ConfigError, match=r"several tables have a text \(news, recent\)"):
        items(base)


def test_damage(tmp_path, base):
    assert len(faults(items(tmp_path / "a.duckdb", b"no database at all" * 1000))) == 1
    assert len(faults(items(tmp_path / "b.duckdb", base.read_bytes()[:5000]))) == 1


def test_missing_package_is_told(base, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"biascheck\[duckdb\]"):
        items(base)
