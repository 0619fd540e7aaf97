from __future__ import annotations

import gzip
import io
import json
import random
import sqlite3
import zipfile
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from biascheck.corpus import extent
from biascheck.corpus.extent import measure
from biascheck.corpus.sources import Corpus, Options

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."
CHANCE = random.Random(7)
# No two texts are alike, so that compressed files, too, are larger than what is read ahead.
ROWS = [{"id": n, "text": TEXT * (1 + n % 3) + CHANCE.randbytes(200).hex()} for n in range(9000)]
SIZE = sum(len(row["text"]) for row in ROWS)
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(extent, "_FIRST", 100)


def _part(path, most=2000):
    given = []
    part = measure(Corpus([str(path)], Options()), str(path), given.append, most=most)
    assert len(given) <= part.articles
    return part


def _csv(path):
    rows = "".join(f"{row['id']},{row['text']!r}\n".replace("'", '"') for row in ROWS)
    path.write_text("id,text\n" + rows)


def _zip(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", LINES)


def _shards(path):
    path.mkdir()
    for number in range(9):
        part = "".join(json.dumps(row) + "\n" for row in ROWS[number::9])
        (path / f"{number}.jsonl").write_text(part)


MAKERS = {
    "c.jsonl": lambda path: path.write_text(LINES),
    "c.jsonl.gz": lambda path: path.write_bytes(gzip.compress(LINES.encode())),
    "c.csv": _csv,
    "c.zip": _zip,
    "folder": _shards,
}


@pytest.mark.parametrize("name", MAKERS)
def test_the_rest_is_estimated_from_the_bytes(tmp_path, name):
    MAKERS[name](tmp_path / name)
    part = _part(tmp_path / name)
    assert 2000 <= part.counted < 4000
    assert part.articles == pytest.approx(9000, rel=0.15)
    assert part.size == pytest.approx(SIZE, rel=0.15)
    whole = _part(tmp_path / name, most=10_000)
    assert (whole.counted, whole.articles, whole.size) == (None, 9000, SIZE)


def test_rows_of_parquet_are_known(tmp_path):
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "c.parquet", row_group_size=700)
    part = _part(tmp_path / "c.parquet")
    assert (part.counted, part.articles) == (2000, 9000)
    assert part.size == pytest.approx(SIZE, rel=0.01)


def test_rows_of_a_dataset_are_known(tmp_path):
    (tmp_path / "state.json").write_text("{}")
    table = pa.Table.from_pylist(ROWS)
    with (
        pa.OSFile(str(tmp_path / "data.arrow"), "wb") as file,
        pa.ipc.new_stream(file, table.schema) as writer,
    ):
        writer.write_table(table, max_chunksize=1000)
    part = _part(tmp_path)
    assert (part.counted, part.articles) == (2000, 9000)


def test_databases_and_articles_are_counted(tmp_path):
    with closing(sqlite3.connect(tmp_path / "c.db")) as base:
        base.execute("CREATE TABLE news (id, text)")
        base.executemany("INSERT INTO news VALUES (:id, :text)", ROWS)
        base.commit()
    part = _part(tmp_path / "c.db")
    assert (part.counted, part.articles) == (None, 9000)
    (tmp_path / "folder").mkdir()
    for number in range(300):
        (tmp_path / "folder" / f"{number}.txt").write_text(TEXT)
    part = _part(tmp_path / "folder", most=10)
    assert (part.counted, part.articles) == (None, 300)


def test_broken_rows_are_estimated_too(tmp_path):
    lines = [line if n % 3 else "{broken" for n, line in enumerate(LINES.splitlines())]
    (tmp_path / "c.jsonl").write_text("\n".join(lines))
    part = _part(tmp_path / "c.jsonl")
    assert part.broken["data"] == pytest.approx(3000, rel=0.15)
    assert part.articles == pytest.approx(6000, rel=0.15)
    assert part.causes["data"].startswith(f"{tmp_path}/c.jsonl:1: the line is not JSON")


def test_a_damaged_table_ends_no_estimate(tmp_path):
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), buffer)
    (tmp_path / "a.parquet").write_bytes(buffer.getvalue()[:-40])
    (tmp_path / "b.parquet").write_bytes(buffer.getvalue())
    part = _part(tmp_path)
    assert part.broken == {"data": 1}
    assert part.articles == pytest.approx(9000, rel=0.15)
