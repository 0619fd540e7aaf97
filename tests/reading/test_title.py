import pytest

from biascheck.reading.title import find_title

BODY = "The bridge over the Lenn fell on Monday morning, and nobody was hurt. It was old."


@pytest.mark.parametrize(
    "title",
    [
        "Old bridge falls into the Lenn",
        "OLD BRIDGE FALLS",
        "Bridge",
        "Who let the bridge fall?",
        "Mayor to critics: ‘It was the flood’",
        "Northport asks the U.S.",
        "By the river, a bridge falls",
        "Ada Brook's bridge falls, and the town looks away",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_first_lines_that_are_headlines(title, gap):
    assert find_title(title + gap + BODY) == (0, len(title))


@pytest.mark.parametrize(
    "line",
    [
        "The bridge over the Lenn fell on Monday.",
        "By Ada Brook",
        "By Ada Brook and Ian Hale, Northport Herald",
        "NORTHPORT (NA) — The old bridge fell on Monday",
        "NORTHPORT, Lenn. — The old bridge fell",
        "Updated at 3:05 p.m.",
        "Tuesday, 3 May 2022",
        "May 3, 2022",
        "2022-05-03",
        "Share this article:",
        "Opinion",
        "https://herald.example/bridge",
        "Photo: Ian Hale",
        "***",
        "The bridge fell, the mayor left, and " + "so on and " * 20,
    ],
)
def test_first_lines_that_are_not(line):
    assert find_title(f"{line}\n\n{BODY}") is None


def test_a_single_line_is_a_text_not_a_headline():
    assert find_title("Old bridge falls into the Lenn") is None


@pytest.mark.parametrize("text", ["", " \n "])
def test_blank_texts_have_none(text):
    assert find_title(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Bridge falls. It was old.\n\nBody text.", "Bridge falls. It was old."),
        ("## Bridge falls ##\n\nBody text.", "Bridge falls"),
        ("**Bridge falls**\n\nBody text.", "Bridge falls"),
        ("Bridge falls. It was old.\n=====\n\nBody text.", "Bridge falls. It was old."),
        ("\n\n  Bridge falls\n\nBody text.", "Bridge falls"),
    ],
)
def test_markdown_and_leading_blanks(text, words):
    span = find_title(text)
    assert span is not None
    assert text[span.start : span.end] == words


def test_bold_words_that_open_a_paragraph_are_no_headline():
    text = "**The bridge** over the Lenn fell on Monday. **Nobody** was hurt.\n\nIt rained."
    assert find_title(text) is None


def test_a_repeated_first_line_is_a_headline_even_with_a_full_stop():
    assert find_title("The bridge is down.\n\nThe bridge is down.\n\nIt rained.") == (0, 19)
