"""``biascheck bench``: what is measured and how it is printed."""

import json

import pytest
import typer
from typer.testing import CliRunner

from biascheck.benchmark.result import Result, Row
from biascheck.cli import bench

runner = CliRunner()
app = typer.Typer()
app.command()(bench.command)


def result(name):
    rows = (Row("the baseline", 2.0), Row("ours", 1.0, 0.5))
    return Result(name, "s", "the baseline", rows, "at most 1.5 s", 1.0, 1.5)


@pytest.fixture
def measured(monkeypatch):
    """Replace the measuring; return what was asked for."""
    asked = []
    for name in ("startup", "memory", "length", "corpus_memory"):

        def measure(folder, *arguments, name=name):
            asked.append((name, *arguments))
            return result(name)

        monkeypatch.setattr(bench, f"measure_{name}", measure)
    return asked


def test_everything_is_measured_by_default(measured):
    done = runner.invoke(app, [], catch_exceptions=False)
    assert done.exit_code == 0
    assert [name for name, *_ in measured] == ["startup", "memory", "length"]
    assert "0.50" in done.stdout
    assert "kept" in done.stdout


def test_one_can_be_chosen_and_sized(measured):
    runner.invoke(app, ["length", "--words", "100", "--words", "900"], catch_exceptions=False)
    assert measured == [("length", [100, 900])]


def test_a_corpus_is_measured_only_when_asked_for(measured):
    arguments = ["corpus-memory", "--articles", "5000", "--model", "tiny"]
    runner.invoke(app, arguments, catch_exceptions=False)
    assert measured == [("corpus_memory", 5000, "tiny")]
    assert runner.invoke(app, ["corpus-memory", "--articles", "49"]).exit_code == 2


def test_json_has_the_bound(measured):
    done = runner.invoke(app, ["startup", "--format", "json"], catch_exceptions=False)
    (row,) = json.loads(done.stdout)
    assert (row["name"], row["measured"], row["bound"], row["holds"]) == ("startup", 1.0, 1.5, True)


def test_an_unknown_benchmark_is_a_usage_error(measured):
    assert runner.invoke(app, ["speed"]).exit_code == 2
