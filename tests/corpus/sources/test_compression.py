from __future__ import annotations

import bz2
import gzip
import lzma

import pyarrow as pa
import pytest

from biascheck.corpus.sources.compression import without_suffix
from tests.corpus.sources.made import faults, items

PACK = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: pa.compress(data, "zstd", asbytes=True),
}
LINES = b"".join(b'{"text": "It rained %d times.", "n": %d}\n' % (n, n**5) for n in range(5000))


@pytest.mark.parametrize("suffix", PACK)
def test_whole_and_cut_off(tmp_path, suffix):
    data = PACK[suffix](LINES)
    assert len(items(tmp_path / f"c.jsonl{suffix}", data)) == 5000
    found = items(tmp_path / f"c.jsonl{suffix}", data[: len(data) - 40])
    assert len(faults(found)) == 1
    assert found[-1].line == len(found)
    assert "cannot be read on" in faults(found)[0]
    if suffix == ".gz":  # the others are undone in blocks larger than this file
        assert len(found) > 4900


@pytest.mark.parametrize("suffix", PACK)
def test_rubbish_and_nothing(tmp_path, suffix):
    found = items(tmp_path / f"c.csv{suffix}", b"this is not compressed at all")
    assert len(faults(found)) == 1
    found = items(tmp_path / f"d.csv{suffix}", b"")
    assert len(faults(found)) == len(found)


@pytest.mark.parametrize("suffix", PACK)
def test_several_streams_in_a_file(tmp_path, suffix):
    data = PACK[suffix](b'{"text": "a"}\n') + PACK[suffix](b'{"text": "b"}\n')
    assert [item.text for item in items(tmp_path / f"c.ndjson{suffix}", data)] == ["a", "b"]


def test_name_without_suffix():
    assert without_suffix("a.CSV.GZ") == "a.CSV"
    assert without_suffix("a.csv") == "a.csv"
