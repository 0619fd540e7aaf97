from __future__ import annotations

import numpy as np
import pytest

from biascheck.labels import FRAMES, ROLES
from biascheck.segmentation.sentences import segment
from biascheck.training.batch import Collator
from biascheck.training.example import Example, Mention, document_from_sentences
from biascheck.types import Article, Document, Span
from tests import models

SENTENCES = ["Ostren votes", "Mara Orlen said no.", "It was shameful."]
NAN = float("nan")


def _example(**changes):
    document = document_from_sentences(SENTENCES, [0, 1, 1], name="a")
    text = document.article.text
    place = text.index("Mara Orlen")
    values = {
        "document": document,
        "corpus": "gold",
        "sentence_targets": {"subjective": np.array([0, 0, 1], dtype=np.float32)},
        "roles": np.array([0, 1, 2]),
        "token_spans": {"loaded": [(Span(text.index("shameful"), len(text) - 1), 1.0)]},
        "token_scope": frozenset({1, 2}),
        "genre": 1.0,
        "frames": np.eye(15, dtype=np.float32)[FRAMES.index("Political")],
        "frame_evidence": {FRAMES.index("Political"): 2},
        "mentions": (
            Mention((Span(place, place + 10),), (1.0, 0.0, 0.0)),
            Mention((Span(0, 6), Span(place, place + 4)), None, 1.0),
        ),
    }
    return Example(**{**values, **changes})


@pytest.fixture(scope="module")
def tokenizer():
    return models.tokenizer()


@pytest.fixture
def collate(tokenizer):
    return Collator(tokenizer, models.WINDOW, 16)


def _words(batch, number, examples, tokenizer):
    """Return the text under the tokens of a flat list, by their ids."""
    ids = batch.ids.flatten()[batch.positions]
    return tokenizer._backend.decode(ids[number].tolist())


def test_tokens_are_read_in_order_and_belong_to_their_sentences(collate, tokenizer):
    batch = collate([_example(), _example()])
    for sentence, text in enumerate(SENTENCES * 2):
        inside = batch.sentence_of_token == sentence
        assert _words(batch, inside, None, tokenizer).replace(" ", "") == text.lower().replace(
            " ", ""
        )
    assert batch.article_of_sentence.tolist() == [0] * 3 + [1] * 3
    assert batch.article_of_token.tolist() == (batch.sentence_of_token // 3).tolist()
    assert batch.neighbours.tolist()[:3] == [[0, 0, 0], [1, 1, 2], [1, 2, 2]]
    assert batch.neighbours.tolist()[3:] == [[3, 3, 3], [4, 4, 5], [4, 5, 5]]


def test_targets_land_on_their_sentences(collate):
    batch = collate([_example(roles=None, sentence_targets={}), _example()])
    assert batch.roles.tolist() == [-1, -1, -1, 0, 1, 2]
    assert batch.sentence_targets["subjective"].tolist() == pytest.approx(
        [NAN, NAN, NAN, 0, 0, 1], nan_ok=True
    )
    assert batch.sentence_targets["loaded"].isnan().all()
    assert batch.evidence.tolist() == [[2, 12], [5, 12]]
    assert batch.genre.tolist() == [1.0, 1.0]
    assert batch.frames[:, FRAMES.index("Political")].tolist() == [1.0, 1.0]
    assert ROLES[batch.roles[-1]] == "opinion"


def test_targets_land_on_their_tokens(collate, tokenizer):
    batch = collate([_example()])
    loaded = batch.token_targets["loaded"]
    assert _words(batch, loaded == 1, None, tokenizer) == "shameful"
    assert loaded[batch.sentence_of_token == 0].isnan().all()
    assert not loaded[batch.sentence_of_token == 1].isnan().any()
    assert batch.token_targets["cue"].isnan().all()


def test_targets_land_on_their_mentions(collate, tokenizer):
    batch = collate([_example(), _example()])
    assert batch.group_of_mention.tolist() == [0, 1, 1, 2, 3, 3]
    assert batch.sentence_of_mention.tolist() == [1, 0, 1, 4, 3, 4]
    assert batch.stance.tolist()[0] == [1, 0, 0]
    assert batch.stance[1].isnan().all()
    assert batch.harmed.tolist() == pytest.approx([NAN, 1, NAN, 1], nan_ok=True)
    for number, words in enumerate(["mara orlen", "ostren", "mara"] * 2):
        tokens = batch.mention_tokens[batch.mention_of_pair == number]
        assert _words(batch, tokens, None, tokenizer) == words


def test_a_mention_without_a_token_is_left_out(collate):
    silent = Mention((Span(6, 7),), (1.0, 0.0, 0.0))
    batch = collate([_example(mentions=(silent, _example().mentions[0]))])
    assert batch.stance.shape == (1, 3)
    assert batch.group_of_mention.tolist() == [0]


@pytest.mark.parametrize(("title", "extra"), [("Ostren votes", 1), ("", 0), (None, 0)])
def test_a_title_apart_is_a_sentence_that_nothing_is_known_of(collate, title, extra):
    text = "Mara Orlen said no. It was shameful."
    document = Document(Article(text, title=title), segment(text))
    apart = Example(document, "gold", roles=np.array([1, 2]))
    batch = collate([apart, _example()])
    assert batch.roles.tolist() == [1, 2, *[-1] * extra, 0, 1, 2]
    assert batch.article_of_sentence.tolist() == [0] * (2 + extra) + [1] * 3
    assert len(batch.neighbours) == 5 + extra
    assert batch.neighbours[2 + extra].tolist() == [2 + extra] * 3
    counts = np.bincount(batch.sentence_of_token.numpy(), minlength=5 + extra)
    assert np.all(counts > 0)
    assert len(batch.token_targets["loaded"]) == len(batch.positions)


def test_long_documents_are_read_in_windows_without_loss(collate, tokenizer):
    document = document_from_sentences(SENTENCES * 20, range(60))
    batch = collate([Example(document, "gold")])
    assert len(batch.ids) > 2
    assert batch.ids.shape[1] <= models.WINDOW
    assert batch.mask.flatten()[batch.positions].all()
    assert len(set(batch.positions.tolist())) == len(batch.positions)
    tokens = tokenizer.document(document)
    expected = tokens.ids[tokens.sentences >= 0].tolist()
    assert batch.ids.flatten()[batch.positions].tolist() == expected


def test_a_batch_moves_as_a_whole(collate):
    import torch

    batch = collate([_example()])
    moved = batch.to(torch.device("meta"))
    assert moved.corpus == "gold"
    assert moved.ids.device.type == moved.sentence_targets["loaded"].device.type == "meta"
