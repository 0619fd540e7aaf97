"""Reports of earlier runs: the same bytes as without, whatever they are asked for by."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import pytest

from biascheck.corpus.block import Block
from biascheck.corpus.cache import Cache
from biascheck.corpus.engine import Plan, run
from biascheck.corpus.item import TextItem
from biascheck.corpus.place import Place
from biascheck.corpus.scorer import Scorer
from biascheck.errors import ConfigError, DataError, OutputError
from biascheck.types import Article
from tests import fakes, reports
from tests.corpus.generated import GeneratedCorpus, articles
from tests.corpus.test_engine import files

PLAN = Plan(version="1", inputs=("made.jsonl",), block=4, workers=1)
ITEMS = 24


def go(target, scorer, corpus=None, plan=PLAN):
    place = Place(target)
    with place.held():
        return run(corpus or GeneratedCorpus(articles(ITEMS)), place, scorer, plan).counts


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache", "1")


@pytest.fixture
def scorer(tiny_model, cache):
    return Scorer(model=str(tiny_model), threads=1, cache=cache)


@pytest.mark.parametrize("name", ["out", "out.jsonl", "out.csv", "out.parquet"])
def test_the_bytes_are_those_without_a_cache(tmp_path, scorer, name):
    targets = [tmp_path / folder / name for folder in ("without", "first", "second")]
    for target in targets:
        target.parent.mkdir()
    without = go(targets[0], replace(scorer, cache=None))
    first, second = (go(target, scorer) for target in targets[1:])
    # Some of the articles are equal.
    assert without.cached == 0 < first.cached < first.results / 2
    assert second.cached == second.results == without.results > 0
    assert second.errors == without.errors != {}
    known = files(targets[0].parent)
    assert [files(target.parent) for target in targets[1:]] == [known, known]


def test_the_manifest_and_a_run_that_goes_on_count_what_was_cached(tmp_path, scorer):
    go(tmp_path / "first", scorer)
    counts = go(tmp_path / "second", scorer)
    manifest = json.loads((tmp_path / "second/manifest.json").read_text())
    assert manifest["counts"]["cached"] == counts.cached > 0
    assert go(tmp_path / "second", scorer).cached == counts.cached


def test_processes_share_it(tmp_path, scorer):
    two = replace(PLAN, workers=2)
    go(tmp_path / "first", scorer, plan=two)
    counts = go(tmp_path / "second", scorer, plan=two)
    assert counts.cached == counts.results > 0
    assert files(tmp_path / "second") == files(tmp_path / "first")


def block(*texts, **told):
    items = [TextItem(id=f"n{i}", source="s", text=text, **told) for i, text in enumerate(texts)]
    return Block(0, 0, tuple(items))


@pytest.fixture
def fake(monkeypatch, cache):
    fakes.install(monkeypatch)
    scorer = Scorer(cache=cache)
    scorer(block("It rained."))
    return scorer


def test_an_equal_article_of_another_name_is_known(fake):
    items = (TextItem(id="other", source="elsewhere", line=7, text="It rained."),)
    scored = fake(Block(0, 0, items))
    assert scored.counts.cached == 1
    (row,) = scored.tables["articles"]
    assert (row["id"], row["source"], row["line"]) == ("other", "elsewhere", 7)


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": ("Orlen",)},
        {"device": "cuda"},
        {"cache": "2"},
    ],
)
def test_another_scorer_knows_nothing_of_it(fake, cache, changes):
    if "cache" in changes:
        changes = {"cache": replace(cache, version=changes["cache"])}
    assert replace(fake, **changes)(block("It rained.")).counts.cached == 0


def test_another_model_knows_nothing_of_it(fake, monkeypatch):
    other = replace(reports.PROVENANCE, sha256="another")
    monkeypatch.setattr(fakes.FakeAnalyzer, "provenance", other)
    assert fake(block("It rained.")).counts.cached == 0


@pytest.mark.parametrize("told", [{"title": "Rain"}, {"outlet": "The Post"}])
def test_another_title_or_outlet_is_another_article(fake, told):
    assert fake(block("It rained.", **told)).counts.cached == 0


def test_what_failed_is_tried_again(fake):
    for _ in range(2):
        counts = fake(block("CHOKE", "It rained.", "BUG")).counts
        assert (counts.cached, counts.results, counts.failed) == (1, 1, 2)


def test_dimensions_of_other_packages_are_refused(fake, monkeypatch):
    other = replace(reports.PROVENANCE, dimensions={"role": 1, "weather": 1})
    monkeypatch.setattr(fakes.FakeAnalyzer, "provenance", other)
    with pytest.raises(ConfigError, match="weather"):
        fake(block("It rained."))


def stored(cache, numbers):
    """Keep a report under each number."""
    cache.keep({b"%d" % number: reports.bare("It rained. " * 50) for number in numbers})


def known(cache, numbers):
    return sorted(map(int, cache.recall([b"%d" % number for number in numbers])))


def test_what_was_not_used_for_longest_makes_room(cache, monkeypatch):
    small = replace(cache, limit=400_000)
    days = iter(range(100))
    for first in range(0, 1200, 100):
        monkeypatch.setattr("biascheck.corpus.cache._today", partial(int, next(days)))
        stored(small, range(first, first + 100))
        assert known(small, range(10)) == list(range(10))  # used each day
    kept = known(small, range(1200))
    assert kept[:10] == list(range(10))
    assert 1199 in kept
    assert 300 < len(kept) < 1200
    assert small.path.stat().st_size < 500_000


def test_a_report_comes_back_as_it_was(cache):
    report = reports.harbour_bridge()
    cache.keep({b"key": report})
    (found,) = cache.recall([b"key", b"none"]).values()
    assert replace(found, article=report.article) == report
    assert found.article.text == ""


def test_names_do_not_count_and_lone_surrogates_do_no_harm(cache):
    model = reports.PROVENANCE
    told = [Article("a \ud800"), Article("a \ud800", id="b", source="c"), Article("a")]
    first, second, third = cache.keys(told, model, {})
    assert first == second != third


def _write_many(cache, start):
    for first in range(start, start + 40, 4):
        stored(cache, range(first, first + 4))
        cache.recall([b"%d" % first])


def test_processes_write_at_the_same_time(cache):
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        list(pool.map(partial(_write_many, cache), range(0, 160, 40)))
    assert known(cache, range(160)) == list(range(160))


def test_a_file_that_is_no_cache_is_named(cache):
    cache.folder.mkdir()
    cache.path.write_bytes(b"a text of some length, which is no database at all" * 100)
    with pytest.raises(DataError, match="damaged"):
        cache.recall([b"key"])


def test_a_damaged_report_is_named(cache):
    stored(cache, [1])
    with sqlite3.connect(cache.path) as connection:
        connection.execute("UPDATE report SET value = x'00'")
    connection.close()
    with pytest.raises(DataError, match="damaged"):
        known(cache, [1])


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="the cache cannot be used"):
        Cache(tmp_path / "file" / "cache", "1").recall([b"key"])
