"""Forms of families in running text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from biascheck.names import families
from biascheck.names.families import find_forms, load_table
from biascheck.types import Sentence, Span


def _sentence(text):
    return Sentence(0, Span(0, len(text)), 0)


def _forms(text):
    return [(f.family, f.member, f.form) for f in find_forms(text, _sentence(text))[0]]


def _neutral(text):
    for span, word in reversed(find_forms(text, _sentence(text))[1]):
        text = text[: span.start] + word + text[span.end :]
    return text


def test_every_form_of_the_table_has_a_stand_in_in_its_grammar():
    table = load_table()
    for form, (family, _, number) in table.forms.items():
        for stand_in in table.families[family]:
            assert stand_in[number], (form, stand_in)


def test_no_form_belongs_to_two_members():
    raw = json.loads(Path(families.__file__).with_name("stand_ins.json").read_text("utf-8"))
    told = [
        form
        for family in raw["families"].values()
        for member in family["members"]
        for form in {form for cell in member for form in cell.split("|") if form}
    ]
    assert len(told) == len(set(told))
    assert load_table().uncertain <= set(told)


def test_forms_know_member_and_grammar():
    assert _forms("Two Democratic senators and all Republicans agreed.") == [
        ("parties", "Democrat", 0),
        ("parties", "Republican Party", 1),
    ]


def test_the_longest_form_wins():
    assert _forms("The Social Democratic Party met in Ostren.") == [
        ("parties", "Social Democrat", 2)
    ]
    assert [f for f, *_ in _forms("They asked African-Americans about it.")] == ["peoples"]


@pytest.mark.parametrize(
    "text",
    [
        "Green fields lie behind the harbour.",
        "Conservative estimates put the cost at four million.",
        "The democratic process takes time.",
        "A liberal dose of salt was used.",
    ],
)
def test_common_words_are_no_names(text):
    assert _forms(text) == []


def test_an_outlet_is_one_name_with_its_article():
    text = "It was first reported by the Guardian on Monday."
    ((form,), _) = find_forms(text, _sentence(text))
    assert text[form.span.start : form.span.end] == "the Guardian"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("She said her plan would help her.", "He said his plan would help him."),
        ("They saw her and left.", "They saw him and left."),
        (
            "Mrs. Orlen hurt herself; the fault was hers.",
            "Mr. Orlen hurt himself; the fault was his.",
        ),
        ("Her brother told her that it rained.", "His brother told him that it rained."),
        ("Others cheered.", "Others cheered."),
    ],
)
def test_genders_are_read_alike(text, read):
    assert _neutral(text) == read


def test_the_pattern_reads_whole_words():
    assert not re.search(load_table().pattern, "sherry and the Republicanism of others")
