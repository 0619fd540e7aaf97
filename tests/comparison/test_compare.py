"""Comparisons of small corpora whose truth is known."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import jsonschema
import numpy as np
import pyarrow as pa
import pytest

from biascheck.comparison import display
from biascheck.comparison.compare import compare
from biascheck.comparison.groups import column_of, group
from biascheck.errors import ConfigError, DataError
from biascheck.results.parts import write_block
from biascheck.results.reading import Results

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "biascheck/comparison/comparison.schema.json").read_text("utf-8"))


def made():
    """Return the example's own script."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "examples/compare/make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def results(folder, tables):
    make = made()
    rows = {name: [make.completed(name, row) for row in table] for name, table in tables.items()}
    write_block(folder, 0, rows, pa.schema([("topic", pa.string()), ("author", pa.string())]))
    return Results(folder)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return results(tmp_path_factory.mktemp("papers"), made().tables())


def row_of(comparison, name, score=0):
    return next(it for it in comparison.scores[score].groups if it.group == name)


def test_ranks_follow_what_is_apart_and_small_groups_have_none(papers):
    found = compare(papers, "outlet", scores=["neutrality"])
    ranks = {it.group: it.rank for it in found.scores[0].groups}
    assert ranks["Harbour Voice"] == 1
    assert ranks["Ostren Post"] == ranks["Lind Courier"]
    assert ranks["Weir Leaflet"] is None
    assert ("Lind Courier", "Ostren Post") not in found.scores[0].apart
    assert "Not ranked, since smaller: 1." in found.scores[0].verdict
    post = row_of(found, "Ostren Post")
    assert post.low < post.mean < post.high
    assert post.g > 0


def test_matching_removes_a_difference_that_topics_make(papers):
    two = {"only": ["Ostren Post", "Toll Gazette"], "scores": ["neutrality"]}
    plain = compare(papers, "outlet", **two)
    matched = compare(papers, "outlet", matched="topic", **two)
    assert plain.scores[0].apart == (("Ostren Post", "Toll Gazette"),)
    assert matched.scores[0].apart == ()
    assert matched.scores[0].verdict.startswith("Not apart")
    assert matched.strata == ("tolls", "weather")


def test_what_sets_a_group_apart(papers):
    traits = compare(papers, "outlet", scores=["neutrality"]).traits
    told = {(it.group, it.kind, it.name): it for it in traits}
    word = told["Harbour Voice", "word", "scandal"]
    assert 0 < word.low < word.value < word.high
    assert told["Toll Gazette", "frame", "Economic"].low > 0
    assert not [it for it in traits if it.group == "Weir Leaflet"]


def test_targets_set_a_group_apart(tmp_path):
    rows = [{"row": n, "id": str(n), "source": "s", "outlet": "ab"[n % 2]} for n in range(60)]
    stances = [
        {"row": n, "id": str(n), "target": "Voss", "author_score": 0.6 * (n % 2) + 0.01 * (n % 5)}
        for n in range(60)
    ]
    found = compare(results(tmp_path / "r", {"articles": rows, "stances": stances}), "outlet")
    told = {it.group: it for it in found.traits}
    assert told["b"].kind == "target"
    assert told["b"].value == pytest.approx(0.6, abs=0.05)
    assert told["a"].value == pytest.approx(-told["b"].value)


def test_a_reference_is_what_others_are_compared_with(papers):
    found = compare(papers, "outlet", scores=["neutrality"], reference="Ostren Post")
    assert row_of(found, "Ostren Post").g is None
    assert row_of(found, "Harbour Voice").g < row_of(found, "Lind Courier").g


def test_equal_seeds_give_equal_comparisons(papers):
    one, other = (compare(papers, "outlet", scores=["neutrality"]) for _ in range(2))
    assert one == other


def test_values_that_are_missing_are_counted_with_their_reasons(tmp_path):
    rows = [
        {
            "row": n,
            "id": str(n),
            "source": "s",
            "outlet": "ab"[n % 2],
            "neutrality": None if n < 10 else 50.0,
            "neutrality_reason": "too short" if n < 10 else None,
        }
        for n in range(80)
    ]
    found = compare(results(tmp_path / "r", {"articles": rows}), "outlet", scores=["neutrality"])
    one = row_of(found, "a")
    assert (one.n, one.n_known, one.reasons) == (40, 35, {"too short": 5})
    assert (one.mean, one.g, one.p) == (50.0, None, None)
    assert "Without a value: too short (10)." in "".join(display.markdown(found))


def test_under_no_difference_groups_are_hardly_ever_apart(tmp_path):
    rng = np.random.default_rng(8)
    rows = [
        {
            "row": n,
            "id": str(n),
            "source": "s",
            "outlet": f"paper {n % 8}",
            "neutrality": float(rng.normal(70, 10)),
        }
        for n in range(240)
    ]
    found = compare(results(tmp_path / "r", {"articles": rows}), "outlet", scores=["neutrality"])
    assert found.scores[0].apart == ()
    assert {it.rank for it in found.scores[0].groups} == {1}


def test_articles_of_one_author_are_drawn_together(tmp_path):
    rng = np.random.default_rng(9)
    levels = rng.normal(70, 10, 16)
    rows = [
        {
            "row": n,
            "id": str(n),
            "source": "s",
            "outlet": "ab"[n % 2],
            "author": f"author {n % 16}",
            "neutrality": float(levels[n % 16] + rng.normal(0, 1)),
        }
        for n in range(320)
    ]
    corpus = results(tmp_path / "r", {"articles": rows})
    alone = row_of(compare(corpus, "outlet", scores=["neutrality"]), "a")
    together = row_of(compare(corpus, "outlet", scores=["neutrality"], cluster="author"), "a")
    assert together.mean == pytest.approx(alone.mean)
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_months_and_unknown_groups(papers):
    grouping = group(papers.articles, "month")
    assert grouping.names == tuple(f"2026-0{n}" for n in range(1, 7))
    frame = papers.articles.assign(published=[None, "yesterday", *papers.articles["published"][2:]])
    assert column_of(frame, "month")[:2] == [None, None]
    assert group(frame, "month").unknown == 2


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"by": "outlets"}, ConfigError, "Did you mean 'outlet'"),
        ({"by": "outlet", "scores": ["neutral"]}, ConfigError, "Did you mean 'neutrality'"),
        ({"by": "outlet", "only": ["Ostren Pst"]}, ConfigError, "Did you mean 'Ostren Post'"),
        ({"by": "outlet", "reference": "Nobody"}, ConfigError, "unknown outlet to compare with"),
        ({"by": "outlet", "correction": "none"}, ConfigError, "unknown correction"),
        ({"by": "source"}, DataError, "not two groups"),
        ({"by": "id"}, ConfigError, "at most 60"),
    ],
)
def test_what_cannot_be_compared_says_why(papers, options, error, told):
    with pytest.raises(error, match=told):
        compare(papers, **options)


def test_json_is_what_its_schema_says(papers):
    value = json.loads(json.dumps(compare(papers, "outlet").to_dict()))
    jsonschema.validate(value, SCHEMA)


def test_csv_has_a_row_per_group_and_score(papers):
    import csv

    text = "".join(display.as_csv(compare(papers, "outlet", scores=["neutrality"])))
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["score"] for row in rows] == ["neutrality"] * 5
    assert {row["outlet"] for row in rows} == set(made().PAPERS)
    assert float(rows[0]["mean"]) < float(rows[-1]["mean"])
