"""A run is killed at random moments; what comes out is what an undisturbed run gives."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time

import pytest

from tests.corpus.test_engine import files
from tests.corpus.victim import run_corpus, run_deadly

# Python's own time to start is no part of what is tested, so the server has it all imported.
IMPORTED = [
    "biascheck.analyzer",
    "biascheck.corpus.dedupe",
    "biascheck.corpus.engine",
    "biascheck.encoder.onnx_runtime",
    "biascheck.reading.text",
    "pandas",
    "pyarrow.parquet",
    "tests.corpus.victim",
]


@pytest.fixture(scope="module")
def context():
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(IMPORTED)
    return made


def start(context, model, target, workers):
    process = context.Process(target=run_corpus, args=(model, target, workers))
    process.start()
    return process


@pytest.fixture(scope="module")
def wholes(context, tiny_model, tmp_path_factory):
    """Return the folder of what undisturbed runs give, and their seconds by workers."""
    folder = tmp_path_factory.mktemp("whole")
    taken = {}
    for name, workers in (("out", 1), ("out.jsonl", 1), ("out.parquet", 2)):
        target = folder / name / name
        target.parent.mkdir()
        began = time.monotonic()
        process = start(context, tiny_model, target, workers)
        process.join()
        taken[workers] = time.monotonic() - began
        assert process.exitcode == 3
    return folder, taken


@pytest.mark.parametrize(
    ("name", "workers", "kills"),
    [
        ("out", 1, 15),
        ("out.jsonl", 1, 15),
        ("out.parquet", 1, 15),
        ("out", 2, 4),
        ("out.parquet", 2, 3),
    ],
)
def test_sigkill_at_random_moments(context, tiny_model, wholes, tmp_path, name, workers, kills):
    folder, taken = wholes
    chance = random.Random(f"{name} {workers}")
    killed = finished = resumed = 0
    while killed < kills or not finished:
        # Results that were complete are left, and begun anew, until there were enough kills.
        target = tmp_path / str(finished) / name
        target.parent.mkdir(exist_ok=True)
        process = start(context, tiny_model, target, workers)
        if killed == kills:
            process.join()
        elif killed % 2:
            process.join(chance.uniform(0, taken[workers]))
        else:
            wait_for(process, target, done(target) + chance.randint(1, 3))
            process.join(chance.uniform(0, 0.1))
        if process.exitcode is None:
            resumed += done(target) > 0
            process.kill()
            process.join()
            killed += process.exitcode == -signal.SIGKILL
            continue
        assert process.exitcode == 3
        assert files(target.parent) == files(folder / name)
        finished += 1
    assert resumed


def wait_for(process, target, blocks):
    """Wait until so many blocks are done, or the process is."""
    while process.is_alive() and done(target) < blocks:
        time.sleep(0.002)


def done(target):
    """Return how many blocks of an output have a receipt."""
    places = (target, target.with_name(f".{target.name}.biascheck"))
    return sum(len(list((place / "_state/blocks").glob("0*.json"))) for place in places)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_at_once_and_it_goes_on(
    context, tiny_model, wholes, tmp_path, sign, workers
):
    folder, _ = wholes
    target = tmp_path / "out"
    process = start(context, tiny_model, target, workers)
    receipts = target / "_state/blocks"
    while not (receipts.is_dir() and any(receipts.glob("0*.json"))):
        time.sleep(0.01)
        assert process.is_alive()
    os.kill(process.pid, sign)
    process.join(30)
    # A KeyboardInterrupt that nobody catches ends a process of multiprocessing with 1.
    assert process.exitcode == 1
    assert not (target / "manifest.json").exists()
    done = len(list(receipts.glob("0*.json")))
    assert 0 < done < 12
    process = start(context, tiny_model, target, workers)
    process.join()
    assert files(tmp_path) == files(folder / "out")


def test_an_article_that_kills_the_only_process_is_found_when_the_run_goes_on(context, tmp_path):
    from biascheck import read_results

    codes = []
    for _ in range(2):
        process = context.Process(target=run_deadly, args=(tmp_path / "out",))
        process.start()
        process.join()
        codes.append(process.exitcode)
    assert codes == [-signal.SIGKILL, 3]
    results = read_results(tmp_path / "out")
    assert results.table("articles")["row"].to_pylist() == [0, 2]
    assert results.table("errors")["code"].to_pylist() == ["crash"]


def test_two_workers_give_the_same_bytes_as_one(context, tiny_model, wholes, tmp_path):
    folder, _ = wholes
    process = start(context, tiny_model, tmp_path / "out", 2)
    process.join()
    assert files(tmp_path) == files(folder / "out")


def test_two_runs_exclude_each_other(context, tiny_model, tmp_path):
    from biascheck.corpus.place import Place
    from biascheck.errors import OutputError

    target = tmp_path / "out"
    process = start(context, tiny_model, target, 1)
    while not (target / "_state/holder.json").exists():
        time.sleep(0.01)
        assert process.is_alive()
    with (
        pytest.raises(OutputError, match=f"another run is writing there .process {process.pid} "),
        Place(target).held(),
    ):
        pass
    process.kill()
    process.join()
    with Place(target).held():
        pass
