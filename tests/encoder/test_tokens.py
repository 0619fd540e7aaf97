from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.encoder.tokens import NO_SENTENCE, Tokenizer
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document
from tests import models

TEXT = "Ostren votes\n\nThe mayor – Mara Orlén – said “no”.  Critics left.\n\n\u200b\n\nIt rained."


def _document(text, **article):
    return Document(Article(text, **article), segment(text))


@pytest.fixture(scope="module")
def tokenizer():
    return models.tokenizer()


def test_offsets_are_exact(tokenizer):
    tokens = tokenizer.document(_document(TEXT))
    kept = tokens.starts >= 0
    words = {TEXT[s:e] for s, e in zip(tokens.starts[kept], tokens.ends[kept], strict=True)}
    assert {"The", "mayor", "Mara", "“", ".", "–"} <= words
    assert np.all(tokens.ends[kept] > tokens.starts[kept])
    assert np.all(np.diff(tokens.starts[kept]) >= 0)


@given(st.lists(st.text(alphabet="aé ñ.“”\u200b–Oß", max_size=20), max_size=6))
def test_every_token_lies_in_the_sentence_it_belongs_to(parts):
    document = _document("\n\n".join(parts))
    tokens = models.tokenizer().document(document)
    assert len(tokens) == len(tokens.starts) == len(tokens.ends) == len(tokens.sentences)
    for start, end, index in zip(tokens.starts, tokens.ends, tokens.sentences, strict=True):
        if index == NO_SENTENCE:
            assert start == end == -1
            continue
        span = document.sentences[index].span
        assert span.start <= start <= end <= span.end


def test_separators_stand_between_paragraphs_only(tokenizer):
    document = _document(TEXT)
    tokens = tokenizer.document(document)
    places = np.flatnonzero(tokens.sentences == NO_SENTENCE)
    assert len(places) == document.sentences[-1].paragraph
    assert set(tokens.ids[places].tolist()) == {tokenizer.close_id}
    assert tokens.sentences[0] == 0
    assert tokens.sentences[-1] == len(document.sentences) - 1


def test_a_sentence_of_zero_width_characters_has_no_token(tokenizer):
    document = _document(TEXT)
    (silent,) = [s.index for s in document.sentences if TEXT[s.start : s.end] == "\u200b"]
    tokens = tokenizer.document(document)
    assert silent not in tokens.sentences
    assert tokens.n_sentences == len(document.sentences)


def test_a_title_apart_comes_first_and_has_no_place_in_the_text(tokenizer):
    inside = _document("The mayor left.", title="Ostren votes")
    tokens = tokenizer.document(inside)
    apart = tokens.sentences == tokens.n_sentences
    assert apart[0]
    assert np.all(tokens.starts[apart] == -1)
    first = int(np.flatnonzero(tokens.sentences == 0)[0])
    assert tokens.sentences[first - 1] == NO_SENTENCE
    assert tokens.starts[first] == 0


def test_a_title_in_the_text_is_read_once(tokenizer):
    document = _document("Ostren votes\n\nThe mayor left.")
    within = Document(
        replace(document.article, title="Ostren votes", title_span=document.sentences[0].span),
        document.sentences,
    )
    plain, titled = tokenizer.document(document), tokenizer.document(within)
    assert plain.ids.tolist() == titled.ids.tolist()


def test_an_empty_document_has_no_token(tokenizer):
    assert len(tokenizer.document(Document(Article(""), ()))) == 0


def test_a_tokenizer_without_special_tokens_is_refused():
    from tokenizers import Tokenizer as Backend
    from tokenizers.models import WordPiece

    with pytest.raises(ValueError, match="special tokens"):
        Tokenizer(Backend(WordPiece({"a": 0}, unk_token="a")))


def test_a_blank_before_a_word_is_no_part_of_its_token():
    from tokenizers import Tokenizer as Backend
    from tokenizers import models as kinds
    from tokenizers import pre_tokenizers, trainers

    backend = Backend(kinds.Unigram())
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=200,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        unk_token="<unk>",
        show_progress=False,
    )
    backend.train_from_iterator(models.TEXT.splitlines(), trainer)
    text = "Mara Orlen met critics. They left Ostren."
    tokens = Tokenizer(backend).document(Document(Article(text), segment(text)))
    pieces = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert not any(piece[:1].isspace() for piece in pieces)
    assert "".join(pieces) == text.replace(" ", "")


def test_names_are_read_under_stand_ins_and_keep_their_offsets(tokenizer):
    backend = tokenizer._backend
    veiled = Tokenizer(backend, stand_ins=True)
    text = "The council met. Mara Orlen left.\n\nThe GOP stayed."
    other = text.replace("Mara Orlen", "Pavel Drent").replace("The GOP", "The Conservative Party")
    found, swapped = veiled.document(_document(text)), veiled.document(_document(other))
    assert (
        found.ids.tolist()
        == swapped.ids.tolist()
        != tokenizer.document(_document(text)).ids.tolist()
    )
    spans = {text[s:e] for s, e in zip(found.starts, found.ends, strict=True) if s >= 0}
    assert {"Mara", "Orlen", "GOP", "council", "met"} <= spans


def test_headline_and_text_have_the_same_stand_ins(tokenizer):
    veiled = Tokenizer(tokenizer._backend, stand_ins=True)
    text = "Orlen left. Pavel Drent stayed. Mara Orlen came back."
    found = veiled.document(_document(text, title="Pavel Drent stays"))
    apart = found.ids[found.starts < 0][:-1].tolist()
    inside = (found.starts >= text.index("Pavel")) & (found.ends <= text.index(" stayed"))
    name = found.ids[inside].tolist()
    assert name == apart[: len(name)]


@given(
    st.lists(st.sampled_from(["Mara Orlen ", "the GOP ", "she", " her", "“", ". ", "Iran", "\n\n"]))
)
def test_tokens_of_stand_ins_lie_in_their_sentence(parts):
    document = _document("".join(parts))
    tokens = Tokenizer(models.tokenizer()._backend, stand_ins=True).document(document)
    for start, end, index in zip(tokens.starts, tokens.ends, tokens.sentences, strict=True):
        if index != NO_SENTENCE:
            span = document.sentences[index].span
            assert span.start <= start < end <= span.end
