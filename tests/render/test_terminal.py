from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from biascheck.labels import FRAMES
from biascheck.render.layout import Layout
from biascheck.render.terminal import page, plain, render
from biascheck.types import (
    Article,
    EvidenceWord,
    Frame,
    LoadedWord,
    Notice,
    Score,
    Span,
    Stance,
    VoiceStance,
)
from tests import reports

WIDTHS = [60, 80, 100, 160]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colour", [None, "standard", "256", "truecolor"])
def test_no_line_is_wider_than_the_page(width, colour):
    text = page(reports.harbour_bridge(), Layout(width=width, colour=colour))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(map(cell_len, bare.splitlines())) <= width


def test_without_colour_there_is_no_escape_at_all():
    assert "\x1b" not in page(reports.harbour_bridge(), Layout())
    assert "\x1b[" in page(reports.harbour_bridge(), Layout(colour="256"))


@pytest.mark.parametrize("width", WIDTHS)
def test_summary_is_the_beginning_of_the_whole(width):
    report = reports.harbour_bridge()
    summary = page(report, Layout(width=width, summary=True))
    assert page(report, Layout(width=width)).startswith(summary)
    assert len(summary.splitlines()) <= 24


_texts = st.text(max_size=200)
_shares = st.floats(0, 1)


@st.composite
def _reports(draw):
    stance = st.builds(
        Stance,
        target=_texts,
        kind=st.just("person"),
        mentions=st.just(()),
        score=st.floats(-1, 1),
        label=st.sampled_from(["positive", "neutral", "negative", "uncertain"]),
        probabilities=st.none(),
        harmed=st.none(),
        author=st.builds(VoiceStance, st.none() | st.floats(-1, 1), st.integers(0, 99)),
        quoted=st.builds(VoiceStance, st.none() | st.floats(-1, 1), st.integers(0, 99)),
    )
    neutrality = st.builds(
        Score,
        name=st.just("neutrality"),
        value=st.none() | st.floats(0, 100),
        percentile=st.none() | st.floats(0, 100),
        reason=_texts,
        contributions=st.lists(_texts, max_size=5).map(tuple),
    )
    return replace(
        reports.harbour_bridge(),
        stances=tuple(draw(st.lists(stance, max_size=8))),
        frames=tuple(Frame(name, draw(_shares), draw(st.booleans())) for name in FRAMES),
        scores={"neutrality": draw(neutrality)},
        notices=tuple(draw(st.lists(st.builds(Notice, st.just("x"), _texts), max_size=6))),
    )


@settings(max_examples=60, deadline=None)
@given(_reports())
def test_first_screen_fits_a_classic_terminal(report):
    lines = page(report, Layout(width=80, summary=True)).split("\n")
    assert lines.pop() == ""
    assert len(lines) <= 23
    assert max(map(cell_len, lines)) <= 80


def test_first_screen_says_what_matters():
    text = page(reports.harbour_bridge(), Layout(summary=True))
    assert "mixed, news that carries opinion  (news 81 %, opinion 19 %)" in text
    assert "62 of 100, more neutral than 41 % of reference news reports" in text
    assert "because: 16% of the words are opinion; 7 loaded words per 1,000" in text
    assert "16 % of the words, in 1 passage" in text
    assert "0.86  Economic" in text
    assert re.search(r"the city council +- negative -0\.64 \(5\) +- negative -0\.31 \(2\)", text)
    assert "! The headline stands twice" in text


def test_unknown_is_a_dash_with_its_reason_and_never_zero():
    text = page(reports.bare(), Layout())
    assert "Neutrality   –  (too short)" in text
    assert "Opinion      –  (too short)" in text
    assert not re.search(r"\b0(\.0+)?( %| of 100)", text)


def test_passages_are_marked_in_the_margin_and_loaded_words_in_place():
    text = page(reports.harbour_bridge(), Layout())
    assert " R │ PORT ELLERY" in text
    assert ' “ │ "Nobody in this chamber' in text
    assert " O ┃ For years this council" in text
    assert " · ┊ Share this article" in text
    assert "‹squandered›" in text


def test_every_word_of_the_article_is_shown():
    report = reports.harbour_bridge()
    shown = set(re.sub("[‹›]", "", page(report, Layout())).split())
    assert set(report.article.text.split()) <= shown


HOSTILE = (
    "[red]Bold[/red] \x1b[2J\x1b]0;title\x07 \u202eevil\u202c :smile: \x9b31m [link=x]y[/link]"
)


@pytest.mark.parametrize("colour", [None, "truecolor"])
def test_hostile_text_is_shown_and_not_obeyed(colour):
    report = reports.bare(
        HOSTILE,
        article=Article(text=HOSTILE, title=HOSTILE, source=HOSTILE),
        notices=(Notice(HOSTILE, HOSTILE),),
        loaded=(LoadedWord(Span(0, 9), HOSTILE, 0.9, 0),),
    )
    text = page(report, Layout(width=160, colour=colour))
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x7f-\x9f\u202a-\u202e]", text)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    for literal in ("[red]", "[/red]", ":smile:", "[link=x]y[/link]", "␛[2J", "<U+202E>evil"):
        assert literal in bare


def test_wide_characters_keep_the_page_width():
    text = "橋が再開した。" * 30
    report = reports.bare(text, article=Article(text=text, title=text))
    assert max(map(cell_len, page(report, Layout(width=80)).splitlines())) <= 80


def test_ascii_terminals_get_ascii_signs():
    text = "".join(render([reports.harbour_bridge()], Layout(ascii_only=True)))
    text = text.replace("©", "(c)")
    assert text.isascii()
    assert " O # For years" in text


def test_several_reports_are_divided():
    parts = list(render([reports.bare(), reports.bare()], Layout()))
    assert not parts[0].startswith("\n")
    assert parts[1].startswith("\n────")


def test_printing_a_report_shows_the_first_screen():
    report = reports.harbour_bridge()
    assert str(report) == plain(report)
    assert "Neutrality" in str(report)


def test_a_report_without_roles_says_so():
    assert "no passages" in page(replace(reports.harbour_bridge(), passages=()), Layout())


def test_styles_do_not_run_into_the_text_beside_them():
    text = page(reports.harbour_bridge(), Layout(width=160, colour="truecolor"))
    assert "\x1b[1mGenre        \x1b[0mmixed" in text
    assert re.search(r"│ \x1b\[0mPORT ELLERY", text)
    assert re.search(r"│ \x1b\[0m\"Nobody", text)


def test_dimensions_of_other_packages_have_a_line_and_the_screen_still_fits():
    text = page(reports.added(reports.harbour_bridge()), Layout(width=80))
    assert "Episodic     label episodic, probability 0.83, sure true" in text
    assert "Mood         –  (the model has no head 'mood')" in text
    summary = page(reports.added(reports.harbour_bridge()), Layout(width=80, summary=True))
    assert len(summary.splitlines()) <= 24
    assert "A long" not in summary
    for name in ("episodic.v1", "mood.v3", "a_long_dimension_name"):
        assert name in text


@pytest.mark.parametrize("width", WIDTHS)
def test_the_words_behind_an_opinion_stand_below_it_on_one_line(width):
    report = reports.harbour_bridge()
    wide = EvidenceWord(Span(0, 4), "不當" * 40, 9.0, "opinion")
    assert "because: squandered, deserve, precious" in page(report, Layout(width=width))
    labels = [
        replace(it, evidence=(wide, *it.evidence)) if it.role == "opinion" else it
        for it in report.labels
    ]
    text = page(replace(report, labels=tuple(labels)), Layout(width=width))
    line = next(line for line in text.splitlines() if "because: 不當" in line)
    assert cell_len(line) <= width
