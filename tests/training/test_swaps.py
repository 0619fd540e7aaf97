from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.training.example import Example, Mention, document_from_sentences
from biascheck.training.swaps import load_families, swap_names
from biascheck.types import Span

TEXT = "Barack Obama met Democrats in Ohio.", "Russian troops left, Obama said."


def _example():
    document = document_from_sentences(TEXT)
    text = document.article.text
    mention = Mention(
        (Span(0, 12), Span(text.index("Obama said"), text.index("Obama said") + 5)), (1.0, 0.0, 0.0)
    )
    loaded = [(Span(text.index("troops"), text.index("troops") + 6), 1.0)]
    return Example(document, "own", token_spans={"loaded": loaded}, mentions=(mention,))


@given(st.integers(0, 10_000))
def test_spans_move_along(seed):
    swapped = swap_names(_example(), np.random.default_rng(seed))
    text = swapped.document.article.text
    first, second = (s.span for s in swapped.document.sentences)
    assert text[first.start : first.end].endswith(".")
    assert text[second.end - 1 :] == "."
    ((span, weight),) = swapped.token_spans["loaded"]
    assert (text[span.start : span.end], weight) == ("troops", 1.0)
    full, short = (text[s.start : s.end] for s in swapped.mentions[0].spans)
    assert short in full
    assert swapped.mentions[0].stance == (1.0, 0.0, 0.0)


def test_names_change_inside_their_family_and_the_same_way_throughout():
    families = load_families()
    leaders = set(families.members["men"])
    found = set()
    for seed in range(30):
        swapped = swap_names(_example(), np.random.default_rng(seed))
        full, short = (
            swapped.document.article.text[s.start : s.end] for s in swapped.mentions[0].spans
        )
        assert (full, short) in leaders
        found.add(full)
    assert len(found) > 10


def test_a_text_without_names_is_left_as_it_is():
    example = Example(document_from_sentences(["Prices rose again."]), "own")
    assert swap_names(example, np.random.default_rng(1)) is example


@pytest.mark.parametrize("form", ["Democrats", "Angela Merkel", "Islam", "The Guardian"])
def test_every_form_has_its_place(form):
    families = load_families()
    name, member, index = families.place[form]
    assert families.members[name][member][index] == form


def test_parallel_forms_are_as_many_in_a_family():
    families = load_families()
    for name, family in families.members.items():
        lengths = {len(forms) for forms in family}
        assert len(lengths) <= 2, name
        assert len(family) > 1, name
