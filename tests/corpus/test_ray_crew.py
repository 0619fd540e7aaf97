"""Ray for real: a local cluster, the same results as the engine of this machine."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from biascheck.corpus.block import blocks
from biascheck.corpus.place import Kind
from biascheck.corpus.processes import hire
from biascheck.corpus.ray_crew import RayTeam, join
from biascheck.corpus.scorer import Scorer
from biascheck.corpus.stage import Stage
from biascheck.errors import ConfigError, ModelError
from tests.corpus.deadly import DeadlyScorer
from tests.corpus.generated import GeneratedCorpus, articles
from tests.corpus.test_engine import PLAN, files, go

ray = pytest.importorskip("ray")

# Ray leaves sockets and files to the end of the process.
pytestmark = pytest.mark.filterwarnings("ignore")

CALM = "It rained in Ostren on Tuesday, and the council of the town met to talk about the bridge."


@pytest.fixture(scope="module")
def cluster():
    """Start a cluster of two cores, whose workers find the tests as this process does."""
    paths = os.pathsep.join(path for path in sys.path if path)
    ray.init(
        address="local",
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": paths}},
    )
    yield
    ray.shutdown()


def work(crew, texts, size=4):
    with crew:
        found = crew.work(blocks(GeneratedCorpus(texts).items(), size))
        return sorted(found, key=lambda it: it.block)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_rows_same_numbers_same_bytes_as_here(cluster, tiny_model, tmp_path):
    scorer = Scorer(model=str(tiny_model), threads=1)
    texts = articles(22)
    here = Stage.of(scorer, tmp_path / "here", Kind.FOLDER)
    there = Stage.of(scorer, tmp_path / "there", Kind.FOLDER)
    assert work(hire(here, 1), texts) == work(RayTeam(there, 2), texts)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_killed_actor_is_replaced_and_its_block_done(cluster, tmp_path):
    stage = Stage.of(DeadlyScorer(marker=tmp_path / "marker"), tmp_path / "out", Kind.FOLDER)
    receipts = work(RayTeam(stage, 1), [CALM] * 4 + [f"{CALM} ONCE", CALM])
    assert [(it.block, it.counts.results, it.counts.failed) for it in receipts] == [
        (0, 4, 0),
        (1, 2, 0),
    ]
    assert (tmp_path / "marker").exists()


def test_an_actor_killed_from_outside_loses_nothing(cluster, tiny_model, tmp_path):
    stage = Stage.of(Scorer(model=str(tiny_model), threads=1), tmp_path / "out", Kind.FOLDER)
    killed = []

    def kill():
        for _ in range(600):
            time.sleep(0.05)
            if list((tmp_path / "out").glob("articles/*.parquet")):
                break
        pid = next(actors())
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    thread = threading.Thread(target=kill)
    with RayTeam(stage, 2) as crew:
        crew.provenance()
        thread.start()
        source = blocks(GeneratedCorpus([CALM * 30] * 120).items(), 4)
        receipts = sorted(crew.work(source), key=lambda it: it.block)
        thread.join()
    assert killed
    assert [it.block for it in receipts] == list(range(30))
    assert sum(it.counts.results for it in receipts) == 120


def actors():
    """Return the processes of actors, as the system shows them."""
    for shown in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if b"ray::Actor" in shown.read_bytes():
                yield int(shown.parent.name)


def test_a_run_goes_on_from_one_engine_to_the_other(cluster, tiny_model, tmp_path):
    source, scorer = GeneratedCorpus(articles(20)), Scorer(model=str(tiny_model), threads=1)
    here = replace(PLAN, dedupe="near")
    there = replace(here, workers=2, hire=lambda stage, number, _: RayTeam(stage, number))

    def interrupt(tally):
        if tally.counts.items >= 8:
            raise KeyboardInterrupt

    go(tmp_path / "whole", source, here, scorer)
    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "cut", source, there, scorer, on_progress=interrupt)
    tally = go(tmp_path / "cut", source, here, scorer)
    assert tally.resumed >= 8
    assert files(tmp_path / "cut") == files(tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "other", source, here, scorer, on_progress=interrupt)
    assert go(tmp_path / "other", source, there, scorer).resumed >= 8
    assert files(tmp_path / "other") == files(tmp_path / "whole")


def test_an_article_that_kills_becomes_an_error(cluster, tmp_path):
    stage = Stage.of(DeadlyScorer(), tmp_path / "out", Kind.FOLDER)
    (receipt,) = work(RayTeam(stage, 1), [CALM, f"{CALM} DIE"])
    assert (receipt.counts.results, receipt.counts.errors) == (1, {"crash": 1})


def test_what_nobody_can_go_on_from_ends_the_run(cluster, tmp_path):
    stage = Stage.of(DeadlyScorer(fault="no model."), tmp_path / "out", Kind.FOLDER)
    with RayTeam(stage, 1) as crew, pytest.raises(ModelError, match="no model"):
        crew.provenance()


def test_the_scorer_in_a_pipeline_of_ray_data(cluster, tiny_model):
    data = pytest.importorskip("ray.data")
    scorer = Scorer(model=str(tiny_model), threads=1)
    rows = [{"id": f"a{n}", "text": CALM} for n in range(6)]
    found = data.from_items(rows).map_batches(scorer.score_batch, batch_format="pandas").take_all()
    assert sorted(row["id"] for row in found) == [f"a{n}" for n in range(6)]
    assert all(row["error_code"] is None for row in found)
    assert {row["words"] for row in found} == {len(CALM.split())}


def test_without_ray_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"biascheck\[ray\]"):
        RayTeam(Stage.of(DeadlyScorer(), tmp_path, Kind.FOLDER), 1)


def test_a_cluster_that_does_not_answer_is_named(monkeypatch):
    def refuse(**_):
        raise ConnectionError("Could not find any running Ray instance.")

    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(ConfigError, match="auto: no cluster of Ray answers"):
        join("auto")
