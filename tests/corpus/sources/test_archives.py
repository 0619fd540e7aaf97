from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from biascheck.corpus.sources import archives, articles
from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."
PAGE = f"<html><body><h1>Bridge</h1><article><p>{TEXT * 3}</p></article></body></html>"


def _parquet():
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT, "b"]}), buffer)
    return buffer.getvalue()


MEMBERS = {
    "news/b.txt": TEXT.encode(),
    "news/a.html": PAGE.encode(),
    "news/.hidden.txt": b"x",
    "__MACOSX/b.txt": b"x",
    "photo.png": b"\x89PNG",
    "package.json": b"{}",
    "table.csv.gz": gzip.compress(f'id,text,lean\n7,"{TEXT}",left\n'.encode()),
    "rows.jsonl": b'{"text": "a"}\n{broken\n',
    "t.parquet": _parquet(),
    "old.txt.gz": gzip.compress(TEXT.encode()),
    "inner.zip": b"PK",
}


def _zip(members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.mkdir("news") if hasattr(archive, "mkdir") else None
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _tar(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    return buffer.getvalue()


PACK = {
    ".zip": _zip,
    ".tar": _tar,
    ".tar.gz": lambda members: gzip.compress(_tar(members)),
    ".tgz": lambda members: gzip.compress(_tar(members)),
    ".tar.bz2": lambda members: bz2.compress(_tar(members)),
    ".tbz2": lambda members: bz2.compress(_tar(members)),
    ".txz": lambda members: lzma.compress(_tar(members)),
    ".tzst": lambda members: pa.compress(_tar(members), "zstd", asbytes=True),
    ".tar.xz": lambda members: lzma.compress(_tar(members)),
    ".tar.zst": lambda members: pa.compress(_tar(members), "zstd", asbytes=True),
}


@pytest.mark.parametrize("suffix", PACK)
def test_members_are_articles_and_tables(tmp_path, suffix):
    path = tmp_path / f"c{suffix}"
    found = items(path, PACK[suffix](MEMBERS))
    assert [(item.id, item.line) for item in found] == [
        ("news/b.txt", None),
        ("news/a.html", None),
        ("7", 2),
        (f"{path}/rows.jsonl:1", 1),
        (f"{path}/rows.jsonl:2", 2),
        (f"{path}/t.parquet:1", 1),
        (f"{path}/t.parquet:2", 2),
        ("old.txt.gz", None),
        ("inner.zip", None),
    ]
    assert found[0].read().article.text == TEXT
    assert found[0].source == f"{path}/news/b.txt"
    assert found[1].read().article.title == "Bridge"
    assert found[2].columns == {"lean": "left"}
    assert found[7].read().article.text == TEXT
    assert "within an archive" in faults(found)[1]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", PACK)
def test_cut_off_rubbish_and_empty(tmp_path, suffix):
    data = PACK[suffix]({f"{n}.txt": f"{n} {TEXT}".encode() * (n + 1) for n in range(30)})
    found = items(tmp_path / f"c{suffix}", data[: len(data) // 2])
    assert len(faults(found)) in {1, 2}  # the archive, and the member that it ends in
    assert len(found) < 32
    assert f"c{suffix}: the " in faults(found)[-1]
    for rubbish in (b"", b"rubbish" * 300):
        assert len(faults(items(tmp_path / f"c{suffix}", rubbish))) == 1
    for members in ({}, {"photo.png": b"\x89PNG"}):
        (item,) = items(tmp_path / f"c{suffix}", PACK[suffix](members))
        assert "holds no article and no table" in str(item.error)


@pytest.mark.parametrize("suffix", PACK)
def test_bombs_are_told(tmp_path, suffix, monkeypatch):
    monkeypatch.setattr(articles, "MAX_ARTICLE", 1000)
    monkeypatch.setattr(archives, "MAX_PARQUET", 1000)
    monkeypatch.setattr(archives, "MAX_TABLE", 5000)
    bomb = bytes(100_000)
    members = {"a.txt": bomb, "b.parquet": bomb, "c.csv": bomb, "d.jsonl": bomb, "e.txt": b"Fine."}
    found = items(tmp_path / f"c{suffix}", PACK[suffix](members))
    assert [item.source.rpartition("/")[2][0] for item in found] == ["a", "b", "c", "d", "e"]
    assert len(faults(found)) == 4
    assert [fault for fault in faults(found) if "larger" not in fault] == []


def test_damaged_member_of_a_zip_stops_no_other(tmp_path):
    members = {
        "a.txt": b"It rained." * 9,
        "b.txt": b"It snowed.",
        "c.parquet": b"x",
        "d.csv": b"text\nx",
    }
    data = _zip(members, zipfile.ZIP_STORED).replace(b"It rained.", b"It trains.", 1)
    found = items(tmp_path / "c.zip", data)
    assert [item.id for item in found][:2] == ["a.txt", "b.txt"]
    assert "CRC" in faults(found)[0]
    assert len(faults(found)) == 2


def test_encrypted_member_is_told(tmp_path):
    data = bytearray(_zip({"a.txt": b"It rained."}))
    data[6] |= 1  # the flag in the member's header
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # and in the directory
    assert "encrypted" in faults(items(tmp_path / "c.zip", bytes(data)))[0]


def test_missing_column_of_a_later_table_is_an_item(tmp_path):
    first = {"a.csv": b"body\nx\n", "b.csv": b"story\nx\n"}
    found = items(tmp_path / "c.zip", _zip(first), text_column="body")
    assert [item.id for item in found][1:] == ["b.csv"]
    assert "unknown text column 'body'" in faults(found)[0]
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        items(tmp_path / "c.zip", _zip(first), text_column="bodi")


def _thirty():
    return {f"{n}.txt": f"{n} {TEXT}".encode() for n in range(30)}


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        (lambda data: data[:10240] + b"\xff" * 512 + data[10752:], "bad checksum"),
        (lambda data: data[:10240], "ends without its end mark"),
        (lambda data: data[:10440], "truncated header"),
        (lambda data: data[:10800], "unexpected end of data"),
    ],
    ids=["damaged", "cut between members", "cut in a header", "cut in a member"],
)
def test_a_bad_header_of_a_tar_is_not_its_end(tmp_path, harm, cause):
    found = items(tmp_path / "c.tar", harm(_tar(_thirty())))
    whole = [item for item in found if item.id.endswith(".txt") and item.read().article]
    assert [item.id for item in whole][:10] == [f"{n}.txt" for n in range(10)]
    assert len(whole) == 10
    assert cause in faults(found)[-1]


def test_tars_written_one_behind_the_other_are_read_to_the_end(tmp_path):
    data = _tar({"a.txt": b"It rained."}) + _tar({"b.txt": b"It snowed."})
    assert [item.id for item in items(tmp_path / "c.tar", data)] == ["a.txt", "b.txt"]
