from __future__ import annotations

import errno
import json
import os
import re
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from biascheck.corpus.engine import Plan, run
from biascheck.corpus.limit import Limit
from biascheck.corpus.place import Place
from biascheck.corpus.scorer import Scorer
from biascheck.errors import ConfigError, DataError, ExitCode, ModelError, OutputError
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
    assert not cut.is_file()
    assert not (cut / "manifest.json").exists()
    tally = go(cut, source)
    assert tally.resumed == 4
    assert tally.counts.items == 9
    assert files(cut.parent) == files(whole.parent)
    assert bool(list(whole.parent.glob("*.*"))) == ("." in name)


@pytest.mark.usefixtures("fake")
def test_every_file_written_may_be_the_last(tmp_path, monkeypatch):
    """End a run before and after each step, and go on."""
    source = corpus("good", "choke", "good")
    plan = replace(PLAN, block=1)
    for name, whole in (("out.jsonl", "whole"), ("out", "whole-folder")):
        (tmp_path / whole).mkdir()
        go(tmp_path / whole / name, source, plan)
    replace_file = Path.replace
    for name, whole in (("out.jsonl", "whole"), ("out", "whole-folder")):
        for after in (False, True):
            for last in count():
                steps = []

                def step(self, target, steps=steps, last=last, after=after):
                    steps.append(target)
                    if after:
                        replace_file(self, target)
                    if len(steps) == last + 1:
                        raise KeyboardInterrupt
                    return target if after else replace_file(self, target)

                target = tmp_path / f"{name} {after} {last}" / name
                target.parent.mkdir()
                monkeypatch.setattr(Path, "replace", step)
                try:
                    go(target, source, plan)
                    ended = False
                except KeyboardInterrupt:
                    ended = True
                monkeypatch.setattr(Path, "replace", replace_file)
                if not ended:
                    break
                assert go(target, source, plan).items == 3
                assert files(target.parent) == files(tmp_path / whole)
            assert last > 9


@pytest.mark.usefixtures("fake")
def test_what_is_complete_is_not_done_again(tmp_path):
    source = corpus(*MIXED)
    go(tmp_path / "out", source)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    manifest = (tmp_path / "out/manifest.json").read_bytes()
    tally = go(tmp_path / "out", source)
    assert (tally.resumed, tally.items) == (9, 9)
    assert (tmp_path / "out/manifest.json").read_bytes() == manifest
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.usefixtures("fake")
def test_a_single_file_that_was_removed_is_made_again(tmp_path):
    target = tmp_path / "out.jsonl"
    go(target, corpus(*MIXED))
    whole = target.read_bytes()
    target.unlink()
    assert go(target, corpus(*MIXED)).resumed == 0
    assert target.read_bytes() == whole
    assert not (tmp_path / ".out.jsonl.biascheck/lines").exists()


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"inputs": ("other.jsonl",)}, "inputs was made.jsonl, now it is other.jsonl"),
        ({"block": 5}, "options.block was 4, now it is 5"),
        ({"version": "2"}, "biascheck was 1, now it is 2"),
        ({"options": {"targets": ["Mara"]}}, "options.targets was not given, now it is Mara"),
    ],
)
def test_another_command_is_refused_and_told_apart(tmp_path, change, told):
    go(tmp_path / "out", corpus(*MIXED))
    with pytest.raises(ConfigError, match=re.escape(told)) as error:
        go(tmp_path / "out", corpus(*MIXED), replace(PLAN, **change))
    assert "--restart" in str(error.value)
    tally = go(tmp_path / "out", corpus(*MIXED), replace(PLAN, **change), restart=True)
    assert tally.resumed == 0


@pytest.mark.usefixtures("fake")
def test_another_model_is_refused(tmp_path, monkeypatch):
    go(tmp_path / "out", corpus("good"))
    other = replace(fakes.FakeAnalyzer.provenance, sha256="beef" * 16)
    monkeypatch.setattr(fakes.FakeAnalyzer, "provenance", other)
    with pytest.raises(ConfigError, match=r"model.sha256 was 5f1c.*, now it is beef"):
        go(tmp_path / "out", corpus("good"))


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("end", [4, 8, 9])
def test_a_changed_input_is_refused_and_what_was_done_stays(tmp_path, end):
    def interrupt(tally):
        if tally.counts.items == end:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "out", corpus(*MIXED), on_progress=interrupt)
    before = files(tmp_path)
    changed = GeneratedCorpus([f"{KINDS['good']} Again.", *corpus(*MIXED).texts[1:]])
    with pytest.raises(DataError, match=r"made.jsonl:1: the input has changed") as error:
        go(tmp_path / "out", changed)
    assert "--restart" in str(error.value)
    assert files(tmp_path) == before
    assert go(tmp_path / "out", corpus(*MIXED)).items == 9


@pytest.mark.usefixtures("fake")
def test_an_input_that_has_shrunk_or_grown_since_is_refused(tmp_path):
    go(tmp_path / "out", corpus(*MIXED[:8]))
    with pytest.raises(DataError, match=r"ends after 4 articles, but more were analysed"):
        go(tmp_path / "out", corpus(*MIXED[:4]))
    with pytest.raises(DataError, match=r"has changed"):
        go(tmp_path / "out", corpus(*MIXED))


@pytest.mark.usefixtures("fake")
def test_parts_of_blocks_that_never_were_committed_do_not_stay(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Place, "commit", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            go(tmp_path / "out", corpus("good"))
    assert list((tmp_path / "out/articles").iterdir())
    go(tmp_path / "out", corpus())
    assert not list((tmp_path / "out/articles").iterdir())


@pytest.mark.usefixtures("fake")
def test_too_many_errors_stop_the_run_and_more_let_it_go_on(tmp_path):
    source = corpus(*("good", "choke") * 8)
    strict = replace(PLAN, max_errors=Limit.parse("3"))
    tally = go(tmp_path / "out", source, strict)
    assert (tally.stopped, tally.counts.failed, tally.exit_code) == (Limit(number=3), 4, 3)
    assert not (tmp_path / "out/manifest.json").exists()
    tally = go(tmp_path / "out", source, replace(strict, max_errors=Limit.parse("50%")))
    assert (tally.stopped, tally.resumed, tally.counts.items) == (None, 8, 16)


@pytest.mark.usefixtures("fake")
def test_a_broken_model_ends_the_run(tmp_path, monkeypatch):
    def broken(self, articles, *, targets=()):
        raise ModelError("the weights are gone.")

    monkeypatch.setattr(fakes.FakeAnalyzer, "analyze_many", broken)
    with pytest.raises(ModelError):
        go(tmp_path / "out", corpus("good"))


@pytest.mark.usefixtures("fake")
def test_blocks_are_streamed(tmp_path):
    seen = []

    class Watched(GeneratedCorpus):
        def items(self):
            for item in super().items():
                seen.append(item)
                yield item

    ahead = []
    source = Watched([KINDS["good"]] * 60)
    watch = lambda tally: ahead.append(len(seen) - tally.counts.items)  # noqa: E731
    go(tmp_path / "out", source, on_progress=watch)
    assert max(ahead) <= 8


@pytest.mark.usefixtures("fake")
def test_a_full_disk_ends_the_run_and_it_goes_on_with_room(tmp_path, monkeypatch):
    write, written = os.write, []

    def full(descriptor, data):
        written.append(len(data))
        if sum(written) > 60_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data)

    source = corpus(*("good", "choke") * 10)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OutputError, match="there is no space left"):
            go(tmp_path / "out", source)
    assert not list((tmp_path / "out").rglob("*.part"))
    tally = go(tmp_path / "out", source)
    assert tally.resumed
    assert tally.counts.items == 20


@pytest.mark.usefixtures("fake")
def test_an_empty_corpus(tmp_path):
    for name in ("out", "out.jsonl", "out.csv", "out.parquet"):
        tally = go(tmp_path / name, corpus())
        assert (tally.items, tally.exit_code) == (0, ExitCode.NOTHING_DONE)
        assert (tmp_path / name).exists()


@pytest.mark.usefixtures("fake")
def test_carried_columns_keep_their_types_when_a_run_goes_on(tmp_path):
    def interrupt(tally):
        if tally.counts.items == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "out.parquet", corpus(*MIXED), on_progress=interrupt)
    go(tmp_path / "out.parquet", corpus(*MIXED))
    from biascheck.results.reading import read_results

    articles = read_results(tmp_path / "out.parquet").table("articles")
    assert articles["input_outlet"].to_pylist() == ["o0", "o2", "o2", "o1", "o2"]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("name", ["out", "out.jsonl", "out.csv"])
def test_a_run_that_goes_on_knows_what_it_has_seen(tmp_path, name):
    texts = [KINDS[kind] for kind in MIXED]
    source = GeneratedCorpus([f"{text} {i // 2}" if text else None for i, text in enumerate(texts)])
    plan = replace(PLAN, dedupe="exact")
    whole, cut = tmp_path / "whole" / name, tmp_path / "cut" / name
    for target in (whole, cut):
        target.parent.mkdir()
    source.texts[8] = source.texts[0]
    assert go(whole, source, plan).counts.duplicates == 1

    def interrupt(tally):
        if tally.counts.items == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(cut, source, plan, on_progress=interrupt)
    tally = go(cut, source, plan)
    assert tally.counts.duplicates == 1
    assert files(cut.parent) == files(whole.parent)
    from biascheck.results.reading import read_results

    (row,) = read_results(cut).table("duplicates").to_pylist()
    assert (row["row"], row["of_row"], row["of_id"], row["kind"]) == (8, 0, "a0", "exact")


@pytest.mark.usefixtures("fake")
def test_a_run_that_goes_on_with_reports_does_again_what_was_done_without(tmp_path):
    source, with_reports = corpus(*MIXED), replace(PLAN, reports=True)

    def interrupt(tally):
        if tally.counts.items == 8:
            raise KeyboardInterrupt

    go(tmp_path / "whole", source, with_reports)
    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "cut", source, on_progress=interrupt)
    tally = go(tmp_path / "cut", source, with_reports)
    assert (tally.counts.items, tally.counts.results, tally.resumed) == (9, 5, 0)
    assert files(tmp_path / "cut") == files(tmp_path / "whole")
    assert any(name.startswith("lines/") for name in files(tmp_path / "cut"))


@pytest.mark.usefixtures("fake")
def test_what_is_finished_without_reports_stays_finished(tmp_path):
    go(tmp_path / "out", corpus(*MIXED))
    before = files(tmp_path / "out")
    tally = go(tmp_path / "out", corpus(*MIXED), replace(PLAN, reports=True))
    assert tally.resumed == 9
    assert files(tmp_path / "out") == before


@pytest.mark.usefixtures("fake")
def test_an_input_that_changed_is_not_done_again_for_its_reports(tmp_path):
    def interrupt(tally):
        if tally.counts.items == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "out", corpus(*MIXED), on_progress=interrupt)
    with pytest.raises(DataError, match="has changed"):
        go(tmp_path / "out", corpus("bug", *MIXED[1:]), replace(PLAN, reports=True))
