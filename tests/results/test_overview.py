from __future__ import annotations

import re

import pytest

from biascheck.results.manifest import Counts
from biascheck.results.overview import overview, to_html, to_text
from biascheck.results.reading import read_results
from tests.results import sample
from tests.results.test_manifest import manifest

pytest.importorskip("pyarrow")


@pytest.fixture
def results(tmp_path):
    sample.write(tmp_path, blocks=2, size=5)
    manifest(counts=Counts(10, 8, 1, {"input": 1}), blocks=2).write(tmp_path)
    return read_results(tmp_path)


def test_counts_spreads_and_first_rows(results):
    shown = overview(results)
    assert dict(shown.counts)["articles"] == "8"
    assert dict(shown.counts)["errors"] == "1"
    neutrality = shown.spreads[0]
    known = results.articles["neutrality"].dropna()
    assert neutrality.name == "Neutrality"
    assert neutrality.known == len(known)
    assert float(neutrality.quartiles[1]) == pytest.approx(known.median(), abs=0.05)
    assert max(neutrality.bars) == 1.0
    assert [row[0] for row in shown.rows] == results.articles["id"].tolist()[:5]


def test_html_is_scoped_and_runs_nothing(results):
    html = to_html(results)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    rules = re.findall(r"^([^@\s][^{]*)\{", style, re.MULTILINE)
    assert rules
    assert all(one.strip().startswith(".biascheck") for rule in rules for one in rule.split(","))
    assert not re.search(r"<script|https?:|\bid=|url\(|@import", html)


def test_the_bundle_is_what_a_notebook_asks_for(results):
    bundle = results._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"text/plain", "text/html"}
    assert "articles 8" in bundle["text/plain"]
    assert re.search(r"Neutrality +\d", to_text(results))


def test_lost_parts_are_told_not_raised(results, tmp_path):
    next((tmp_path / "articles").glob("*.parquet")).unlink()
    bundle = results._repr_mimebundle_()
    assert set(bundle) == {"text/plain"}
    assert "its manifest counts 8" in bundle["text/plain"]


def test_no_article_no_table(tmp_path):
    sample.write(tmp_path, blocks=1, size=0)
    manifest(counts=Counts(0, 0)).write(tmp_path)
    (tmp_path / "_state" / "blocks").mkdir(parents=True)
    results = read_results(tmp_path)
    assert overview(results).rows == ()
    assert "<table>" not in to_html(results)
