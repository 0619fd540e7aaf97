"""False positives by lean, with an analyzer whose word decides."""

from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.audit.leans import measure_leans

CALM = "The council met. It voted on the bridge."
HOT = "The council met. A shameful evening."


def row(number, text, lean, label="news", **more):
    return {"id": str(number), "text": text, "title": None, "lean": lean, "label": label, **more}


def test_rates_and_their_largest_difference(write, analyzer):
    rows = [
        row(1, CALM, "left"),
        row(2, HOT, "left"),
        row(3, CALM, "right"),
        row(4, HOT, "right", "opinion"),
    ]
    found = measure_leans(write(rows), analyzer)
    assert found.leans["left"].rates["sentences"].value == 0.25
    assert found.leans["left"].rates["articles"].value == 0.5
    assert found.leans["right"].rates["articles"].value == 0.0
    assert found.differences["sentences"].value == 0.25
    assert (found.opinion, found.clusters) == (1, "article")
    assert [verdict.kept for verdict in found.verdicts] == [False, False]


def rows_of_outlets(n):
    return [
        row(i, HOT if i % 5 else CALM, lean, outlet=f"{lean}{i // 2 % n}")
        for i, lean in enumerate(["left", "right"] * 12)
    ]


def test_intervals_draw_outlets_where_there_are_enough(write, analyzer):
    found = measure_leans(write(rows_of_outlets(6)), analyzer)
    assert (found.clusters, found.leans["left"].n_outlets) == ("outlet", 6)
    difference = found.differences["articles"]
    assert 0 <= difference.low < difference.high <= 1


def test_intervals_draw_articles_where_outlets_are_few(write, analyzer):
    found = measure_leans(write(rows_of_outlets(2)), analyzer)
    assert (found.clusters, found.leans["left"].n_outlets) == ("article", 2)


def test_unreadable_rows_are_kept_with_their_line(write, analyzer):
    rows = [row(1, CALM, "left"), row(2, CALM, ""), row(3, CALM, "right")]
    found = measure_leans(write(rows), analyzer)
    assert [(u.line, "lean" in u.cause) for u in found.unreadable] == [(2, True)]


def test_one_lean_is_too_few(write, analyzer):
    with pytest.raises(DataError, match="two leans"):
        measure_leans(write([row(1, CALM, "left")]), analyzer)


def test_nothing_readable_names_the_line(write, analyzer):
    with pytest.raises(DataError, match=r"rows\.jsonl:1: .*lean"):
        measure_leans(write([row(1, CALM, None)]), analyzer)
