from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.annotation.task import Annotated, Mark, Place, Unusable
from biascheck.annotation.votes import label, role_of
from biascheck.labels import ROLES
from biascheck.types import Span

TEXT = "It rained. We hate rain!"
FIRST, SECOND = Span(0, 10), Span(11, 24)


def item(*people, name="rain", text=TEXT, outlet=None, sentences=None, where="x:1"):
    votes = {f"p{number}": tuple(marks) for number, marks in enumerate(people)}
    return Annotated(where, name, text, outlet, sentences, votes)


@pytest.mark.parametrize(
    ("marks", "role"),
    [
        ([], None),
        ([Mark(Span(0, 10), "quote")], "quote"),
        ([Mark(Span(0, 7), "quote")], "quote"),
        ([Mark(Span(0, 5), "quote")], None),
        ([Mark(Span(0, 3), "quote"), Mark(Span(4, 10), "opinion")], "opinion"),
        ([Mark(Span(0, 24), "quote"), Mark(Span(0, 10), "opinion")], None),
        ([Mark(Span(0, 3), "quote"), Mark(Span(2, 8), "quote")], "quote"),
        ([Mark(Span(11, 24), "quote")], None),
    ],
    ids=["none", "whole", "most", "less", "larger", "both", "joined", "elsewhere"],
)
def test_the_role_of_a_sentence_covers_more_than_half_of_it(marks, role):
    assert role_of(FIRST, marks, TEXT) == role


def test_rows_are_what_adapt_reads():
    marks = [Mark(FIRST, "reporting"), Mark(SECOND, "opinion")]
    found = label([item(marks, outlet="Ostren Post")])
    assert found.rows[1] == {
        "id": "rain#1",
        "doc_id": "rain",
        "index": 1,
        "paragraph": 0,
        "text": "We hate rain!",
        "label": "opinion",
        "votes": {"opinion": 1},
        "outlet": "Ostren Post",
    }
    assert found.articles == 1


def test_most_annotators_decide_and_ties_are_named():
    people = [
        [Mark(FIRST, "reporting"), Mark(SECOND, "opinion")],
        [Mark(FIRST, "reporting"), Mark(SECOND, "quote")],
        [Mark(FIRST, "opinion")],
    ]
    for order in permutations(people):
        found = label([item(*order)])
        assert [(row["label"], row["votes"]) for row in found.rows] == [
            ("reporting", {"opinion": 1, "reporting": 2})
        ]
        (tie,) = found.ties
        assert tie.votes == {"opinion": 1, "quote": 1}
        assert (tie.where, tie.text) == ("x:1, sentence 1", "We hate rain!")


def test_items_of_one_article_are_put_together_and_another_text_is_not():
    first = item([Mark(FIRST, "quote")])
    second = Annotated("y:1", "rain", TEXT, None, None, {"q": (Mark(FIRST, "opinion"),)})
    third = Annotated("z:1", "rain", TEXT, None, None, {"r": (Mark(FIRST, "opinion"),)})
    other = item([Mark(FIRST, "quote")], text="It rained. So?", where="z:9")
    found = label([first, second, third, other])
    assert [row["label"] for row in found.rows] == ["opinion"]
    assert [it.where for it in found.unusable] == ["z:9"]
    assert "x:1" in found.unusable[0].cause


def test_what_has_no_label_is_counted():
    bad = Unusable("x:4", "it has no text")
    found = label([item([Mark(SECOND, "opinion")]), item(name="other"), bad])
    assert (found.unlabelled, found.waiting, found.unusable) == (1, 1, [bad])
    assert len(found.rows) == 1


def test_sentences_that_were_sent_are_used_as_they_are():
    sentences = (Place(Span(0, 24), 3),)
    (row,) = label([item([Mark(Span(0, 20), "opinion")], sentences=sentences)]).rows
    assert (row["text"], row["paragraph"]) == (TEXT, 3)


spans = st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda it: it[0] < it[1])
marks = st.lists(st.builds(lambda it, role: Mark(Span(*it), role), spans, st.sampled_from(ROLES)))


@given(st.lists(marks, min_size=1, max_size=4))
def test_every_sentence_ends_somewhere_once(people):
    found = label([item(*people)])
    if found.waiting:
        assert not any(people)
    else:
        assert len(found.rows) + len(found.ties) + found.unlabelled == 2
    assert len({row["index"] for row in found.rows}) == len(found.rows)
