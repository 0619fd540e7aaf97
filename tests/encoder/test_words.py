"""Words are runs of tokens, whatever the tokenizer cuts."""

from __future__ import annotations

import pytest

from biascheck.encoder.words import find_words
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document
from tests import models


def _words(text, **article):
    document = Document(Article(text, **article), segment(text))
    tokens = models.tokenizer().document(document)
    return find_words(text, tokens), tokens


def _texts(text):
    return [text[word.span.start : word.span.end] for word in _words(text)[0]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor doesn't care.", ["The", "mayor", "doesn't", "care"]),
        ("The council’s 3,000 crowns", ["The", "council’s", "3,000", "crowns"]),
        ("A well-known bridge, “closed”", ["A", "well", "known", "bridge", "closed"]),
        ("Voters said 'no', then yes", ["Voters", "said", "no", "then", "yes"]),
        ("... !", []),
    ],
)
def test_words_are_whole(text, words):
    assert _texts(text) == words


def test_each_word_knows_its_tokens_and_sentence():
    text = "It was a disgrace.\n\nMara Orlen called it shameful."
    words, tokens = _words(text, title="A headline apart")
    assert [word.sentence for word in words] == [0] * 4 + [1] * 5
    for word in words:
        assert tokens.starts[word.first] == word.span.start
        assert tokens.ends[word.last - 1] == word.span.end
        assert set(tokens.sentences[word.first : word.last]) == {word.sentence}
