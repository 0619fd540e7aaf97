"""``biascheck bench``: what is measured and how it is printed."""

import json

import pytest
import typer
from typer.testing import CliRunner

from biascheck.benchmark.registry import BENCHMARKS, load_measure
from biascheck.benchmark.result import Result, Row
from biascheck.cli import bench, main

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

    def load(name):
        def measure(settings):
            assert settings.folder.is_dir()
            asked.append((name, settings))
            return result(name)

        return measure

    monkeypatch.setattr(bench, "load_measure", load)
    return asked


def test_everything_is_measured_by_default(measured):
    done = runner.invoke(app, [], catch_exceptions=False)
    assert done.exit_code == 0
    assert [name for name, *_ in measured] == ["startup", "memory", "length"]
    assert "0.50" in done.stdout
    assert "kept" in done.stdout


def test_one_can_be_chosen_and_sized(measured):
    runner.invoke(app, ["length", "--words", "100", "--words", "900"], catch_exceptions=False)
    ((name, settings),) = measured
    assert (name, settings.words) == ("length", (100, 900))


def test_a_corpus_is_measured_only_when_asked_for(measured):
    arguments = ["corpus-memory", "--articles", "5000", "--model", "tiny"]
    runner.invoke(app, arguments, catch_exceptions=False)
    ((name, settings),) = measured
    assert (name, settings.articles, settings.model) == ("corpus-memory", 5000, "tiny")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_name_has_a_file_that_measures(name):
    assert callable(load_measure(name))


def test_json_has_the_bound(measured):
    done = runner.invoke(app, ["startup", "--format", "json"], catch_exceptions=False)
    (row,) = json.loads(done.stdout)
    assert (row["name"], row["measured"], row["bound"], row["holds"]) == ("startup", 1.0, 1.5, True)


def test_an_unknown_benchmark_is_a_usage_error(capsys):
    assert main(["bench", "memory", "startupp"]) == 2
    assert "Did you mean 'startup'?" in capsys.readouterr().err
