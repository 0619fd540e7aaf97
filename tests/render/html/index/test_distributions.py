from __future__ import annotations

import numpy as np
import pytest

from biascheck.render.html.index.distributions import FEWEST, MOST, Spreads
from tests.render.html import corpora


def collected(rows):
    spreads = Spreads()
    for row in rows:
        spreads.add(row)
    return spreads


def by_kind(spreads):
    return {one.kind: one for one in spreads.distributions()}


def test_median_and_quartiles_are_those_of_numpy():
    rows = [corpora.values(number) for number in range(101)]
    overall = collected(rows).overall()
    low, middle, high = np.quantile([row["neutrality"] for row in rows], [0.25, 0.5, 0.75])
    assert overall.articles == 101
    assert overall.neutrality.median == pytest.approx(middle, abs=0.06)
    assert overall.neutrality.box.x == pytest.approx(low, abs=0.06)
    assert overall.neutrality.box.width == pytest.approx(high - low, abs=0.06)
    assert overall.neutrality.told == f"{middle:.0f} ({low:.0f} to {high:.0f})"


@pytest.mark.parametrize("number", [FEWEST - 1, FEWEST])
def test_a_small_group_is_named_but_not_measured(number):
    rows = [corpora.values(it, outlet="Quay Street Weekly") for it in range(number)]
    rows += [corpora.values(it, outlet="Ostren Post") for it in range(100, 140)]
    large, small = by_kind(collected(rows))["outlet"].groups
    assert (large.name, small.name) == ("Ostren Post", "Quay Street Weekly")
    assert large.neutrality is not None
    assert (small.neutrality is not None) is (number == FEWEST)
    assert small.articles == number


def test_only_articles_that_have_the_score_are_measured():
    rows = [corpora.values(it) for it in range(12)] + [corpora.unknown(it) for it in range(30)]
    overall = collected(rows).overall()
    assert overall.articles == 42
    assert overall.neutrality.told.endswith(", of 12")
    assert collected([corpora.unknown(it) for it in range(30)]).overall().neutrality is None


def test_kinds_are_those_that_the_corpus_has():
    rows = [corpora.values(it) for it in range(60)]
    assert set(by_kind(collected(rows))) == {"outlet", "lean", "topic", "month"}
    for row in rows:
        del row["lean"], row["topic"]
    assert set(by_kind(collected(rows))) == {"outlet", "month"}
    alone = [row | {"outlet": "Ostren Post", "published": None} for row in rows]
    assert by_kind(collected(alone)) == {}


def test_a_carried_column_is_known_in_any_case():
    rows = [corpora.values(it) for it in range(30)]
    rows = [{"Lean": row.pop("lean"), **row} for row in rows]
    assert "lean" in by_kind(collected(rows))


def test_months_stand_in_order_and_what_is_no_date_is_unknown():
    dates = ["2024-11-03", "2024-02-01", "2024-02-07T10:00", "3 March", "", None, "2024/05/01"]
    months = by_kind(
        collected(corpora.values(number, published=date) for number, date in enumerate(dates))
    )["month"]
    assert [(group.name, group.articles) for group in months.groups] == [
        ("2024-02", 2),
        ("2024-11", 1),
    ]
    assert months.unknown == 4


def test_of_many_groups_the_largest_are_shown():
    rows = [corpora.values(it, outlet=f"Paper {it % (MOST + 5)}") for it in range(2 * MOST + 9)]
    outlets = by_kind(collected(rows))["outlet"]
    assert len(outlets.groups) == MOST
    assert outlets.left_out == 5
    sizes = [group.articles for group in outlets.groups]
    assert sizes == sorted(sizes, reverse=True)
