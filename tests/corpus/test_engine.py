from __future__ import annotations

import json

import pytest

from biascheck.corpus.engine import Plan, run
from biascheck.corpus.place import Place
from biascheck.corpus.scorer import Scorer
from biascheck.errors import ExitCode
from tests import fakes
from tests.corpus.generated import GeneratedCorpus

KINDS = {"good": "It rained.", "choke": "CHOKE", "bug": "BUG", "unread": None, "french": "Bonjour"}
PLAN = Plan(version="1", inputs=("made.jsonl",), block=4, workers=1)


@pytest.fixture
def fake(monkeypatch):
    fakes.install(monkeypatch)


def corpus(*kinds):
    return GeneratedCorpus([KINDS[kind] for kind in kinds])


def go(target, source, plan=PLAN, scorer=None, *, restart=False, **options):
    place = Place(target)
    with place.held(restart=restart):
        return run(source, place, scorer or Scorer(), plan, **options)


def files(folder):
    """Return all files of a result with their bytes, but for state and times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_state" not in path.parts and path.name != "manifest.json"
    }


MIXED = ("good", "choke", "good", "bug", "unread", "good", "french", "good", "good")


@pytest.mark.usefixtures("fake")
def test_every_item_ends_in_one_table(tmp_path):
    from pyarrow import parquet

    tally = go(tmp_path / "out", corpus(*MIXED))
    assert (tally.counts.results, tally.counts.failed, tally.items) == (5, 4, 9)
    assert tally.counts.errors == {"bug": 1, "data": 1, "input": 1, "language": 1}
    assert tally.exit_code is ExitCode.SOME_FAILED
    rows = {
        table: parquet.read_table(tmp_path / "out" / table).column("row").to_pylist()
        for table in ("articles", "errors")
    }
    assert rows == {"articles": [0, 2, 5, 7, 8], "errors": [1, 3, 4, 6]}
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["counts"]["items"] == 9
    assert manifest["blocks"] == 3


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("name", ["out", "out.jsonl", "out.csv", "out.parquet"])
def test_a_run_that_was_cut_off_goes_on_to_the_same_bytes(tmp_path, name):
    source = corpus(*MIXED)
    whole, cut = tmp_path / "whole" / name, tmp_path / "cut" / name
    whole.parent.mkdir()
    cut.parent.mkdir()
    go(whole, source)

    def interrupt(tally):
        if tally.counts.items == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(cut, source, on_progress=interrupt)
    assert not (cut.is_file() or (cut / "manifest.json").exists())
    tally = go(cut, source)
    assert tally.resumed == 4
    assert tally.counts.items == 9
    assert files(cut.parent) == files(whole.parent)
    assert len(files(whole.parent)) == (1 if "." in name else 6 + 6)
