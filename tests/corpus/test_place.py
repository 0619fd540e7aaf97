from __future__ import annotations

import os

import pytest

from biascheck.corpus.place import Kind, Place, kind_of
from biascheck.corpus.scored import Counts, Receipt
from biascheck.errors import ConfigError, DataError, OutputError
from biascheck.results.carried import Carried


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("out", Kind.FOLDER),
        ("out.jsonl", Kind.JSONL),
        ("out.CSV", Kind.CSV),
        ("out.parquet", Kind.PARQUET),
    ],
)
def test_the_name_says_what_it_becomes(tmp_path, name, kind):
    assert kind_of(tmp_path / name) is kind


def test_a_folder_that_is_there_is_a_folder_whatever_its_name(tmp_path):
    (tmp_path / "out.v2").mkdir()
    assert kind_of(tmp_path / "out.v2") is Kind.FOLDER
    with pytest.raises(ConfigError, match=r"Did you mean '\.parquet'"):
        kind_of(tmp_path / "out.parqet")


def test_what_is_written_is_read_again(tmp_path):
    receipt = Receipt(7, "ab" * 16, Counts(1))
    with Place(tmp_path / "out").held() as place:
        assert (place.started(), place.carried(), place.receipt(7)) == (None, None, None)
        place.start({"biascheck": "1"}, Carried({"lean": "string"}))
        place.commit(receipt)
    with Place(tmp_path / "out").held() as place:
        assert place.started() == {"biascheck": "1"}
        assert place.carried() == Carried({"lean": "string"})
        assert place.receipt(7) == receipt
        assert place.receipts() == 1
    with Place(tmp_path / "out").held(restart=True) as place:
        assert (place.started(), place.receipts()) == (None, 0)


def test_only_one_run_at_a_time(tmp_path):
    with Place(tmp_path / "out.csv").held() as place:
        place.start({}, Carried({}))
        with (
            pytest.raises(OutputError, match=rf"process {os.getpid()} on .*, since 20") as error,
            Place(tmp_path / "out.csv").held(),
        ):
            pass
        assert "Wait for it, or choose another output." in str(error.value)
    with Place(tmp_path / "out.csv").held():
        pass


def test_leftovers_of_a_killed_run_are_swept(tmp_path):
    with Place(tmp_path / "out.jsonl").held() as place:
        place.start({}, Carried({}))
    lines = place.folder / "lines"
    lines.mkdir()
    left = [
        lines / ".part-000003.jsonl.00112233.part",
        place.folder / "_state/blocks/.000003.json.00112233.part",
        place.folder / "_state/.clock.json.00112233.part",
        place.folder / ".manifest.json.00112233.part",
        tmp_path / ".out.jsonl.00112233.part",
    ]
    for path in left:
        path.touch()
    with Place(tmp_path / "out.jsonl").held():
        assert not any(path.exists() for path in left)


def test_a_damaged_state_is_told(tmp_path):
    with Place(tmp_path / "out").held() as place:
        place.start({}, Carried({}))
    (tmp_path / "out/_state/run.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"run.json: the state of the run is damaged. .*--restart"):
        Place(tmp_path / "out").held().__enter__()
    with Place(tmp_path / "out").held(restart=True):
        pass


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ConfigError, match=r"holds something else, such as 'notes.txt'"):
        Place(tmp_path).held().__enter__()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_cannot_be_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OutputError, match="its folder does not exist"):
        Place(tmp_path / "missing/out.csv").held().__enter__()


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o555)
    for name in ("out", "out.csv"):
        with pytest.raises(OutputError, match="no permission"):
            Place(tmp_path / name).held().__enter__()


def test_a_folder_that_turns_out_to_be_read_only(tmp_path, monkeypatch):
    import errno
    from pathlib import Path

    def refuse(self, *_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="the file system is read-only"):
        Place(tmp_path / "out").held().__enter__()


def test_a_file_system_without_locks(tmp_path, monkeypatch):
    import filelock

    def unknown(self, **_):
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", unknown)
    with pytest.raises(OutputError, match="cannot keep two runs apart"):
        Place(tmp_path / "out").held().__enter__()
