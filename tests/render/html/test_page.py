from __future__ import annotations

from biascheck.render.html.bars import Bar
from biascheck.render.html.page import page
from tests import reports


def test_summary_says_what_the_terminal_says():
    shown = page(reports.harbour_bridge())
    assert shown.neutrality.value == "62"
    assert shown.neutrality.bar == Bar(0, 62.4)
    assert shown.neutrality.told == "more neutral than 41 % of reference news reports"
    assert shown.neutrality.because[0] == "16% of the words are opinion"
    told = dict(shown.summary)
    assert told["Genre"].startswith("mixed")
    assert told["Opinion"] == "16 % of the words, in 1 passage"
    assert told["Frames"].startswith("Economic (0.86)")
    assert shown.opinion == "16 %"


def test_unknown_is_a_dash_with_its_reason():
    shown = page(reports.bare())
    assert (shown.neutrality.value, shown.neutrality.bar) == ("–", None)
    assert shown.neutrality.told == "too short"
    assert shown.genre == "–"
    assert dict(shown.summary)["Frames"] == "–  (not asked for)"


def test_legend_counts_passages_and_is_absent_without_roles():
    counts = {it.role: it.passages for it in page(reports.harbour_bridge()).legend}
    assert counts["opinion"] == 1
    assert sum(counts.values()) == len(reports.harbour_bridge().passages)
    assert page(reports.bare(passages=())).legend == ()


def test_dimensions_of_other_packages_are_told():
    shown = page(reports.added(reports.bare()))
    assert dict(shown.summary)["Episodic"].startswith("label episodic")
    assert shown.described[0][1] == "biascheck-episodic 0.1.0"
