from __future__ import annotations

import numpy as np
import pytest

from biascheck.encoder.encoding import neighbours
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Span
from tests import models

LINES = [line for line in models.TEXT.splitlines() if line]


def _document(text, **article):
    return Document(Article(text, **article), segment(text))


DOCUMENTS = [
    _document("Mara Orlen met critics.\n\nThey left. It rained."),
    _document("\n\n".join(LINES), title="Ostren asks about its bridge"),
    _document("\n".join(LINES * 3)),
    _document("\u200b\n\nThe council met.\n\n\u200b"),
]
MENTIONS = [[Span(0, 10)], [Span(0, 11), Span(4, 30)], [], [Span(0, 1), Span(3, 6)]]


@pytest.fixture
def encoder(tiny_analyzer):
    return tiny_analyzer._encoder


def _same(one, other):
    for name in ("sentences", "article", "mentions", "headline"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None)
        if a is not None:
            assert a == pytest.approx(b, abs=1e-4), name
    for name, logits in one.token_logits.items():
        assert logits == pytest.approx(other.token_logits[name], abs=1e-3)


def test_a_batch_gives_what_single_documents_give(encoder):
    together = encoder.encode(DOCUMENTS, MENTIONS)
    for document, mentions, found in zip(DOCUMENTS, MENTIONS, together, strict=True):
        _same(found, encoder.encode([document], [mentions])[0])


def test_the_order_of_documents_is_irrelevant(encoder):
    forward = encoder.encode(DOCUMENTS, MENTIONS)
    backward = encoder.encode(DOCUMENTS[::-1], MENTIONS[::-1])[::-1]
    for one, other in zip(forward, backward, strict=True):
        _same(one, other)


def _hidden(encoder, tokens):
    ids = np.array([[encoder.tokenizer.open_id, *tokens.ids, encoder.tokenizer.close_id]])
    return encoder.runtime.run(ids, np.ones(ids.shape, dtype=np.bool_))[0, 1:-1]


def test_means_are_means(encoder):
    document = _document("Mara Orlen met critics. They left.\n\nIt rained.", title="Rain")
    span = Span(0, 10)
    (found,) = encoder.encode([document], [[span]])
    tokens = found.tokens
    hidden = _hidden(encoder, tokens)
    for index in range(len(document.sentences)):
        expected = hidden[tokens.sentences == index].mean(axis=0)
        assert found.sentences[index] == pytest.approx(expected, abs=1e-5)
    assert found.headline == pytest.approx(
        hidden[tokens.sentences == tokens.n_sentences].mean(axis=0), abs=1e-5
    )
    assert found.article == pytest.approx(hidden[tokens.sentences >= 0].mean(axis=0), abs=1e-5)
    spoken = (tokens.starts >= 0) & (tokens.starts < span.end)
    assert found.mentions[0] == pytest.approx(hidden[spoken].mean(axis=0), abs=1e-5)
    assert found.mention_sentences.tolist() == [0]


def test_sentences_see_their_neighbours_in_the_paragraph():
    assert neighbours(np.array([0, 1, 1, 1, 2])).tolist() == [
        [0, 0, 0],
        [1, 1, 2],
        [1, 2, 3],
        [2, 3, 3],
        [4, 4, 4],
    ]
    assert neighbours(np.array([], dtype=np.int64)).shape == (0, 3)


def test_inputs_of_heads(encoder):
    (found,) = encoder.encode([DOCUMENTS[0]], [MENTIONS[0]])
    inputs = found.sentence_inputs()
    assert inputs.shape == (3, 64)
    assert inputs[0, 32:] == pytest.approx(found.sentences[0], abs=1e-6)
    both = (2 * found.sentences[1] + found.sentences[2]) / 3
    assert inputs[1, 32:] == pytest.approx(both, abs=1e-6)
    assert found.mention_inputs()[0, 32:] == pytest.approx(found.sentences[0])


def test_a_sentence_without_tokens_is_a_zero_vector(encoder):
    (found,) = encoder.encode([DOCUMENTS[3]], [[Span(0, 1)]])
    assert not found.sentences[0].any()
    assert found.sentences[1].any()
    assert found.mention_sentences.tolist() == [-1]
    assert np.isfinite(found.sentences).all()


def test_a_long_document_has_every_sentence_once(encoder):
    document = _document("\n\n".join(LINES * 40))
    (found,) = encoder.encode([document], [[]])
    assert len(found.sentences) == len(document.sentences)
    assert np.all(np.abs(found.sentences).sum(axis=1) > 0)
    logits = found.token_logits["loaded_word"]
    owned = found.tokens.sentences >= 0
    assert np.all(logits[owned] != 0)


def test_nothing_gives_nothing(encoder):
    (found,) = encoder.encode([Document(Article(""), ())], [[]])
    assert found.sentences.shape == (0, 32)
    assert not found.article.any()
    assert encoder.encode([], []) == []
