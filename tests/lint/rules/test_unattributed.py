from __future__ import annotations

from dataclasses import replace

import pytest

from biascheck.lint.rules.unattributed import find, is_nobody
from biascheck.types import Quote, Span
from tests.lint.desk import Desk, article


def _report(text, *quotes):
    """Return a report with quotes of (source words, speaker, direct) in the order of the text."""
    report = Desk().analyze(article(text))
    found = []
    for words, speaker, direct in quotes:
        source = Span(text.index(words), text.index(words) + len(words))
        sentence = next(s for s in report.sentences if s.span.overlaps(source))
        said = Span(source.end, sentence.end)
        found.append(Quote(said, speaker, source, "say", direct, sentence.index))
    return replace(report, quotes=tuple(found))


def _told(report):
    return [it.message for it in find(report, 0.0)]


@pytest.mark.parametrize(
    "source",
    [
        *("Critics", "some", "Many", "political observers", "critics of the plan"),
        *("sources close to the minister", "insiders familiar with the talks"),
        *("most experts", "Republican critics"),
    ],
)
def test_a_class_that_nobody_can_ask_back(source):
    assert is_nobody(source)


@pytest.mark.parametrize(
    "source",
    [
        *("Irena Voss", "three experts", "his critics", "officials", "the council"),
        *("", "12 analysts", "the Kell Critics Society", "residents", "an expert"),
        *("the sources", "these critics", "many of the voters", "analysts at Lorne & Hadley"),
    ],
)
def test_who_can_be_asked_back(source):
    assert not is_nobody(source)


def test_a_class_is_flagged_at_its_name():
    report = _report("The council met.\nCritics say it failed.\n", ("Critics", "Critics", False))
    (found,) = find(report, 0.0)
    assert report.text_of(found.span) == "Critics"
    assert found.message == "no source is named: Critics"
    assert found.certainty is None
    assert "it failed" in found.anchor


def test_a_named_speaker_soon_after_steps_forward_for_the_class():
    text = "Critics say it failed.\nIt did, Irena Voss said.\n"
    quotes = [("Critics", "Critics", False), ("Irena Voss", "Irena Voss", False)]
    assert _told(_report(text, *quotes)) == []


def test_a_named_speaker_far_below_does_not():
    text = "Critics say it failed.\nIt rained.\nIt rained.\nIt did, Irena Voss said.\n"
    quotes = [("Critics", "Critics", False), ("Irena Voss", "Irena Voss", False)]
    assert len(_told(_report(text, *quotes))) == 1


def test_the_end_of_a_list_is_no_class():
    assert _told(_report("Voss and others say it failed.\n", ("others", "others", False))) == []


def test_an_exemplified_class_is_left_alone():
    text = "Critics such as Irena Voss say it failed.\n"
    assert _told(_report(text, ("Critics", "Critics", False))) == []


@pytest.mark.parametrize(
    ("text", "belief"),
    [
        ("The choice is widely seen as weak.", "is widely seen"),
        ("It is believed that he knew.", "It is believed that"),
        ("She has been generally considered a hawk.", "been generally considered"),
    ],
)
def test_an_impersonal_belief_is_flagged(text, belief):
    assert _told(_report(text)) == [f"nobody holds this view: {belief}"]


@pytest.mark.parametrize(
    "text", ["The pipe is widely used.", "It is said to rain.", "He was seen at noon."]
)
def test_what_only_looks_like_one_is_not(text):
    assert _told(_report(text)) == []


def test_the_words_of_a_source_are_its_own():
    text = 'Voss said "it is widely seen as weak".\n'
    assert _told(_report(text, ("Voss", "Irena Voss", True))) == []
    assert _told(_report('"It is widely seen as weak.\n')) == []
