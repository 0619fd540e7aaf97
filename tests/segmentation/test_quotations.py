"""Quotation marks in invented sentences: speech, scare quotes, titles, apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.segmentation.quotations import Quotation, find_quotations
from biascheck.segmentation.sentences import segment


def quotations(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, segment(text))


def speech(text: str) -> list[str]:
    return [text[slice(*q.content)] for q in quotations(text) if q.speech]


def uses(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*q.content)], q.use) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"The pier will stay open," Kolt said.', "The pier will stay open,"),
        ("“The pier will stay open,” Kolt said.", "The pier will stay open,"),
        ("‘The pier will stay open,’ Kolt said.", "The pier will stay open,"),
        ("'The pier will stay open,' Kolt said.", "The pier will stay open,"),
        ("« The pier will stay open », Kolt said.", " The pier will stay open "),
        ("»The pier will stay open«, Kolt said.", "The pier will stay open"),
        ("„The pier will stay open“, Kolt said.", "The pier will stay open"),
        ("``The pier will stay open,'' Kolt said.", "The pier will stay open,"),
    ],
)
def test_every_kind_of_mark_is_paired(text: str, content: str) -> None:
    assert speech(text) == [content]


def test_span_holds_the_marks_and_content_does_not() -> None:
    text = 'Kolt said: "We will wait for the tide."'
    (found,) = quotations(text)
    assert text[slice(*found.span)] == '"We will wait for the tide."'
    assert text[slice(*found.content)] == "We will wait for the tide."


@pytest.mark.parametrize(
    "text",
    [
        "The dockers' union met in the mayor's office and didn't vote.",
        "It's the '90s again, and the ships’ crews know it.",
        "Rock 'n' roll filled the harbour while the boats' owners' wives danced.",
        'The mast is 6\'2" high and the plank 5" wide.',
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert speech(text) == []


def test_possessive_inside_single_marks_does_not_close_them() -> None:
    text = "‘The dockers’ union won’t yield to anyone here,’ Kolt said."
    assert speech(text) == ["The dockers’ union won’t yield to anyone here,"]


def test_straight_single_marks_survive_contractions() -> None:
    text = "'I don't know the dockers' names,' she said, 'and they don't know mine.'"
    assert speech(text) == ["I don't know the dockers' names,", "and they don't know mine."]


def test_inner_quotation_has_the_next_level() -> None:
    text = "“She told me ‘we must leave the island’ and wept,” Dorn said."
    assert [(text[slice(*q.content)], q.level) for q in quotations(text)] == [
        ("She told me ‘we must leave the island’ and wept,", 0),
        ("we must leave the island", 1),
    ]


def test_quotation_continues_when_the_next_paragraph_repeats_the_mark() -> None:
    text = "“The river rose all night.\n\n“Nobody slept on our street,” Dorn said."
    first, second = quotations(text)
    assert (first.continued, first.closed) == (False, False)
    assert (second.continued, second.closed) == (True, True)


def test_quotation_continues_without_a_repeated_mark() -> None:
    text = "“The river rose all night.\n\nNobody slept on our street,” Dorn said."
    assert [q.continued for q in quotations(text)] == [False, True]


def test_new_quotation_after_a_closed_one_does_not_continue_it() -> None:
    text = "“The river rose all night.”\n\n“Nobody slept on our street,” Dorn said."
    assert [q.continued for q in quotations(text)] == [False, False]


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = 'Kolt said: "The harbour is ours and stays ours.\n\nThe council met on Friday.'
    assert speech(text) == ["The harbour is ours and stays ours."]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “reform” closed three schools.",
        "The council's ‘progress’ has left the road in ruins.",
        'The "experts" left before lunch.',
    ],
)
def test_scare_quotes_are_marked_and_not_speech(text: str) -> None:
    (found,) = quotations(text)
    assert found.scare
    assert not found.speech


@pytest.mark.parametrize(
    "text",
    [
        'Dorn called the bridge "reckless".',
        'The bridge is "reckless", Dorn said.',
        'According to Dorn, the bridge is "reckless".',
        "“No,” the mayor answered.",
    ],
)
def test_short_quotation_near_a_cue_is_speech(text: str) -> None:
    assert quotations(text)[0].use == "speech"


def test_title_of_a_work_is_marked() -> None:
    text = "She keeps the novel “The Long Winter of Orvik” and the film “Salt” on her desk."
    assert uses(text) == [("The Long Winter of Orvik", "title"), ("Salt", "title")]


def test_stray_closing_mark_is_ignored() -> None:
    assert quotations("The tide came in.” Then it left.") == ()


MARKED = st.text(alphabet="ab sS.,\n\"“”„«»‹›‘’‚'`", max_size=120)


@given(MARKED)
def test_spans_lie_in_the_text_and_levels_are_disjoint(text: str) -> None:
    found = quotations(text)
    assert found == quotations(text)
    by_level: dict[int, int] = {}
    for q in found:
        assert 0 <= q.span.start <= q.content.start < q.content.end <= q.span.end <= len(text)
        assert by_level.get(q.level, 0) <= q.span.start
        by_level[q.level] = q.span.end


@given(MARKED, st.sampled_from(["No marks here.", "A “quiet” place, she said."]))
def test_a_later_closed_paragraph_does_not_move_quotations(text: str, after: str) -> None:
    alone = quotations(text)
    together = quotations(f"{text}\n\n{after}")
    assert [q.span for q in together[: len(alone)]] == [q.span for q in alone]
