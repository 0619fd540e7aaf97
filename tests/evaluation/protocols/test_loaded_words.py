from __future__ import annotations

import numpy as np

from biascheck.evaluation.protocols import loaded_words
from biascheck.types import Span


def test_words_count_in_the_authors_sentences_and_are_marked_by_overlap(outlets_data):
    text = next(iter(loaded_words._gold(outlets_data, "dev")))
    words = [(form, marked) for _, form, marked in text.words()]
    forms = [form for form, _ in words]
    assert "said" not in forms  # the quote
    assert "share" not in forms  # furniture
    assert [form for form, marked in words if marked] == ["shameful", "reckless"]


def test_a_word_is_called_loaded_if_it_overlaps_a_span(outlets_data):
    texts = list(loaded_words._babe(outlets_data, "dev"))[:1]
    start = texts[0].document.article.text.find(" ") + 1
    said = loaded_words._overlapping(texts, [[Span(start, start + 1)]])
    assert said.tolist().index(True) == 1
    assert said.sum() == 1


def test_babe_is_held_out_by_outlet(outlets_data):
    dev, train = (list(loaded_words._babe(outlets_data, split)) for split in ("dev", "train"))
    assert len(dev) == len(train) == 24


def test_the_learnt_lexicon_finds_the_word_that_is_always_marked(outlets_data):
    train = list(loaded_words._babe(outlets_data, "train"))
    asked = loaded_words._collect(list(loaded_words._babe(outlets_data, "dev")))
    said = loaded_words._by_log_odds(train, asked)
    assert said[np.array(asked.forms) == "shameful"].all()
    assert not said[np.array(asked.forms) == "council"].any()
