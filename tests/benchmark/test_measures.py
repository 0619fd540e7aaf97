"""What the benchmarks make of their measurements; the measuring itself is replaced."""

import pytest

from biascheck.benchmark import corpus_memory, length, memory, startup
from biascheck.benchmark.process import Usage
from biascheck.types import count_words


def words_in(article):
    return count_words(article.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("power", "holds"), [(1.0, True), (2.0, False)])
def test_growth_is_told_from_linear(monkeypatch, tmp_path, power, holds):
    monkeypatch.setattr(
        length, "analyze", lambda article, *_: Usage(0.4 + (words_in(article) / 1000) ** power, 1)
    )
    result = length.measure_length(tmp_path, (500, 2000, 8000))
    assert result.measured == pytest.approx(power, abs=0.1)
    assert result.holds is holds


def test_the_ratios_of_linear_growth_are_1(monkeypatch, tmp_path):
    monkeypatch.setattr(
        length, "analyze", lambda article, *_: Usage(0.4 + words_in(article) / 1000, 1)
    )
    rows = length.measure_length(tmp_path, (2000, 8000)).rows
    assert [row.ratio for row in rows] == [None, 1.0, pytest.approx(1, abs=0.05)]


@pytest.mark.parametrize(("ours", "holds"), [(1.4, True), (1.6, False)])
def test_startup_is_held_against_torch(monkeypatch, tmp_path, ours, holds):
    monkeypatch.setattr(startup, "analyze", lambda *_: Usage(ours, 1))
    monkeypatch.setattr(startup, "python", lambda *_: Usage(2.0, 1))
    result = startup.measure_startup(tmp_path, repeats=1)
    assert result.bound == pytest.approx(1.5)
    assert result.rows[1].ratio == pytest.approx(ours / 2)
    assert result.holds is holds


def test_the_largest_peak_counts(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "python", lambda *_: Usage(1, 10_000_000))
    monkeypatch.setattr(memory, "analyze", lambda a, *_: Usage(1, words_in(a) * 1_000_000))
    result = memory.measure_memory(tmp_path, (300, 900))
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
    result = corpus_memory.measure_corpus_memory(tmp_path, 2500, "tiny")
    options = ("--workers", "1", "--model", "tiny")
    assert seen == [(50, 50, options), (2500, 2500, options)]
    assert result.rows[0].ratio is None
    assert result.holds is holds
