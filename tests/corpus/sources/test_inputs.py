from __future__ import annotations

import hashlib

import pytest

from biascheck.corpus.sources.inputs import Input, describe
from biascheck.errors import InputError


def test_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\n")
    inner = hashlib.sha256(b"text\n").hexdigest()
    whole = hashlib.sha256(f"a.csv\0{inner}\n".encode()).hexdigest()
    assert describe(str(path)) == Input(str(path), "CSV", 1, 5, whole)


def test_folder_wherever_it_lies(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text("It rained.")
        (tmp_path / name / "deep" / "b.txt").write_text("It snowed.")
        (tmp_path / name / "c.pdf").write_text("left alone")
    one, two = (describe(str(tmp_path / name)) for name in ("one", "two"))
    assert (one.files, one.bytes, one.sha256) == (2, 20, two.sha256)
    (tmp_path / "two" / "a.txt").write_text("It poured.")
    assert describe(str(tmp_path / "two")).sha256 != one.sha256
    left = describe(str(tmp_path / "one"), leave_out=(tmp_path / "one" / "deep",))
    assert left.files == 1


def test_standard_input_and_nothing(tmp_path):
    assert describe("-") == Input("-", "standard input", 1, None, None)
    with pytest.raises(InputError):
        describe(str(tmp_path / "missing"))


def test_file_that_cannot_be_read_is_counted(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "missing")
    known = describe(str(tmp_path))
    assert (known.files, known.bytes) == (1, 0)
    assert len(known.sha256) == 64
