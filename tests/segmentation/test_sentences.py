import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.segmentation.sentences import segment
from biascheck.types import Span

ALPHABET = "aB .!?“”\"'’()\n\r\t\u00a0\u200b\ufeff\u2028—-1,;…ﬁ🙂#"
SENTENCES = st.sampled_from(
    [
        "The bridge over the Lenn fell on Monday.",
        "“Nobody was hurt,” Mayor Ada Brook said.",
        "Mr. J. R. Dovic of the U.S. Embassy disagreed!",
        "Was it the flood?",
        "“We saw it coming. We wrote letters. Nobody read them,” she added.",
        "(The town had asked for money.)",
        "Share this article:",
    ]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), max_size=4)


def texts(text: str, title: Span | None = None) -> list[str]:
    return [text[s.start : s.end] for s in segment(text, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr. J. R. Hale of the U.S. Senate met Gen. Dovic. He left at 5 p.m. Monday.",
            ["Mr. J. R. Hale of the U.S. Senate met Gen. Dovic.", "He left at 5 p.m. Monday."],
        ),
        (
            "NORTHPORT (NA) — The bridge fell. It was old.",
            ["NORTHPORT (NA) — The bridge fell.", "It was old."],
        ),
        (
            "“Why? Who knows?” Ada Brook asked. “Not me!” she said. “I see.” He left.",
            ["“Why? Who knows?” Ada Brook asked.", "“Not me!” she said.", "“I see.”", "He left."],
        ),
        (
            'He said "no." She left. The "bridge" is 3.5 metres wide.',
            ['He said "no."', "She left.", 'The "bridge" is 3.5 metres wide.'],
        ),
        ("And ... well. So it goes.", ["And ... well.", "So it goes."]),
        (
            "The workers' union met. The owners' did not.",
            ["The workers' union met.", "The owners' did not."],
        ),
        ("1. The bridge.\n2. The road.", ["1. The bridge.", "2. The road."]),
        ("One\r\ntwo\r\n\r\nthree", ["One", "two", "three"]),
        ("no sentence end", ["no sentence end"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_cases(text, expected):
    assert texts(text) == expected


def test_indices_run_and_paragraphs_count_from_zero():
    sentences = segment("One. Two.\n\nThree.")
    assert [(s.index, s.paragraph) for s in sentences] == [(0, 0), (1, 0), (2, 1)]


def test_the_title_is_one_sentence_and_a_paragraph_of_its_own():
    text = "Bridge falls. Nobody hurt\nIt fell. It rained."
    assert texts(text, Span(0, 25)) == ["Bridge falls. Nobody hurt", "It fell.", "It rained."]
    assert [s.paragraph for s in segment(text, Span(0, 25))] == [0, 1, 1]


def test_the_marks_of_a_heading_belong_to_its_sentence():
    text = "# Bridge falls #\n\nIt rained."
    assert texts(text, Span(2, 14)) == ["# Bridge falls #", "It rained."]


def test_text_before_the_title_is_kept():
    text = "POLITICS\nBridge falls\nIt rained."
    assert texts(text, Span(9, 21)) == ["POLITICS", "Bridge falls", "It rained."]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(ALPHABET), max_size=300) | st.text(max_size=80))
def test_sentences_tile_the_text(text):
    position = 0
    paragraph = 0
    for index, sentence in enumerate(segment(text)):
        assert sentence.index == index
        assert position <= sentence.start < sentence.end <= len(text)
        assert text[position : sentence.start].strip() == ""
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        assert sentence.paragraph in (paragraph, paragraph + 1)
        position, paragraph = sentence.end, sentence.paragraph
    assert text[position:].strip() == ""


@settings(deadline=None)
@given(PARAGRAPHS, st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), PARAGRAPHS)
def test_other_paragraphs_do_not_move_spans(before, paragraph, after):
    alone = [(s.start, s.end) for s in segment(paragraph)]
    head = "".join(f"{p}\n\n" for p in before)
    together = segment(head + paragraph + "".join(f"\n\n{p}" for p in after))
    inside = [
        (s.start - len(head), s.end - len(head))
        for s in together
        if len(head) <= s.start < len(head) + len(paragraph)
    ]
    assert inside == alone
