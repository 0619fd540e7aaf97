"""What the benchmarks make of their measurements; the measuring itself is replaced."""

import sys
from contextlib import nullcontext
from types import ModuleType, SimpleNamespace

import pytest

from biascheck.benchmark import corpus_memory, length, memory, report, startup
from biascheck.benchmark.process import Usage
from biascheck.benchmark.result import Result
from biascheck.benchmark.settings import Settings
from biascheck.errors import ConfigError
from biascheck.types import count_words


def words_in(article):
    return count_words(article.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("power", "holds"), [(1.0, True), (2.0, False)])
def test_growth_is_told_from_linear(monkeypatch, tmp_path, power, holds):
    monkeypatch.setattr(
        length, "analyze", lambda article, *_: Usage(0.4 + (words_in(article) / 1000) ** power, 1)
    )
    result = length.measure(Settings(tmp_path, words=(500, 2000, 8000)))
    assert result.measured == pytest.approx(power, abs=0.1)
    assert result.holds is holds


def test_the_ratios_of_linear_growth_are_1(monkeypatch, tmp_path):
    monkeypatch.setattr(
        length, "analyze", lambda article, *_: Usage(0.4 + words_in(article) / 1000, 1)
    )
    rows = length.measure(Settings(tmp_path, words=(2000, 8000))).rows
    assert [row.ratio for row in rows] == [None, 1.0, pytest.approx(1, abs=0.05)]


@pytest.mark.parametrize(("ours", "holds"), [(1.4, True), (1.6, False)])
def test_startup_is_held_against_torch(monkeypatch, tmp_path, ours, holds):
    monkeypatch.setattr(startup, "analyze", lambda *_: Usage(ours, 1))
    monkeypatch.setattr(startup, "python", lambda *_: Usage(2.0, 1))
    result = startup.measure(Settings(tmp_path, repeats=1))
    assert result.bound == pytest.approx(1.5)
    assert result.rows[1].ratio == pytest.approx(ours / 2)
    assert result.holds is holds


def test_the_largest_peak_counts(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "python", lambda *_: Usage(1, 10_000_000))
    monkeypatch.setattr(memory, "analyze", lambda a, *_: Usage(1, words_in(a) * 1_000_000))
    result = memory.measure(Settings(tmp_path, words=(300, 900)))
    assert result.measured >= 900
    assert not result.holds
    assert result.rows[0].value == pytest.approx(10)
    assert result.to_dict()["holds"] is False


@pytest.mark.parametrize(("growth", "holds"), [(0, True), (100, False)])
def test_a_larger_corpus_is_held_against_a_smaller_one(monkeypatch, tmp_path, growth, holds):
    seen = []

    def batch(corpus, output, *options):
        lines = corpus.read_text(encoding="utf-8").splitlines()
        seen.append((len(lines), len(set(lines)), options))
        return Usage(1, 10_000_000 + growth * len(lines) * 1000)

    monkeypatch.setattr(corpus_memory, "batch", batch)
    result = corpus_memory.measure(Settings(tmp_path, articles=3200, model="tiny"))
    options = ("--workers", "1", "--block", "32", "--model", "tiny")
    assert seen == [(64, 64, options), (3200, 3200, options)]
    assert result.rows[0].ratio is None
    assert result.holds is holds


def test_a_corpus_that_is_too_small_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="3199 articles"):
        corpus_memory.measure(Settings(tmp_path, articles=3199))


@pytest.mark.parametrize(("at_least", "holds"), [(False, False), (True, True)])
def test_a_bound_is_the_greatest_value_or_the_least(at_least, holds):
    result = Result("speed", "/s", "a baseline", (), "a bound", 80.0, 60.0, at_least)
    assert result.holds is holds


@pytest.mark.parametrize(("seconds", "holds"), [(1.9, True), (2.1, False)])
def test_opening_is_held_against_two_seconds(monkeypatch, tmp_path, seconds, holds):
    def opened(_, path):
        return seconds if "large" in path.name else 0.5

    monkeypatch.setattr(report, "_browser", nullcontext)
    monkeypatch.setattr(report, "_opened", opened)
    monkeypatch.setattr(report, "_asked", lambda *_: 0.7)
    result = report.measure(Settings(tmp_path, articles=300))
    assert (result.measured, result.holds) == (seconds, holds)
    assert [row.what for row in result.rows][:2] == ["open 3 rows", "open 300 rows"]
    assert result.rows[1].ratio == pytest.approx(seconds / 0.5)


def test_without_a_browser_the_report_is_not_measured(monkeypatch, tmp_path):
    monkeypatch.delenv("BIASCHECK_CHROMIUM", raising=False)
    monkeypatch.setattr(report, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "playwright", ModuleType("playwright"))
    monkeypatch.setitem(sys.modules, "playwright.sync_api", SimpleNamespace(sync_playwright=None))
    with pytest.raises(ConfigError, match="none was found"):
        report.measure(Settings(tmp_path, articles=3))
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(ConfigError, match="pip install playwright"):
        report.measure(Settings(tmp_path, articles=3))
