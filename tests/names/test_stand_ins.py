"""Who is written about is not told to the encoder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.names.article import recognise
from biascheck.names.stand_ins import find_stand_ins
from biascheck.segmentation.sentences import segment

PAIRS = [
    ("Keir Starmer told reporters that the road was paid for.", "Giorgia Meloni", "Keir Starmer"),
    ("The Republican Party opened an office in Ostren.", "Democratic", "Republican"),
    ("Four Labour members voted for it.", "Conservative", "Labour"),
    ("The ministers of Portugal and Nigeria met.", "Sweden", "Nigeria"),
    ("About 400 Muslims gathered in the hall.", "Hindus", "Muslims"),
    ("The survey asked Mexicans how they travel.", "Germans", "Mexicans"),
    ("The story was published by the Guardian.", "CNN", "the Guardian"),
    ("In Vermont the storm broke two bridges.", "Texas", "Vermont"),
    (
        "He said his sister had called him.",
        "She said her sister had called her",
        "He said his sister had called him",
    ),
]


def read(text):
    """Return the text as the encoder reads it."""
    parts, done = [], 0
    for span, words in find_stand_ins(text, recognise(text, segment(text))):
        parts += [text[done : span.start], words]
        done = span.end
    return "".join([*parts, text[done:]])


@pytest.mark.parametrize(("text", "new", "old"), PAIRS)
def test_a_swapped_name_is_read_alike(text, new, old):
    swapped = text.replace(old, new)
    assert swapped != text
    assert read(swapped) == read(text)


def test_the_names_themselves_are_not_read():
    text = "Angela Merkel of Germany met Emmanuel Macron. Merkel thanked Mr. Macron."
    told = read(text)
    for name in ("Angela", "Merkel", "Emmanuel", "Macron"):
        assert name not in told


def test_a_person_keeps_the_same_stand_in_and_others_have_others():
    told = read("Mara Orlen met Pavel Drent. Orlen left. Drent stayed. Then Mara Orlen came back.")
    words = told.replace(".", "").split()
    first, last, other = words[:2], words[1], words[4]
    assert words[5:9] == [last, "left", other, "stayed"]
    assert words[10:12] == first
    assert last != other


def test_names_in_between_are_left_out():
    assert read("Joseph R. Biden spoke.").split()[2:] == ["spoke."]


def test_a_longer_name_is_read_whole():
    for name in ("Islamic State", "Black Lives Matter"):
        text = f"Members of {name} marched on Friday."
        assert read(text) == text


def test_a_common_text_is_read_as_it_is():
    text = "The bridge needs four million crowns. Nobody knows who will pay."
    assert read(text) == text


def test_two_parties_stay_two():
    told = read("The Republicans attacked the Democrats, and the Democrats answered.")
    _, first, _, _, second, *_, again, _ = told.replace(",", "").split()
    assert first != second
    assert again == second


@given(st.text(alphabet="Aa bB.T her she GOP\n\"'’", max_size=80))
def test_stand_ins_are_ordered_disjoint_and_inside(text):
    found = find_stand_ins(text, recognise(text, segment(text))) if text.strip() else ()
    end = 0
    for span, _ in found:
        assert end <= span.start < span.end <= len(text)
        end = span.end
