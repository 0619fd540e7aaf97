from __future__ import annotations

import os

import pytest

from biascheck.corpus.block import Block
from biascheck.corpus.item import FileItem
from biascheck.corpus.place import Kind
from biascheck.corpus.scored import Counts
from biascheck.corpus.scorer import Scorer
from biascheck.corpus.stage import Stage
from tests import fakes


@pytest.fixture
def block(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("It rained.", encoding="utf-8")
    return Block(3, 7, (FileItem(id="a", source=str(path), path=path),))


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.FOLDER, {"articles", "sentences", "passages"}),
        (Kind.JSONL, {"lines"}),
        (Kind.CSV, {"articles"}),
        (Kind.PARQUET, {"articles"}),
    ],
)
def test_only_what_the_output_needs_is_written(monkeypatch, tmp_path, block, kind, written):
    fakes.install(monkeypatch)
    receipt = Stage.of(Scorer(), tmp_path / "out", kind)(block)
    assert (receipt.block, receipt.digest) == (3, block.digest())
    assert receipt.counts.results == 1
    names = {path.parent.name for path in (tmp_path / "out").rglob("part-000003.*")}
    assert {"articles", "sentences", "lines"} & names == {
        "articles",
        "sentences",
        "lines",
    } & written


def test_full_reports_are_kept_in_a_folder_when_they_are_wanted(monkeypatch, tmp_path, block):
    fakes.install(monkeypatch)
    stage = Stage.of(Scorer(), tmp_path / "out", Kind.FOLDER, reports=True)
    assert stage.lacks(3)
    stage(block)
    names = {path.parent.name for path in (tmp_path / "out").rglob("part-000003.*")}
    assert {"articles", "sentences", "lines"} <= names
    assert not stage.lacks(3)
    assert stage.lacks(4)
    assert not Stage.of(Scorer(), tmp_path / "out", Kind.FOLDER).lacks(4)


def test_an_article_that_changes_meanwhile_is_known_as_changed(monkeypatch, tmp_path, block):
    fakes.install(monkeypatch)
    before = block.digest()
    analyze = fakes.FakeAnalyzer.analyze

    def slow(self, article, *, targets=()):
        os.utime(block.items[0].path, (1, 1))
        return analyze(self, article, targets=targets)

    monkeypatch.setattr(fakes.FakeAnalyzer, "analyze", slow)
    receipt = Stage.of(Scorer(), tmp_path / "out", Kind.CSV)(block)
    assert receipt.digest == before != block.digest()


def test_counts_that_do_not_add_up_are_a_bug(tmp_path, block):
    scored = Scorer()(Block(0, 0, ()))
    assert scored.counts == Counts()
    with pytest.raises(AssertionError, match="block 3"):
        Stage.of(Scorer(), tmp_path / "out", Kind.CSV).write(block, scored)
