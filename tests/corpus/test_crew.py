from __future__ import annotations

import pytest

from biascheck.corpus.block import blocks
from biascheck.corpus.crew import Task
from biascheck.corpus.place import Kind
from biascheck.corpus.processes import Processes, hire
from biascheck.corpus.scored import Scored
from biascheck.corpus.stage import Stage
from biascheck.errors import ModelError
from tests import reports
from tests.corpus.deadly import DeadlyScorer
from tests.corpus.generated import GeneratedCorpus

CALM = "It rained in Ostren on Tuesday, and the council of the town met to talk about the bridge."


def stage(tmp_path, **settings):
    return Stage.of(DeadlyScorer(**settings), tmp_path / "out", Kind.FOLDER)


def work(crew, texts, size=4):
    with crew:
        return sorted(
            crew.work(blocks(GeneratedCorpus(texts).items(), size)), key=lambda it: it.block
        )


@pytest.mark.parametrize("workers", [1, 2])
def test_every_block_has_one_receipt(tmp_path, workers):
    crew = hire(stage(tmp_path), workers)
    receipts = work(crew, [CALM] * 18)
    assert [(it.block, it.counts.results) for it in receipts] == [
        (0, 4),
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 2),
    ]
    assert len(list((tmp_path / "out/articles").iterdir())) == 5


def test_an_article_that_kills_is_found_and_becomes_an_error(tmp_path):
    from pyarrow import parquet

    texts = [CALM] * 9
    texts[5] = f"{CALM} DIE"
    receipts = work(Processes(stage(tmp_path), 2), texts)
    assert [it.counts.errors for it in receipts] == [{}, {"crash": 1}, {}]
    assert sum(it.counts.items for it in receipts) == 9
    (row,) = parquet.read_table(tmp_path / "out/errors").to_pylist()
    assert (row["row"], row["code"]) == (5, "crash")
    assert "process that analysed it died" in row["message"]
    assert parquet.read_table(tmp_path / "out/articles")["row"].to_pylist() == [
        *range(5),
        *range(6, 9),
    ]


def test_a_worker_that_dies_once_is_replaced(tmp_path):
    texts = [CALM, f"{CALM} ONCE", CALM]
    receipts = work(Processes(stage(tmp_path, marker=tmp_path / "marker"), 1), texts)
    assert [(it.counts.results, it.counts.failed) for it in receipts] == [(3, 0)]


def test_workers_that_cannot_start_end_the_run(tmp_path):
    with (
        Processes(stage(tmp_path, stillborn=True), 1) as crew,
        pytest.raises(ModelError, match="fewer --workers"),
    ):
        crew.provenance()


def test_what_a_worker_cannot_go_on_from_ends_the_run(tmp_path):
    with pytest.raises(ModelError, match="the weights are gone"):
        work(Processes(stage(tmp_path), 1), [CALM, f"{CALM} GONE"])
    with (
        Processes(stage(tmp_path, fault="no model."), 1) as crew,
        pytest.raises(ModelError, match="no model"),
    ):
        crew.provenance()


def test_the_crew_says_which_model_works(tmp_path):
    for workers in (1, 2):
        with hire(stage(tmp_path), workers) as crew:
            assert crew.provenance() == reports.PROVENANCE


def test_few_blocks_are_taken_ahead(tmp_path):
    taken = []

    def source():
        for block in blocks(GeneratedCorpus([CALM] * 40).items(), 2):
            taken.append(block.number)
            yield block

    ahead = []
    with Processes(stage(tmp_path), 2) as crew:
        for done, _ in enumerate(crew.work(source()), start=1):
            ahead.append(len(taken) - done)
    assert max(ahead) <= 3


def test_a_block_is_taken_apart_down_to_the_article(tmp_path):
    (block,) = blocks(GeneratedCorpus([CALM] * 5).items(), 5)
    task, made = Task(block), stage(tmp_path)
    task.fail(made)
    assert task.order == (True, block)
    task.fail(made)
    sizes = []
    while task.pieces:
        whole, piece = task.order
        assert not whole
        sizes.append(len(piece.items))
        task.fail(made)
    assert sizes == [2, 1, 1, 3, 1, 2, 1, 1]
    assert Scored.join(task.scored).counts.errors == {"crash": 5}
    assert [row["row"] for row in Scored.join(task.scored).tables["errors"]] == [0, 1, 2, 3, 4]
