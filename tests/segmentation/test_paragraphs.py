import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.segmentation.paragraphs import paragraphs

WRAPPED = (
    "The council met on Tuesday evening to decide on the future of the old bridge over\n"
    "the river Lenn, which has been closed since the flood of last March and which the\n"
    "mayor wants to replace."
)


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


def test_blank_lines_separate_paragraphs():
    assert texts("One.\n\nTwo.\n \t \nThree.") == ["One.", "Two.", "Three."]


def test_single_line_breaks_separate_paragraphs_of_a_pasted_text():
    furniture = ["Share this story:", "Write to me about", "Replies below", "Show every reply"]
    assert texts("\n".join(furniture)) == furniture


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph():
    assert texts(WRAPPED) == [WRAPPED]


def test_wrapped_lines_with_windows_line_ends_are_one_paragraph():
    text = WRAPPED.replace("\n", "\r\n")
    assert texts(text) == [text]


def test_an_indented_line_begins_a_paragraph_among_wrapped_lines():
    indented = (
        "Nobody objected to the plan at the time, as the minutes of that day say, but\nlater."
    )
    assert texts(f"{WRAPPED}\n   {indented}") == [WRAPPED, indented]


def test_furniture_below_a_wrapped_paragraph_stays_apart():
    assert texts(WRAPPED + "\nShare this\nSubscribe") == [WRAPPED, "Share this", "Subscribe"]


def test_short_paragraphs_on_lines_of_their_own_are_not_joined():
    lines = [
        "Three people were hurt in the crash on Monday, police said.",
        "The road was closed until the evening, when cranes came.",
        "Nobody has been charged so far, a spokesman added.",
    ]
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize("mark", ["-", "*", "•", "1.", "(2)"])
def test_list_items_are_paragraphs(mark):
    line = "The council met on Tuesday evening to decide on the future of the old bridge and"
    assert len(texts(f"{line}\n{mark} the river bank")) == 2


def test_text_within_bounds_only():
    assert [tuple(span) for span in paragraphs("One\nTwo\nThree", 4, 7)] == [(4, 7)]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .,\n\r\t\u2028\u00a0\u200b-1"), max_size=300))
def test_every_non_blank_character_lies_in_exactly_one_paragraph(text):
    covered = [0] * len(text)
    for span in paragraphs(text):
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        for position in range(span.start, span.end):
            covered[position] += 1
    assert all(n <= 1 for n in covered)
    assert all(c.isspace() or n == 1 for c, n in zip(text, covered, strict=True))
