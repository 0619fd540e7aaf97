from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from biascheck.atomic import atomic
from biascheck.errors import OutputError


def _write(path, data=b"new"):
    with atomic(path) as file:
        file.write(data)


def _write_half(path):
    with atomic(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_file_appears_whole_and_keeps_its_mode(tmp_path):
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with atomic(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_new_file_follows_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        _write(tmp_path / "out")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_failure_leaves_the_old_file_and_no_rest(tmp_path):
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        _write_half(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_link_is_followed(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    _write(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_device_is_written_directly():
    _write(Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("name", "told"), [("", "it is a folder"), ("no/out", "its folder does not exist")]
)
def test_what_cannot_be_written_says_why(tmp_path, name, told):
    with pytest.raises(OutputError, match=told):
        _write(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_no_space():
    with pytest.raises(OutputError, match="no space left"):
        _write(Path("/dev/full"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        _write(tmp_path / "out")
    tmp_path.chmod(0o700)


def test_the_new_name_is_flushed_too(tmp_path, monkeypatch):
    flushed = []
    real = os.fsync

    def fsync(descriptor):
        flushed.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    _write(tmp_path / "out")
    assert flushed == [False, True]
