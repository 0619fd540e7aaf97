from __future__ import annotations

import json
from collections import Counter

import pytest
from tokenizers import Tokenizer

from biascheck.errors import ConfigError
from biascheck.training.vocabulary import count_pieces, prune
from tests import models


@pytest.fixture
def tokenizer(tmp_path):
    path = tmp_path / "tokenizer.json"
    path.write_text(models.backend_text(), encoding="utf-8")
    return path


def _pieces(text):
    return json.loads(text)["model"]["vocab"]


def _smallest(tokenizer):
    pieces = _pieces(tokenizer.read_text(encoding="utf-8"))
    return sum(len(p.removeprefix("##")) == 1 or p.startswith("[") for p in pieces)


def test_frequent_pieces_and_single_characters_stay(tokenizer, tmp_path):
    old = _pieces(tokenizer.read_text(encoding="utf-8"))
    words = [p for p in old if len(p) > 3 and not p.startswith(("[", "##"))]
    counts = Counter({old[words[0]]: 9, old[words[1]]: 5})
    text, kept = prune(tokenizer, counts, _smallest(tokenizer) + 2)
    new = _pieces(text)
    assert {words[0], words[1]} <= set(new)
    assert [list(old)[i] for i in kept] == sorted(new, key=new.get)
    assert sorted(new.values()) == list(range(len(kept)))
    path = tmp_path / "new.json"
    path.write_text(text, encoding="utf-8")
    dropped = Tokenizer.from_file(str(path)).encode(words[-1], add_special_tokens=False)
    assert "[UNK]" not in dropped.tokens
    assert "".join(t.removeprefix("##") for t in dropped.tokens) == words[-1]


def test_special_tokens_stay(tokenizer):
    text, kept = prune(tokenizer, Counter(), _smallest(tokenizer))
    pieces = _pieces(text)
    assert {"[PAD]", "[UNK]", "[CLS]", "[SEP]"} <= set(pieces)
    assert all(pieces[e["content"]] == e["id"] for e in json.loads(text)["added_tokens"])
    assert max(pieces.values()) < len(kept)


def test_counting(tokenizer):
    backend = Tokenizer.from_file(str(tokenizer))
    (expected,) = backend.encode("a", add_special_tokens=False).ids
    assert count_pieces(tokenizer, ["a", "a a"])[expected] == 3


def test_too_small_a_vocabulary_is_refused(tokenizer):
    with pytest.raises(ConfigError, match="at least"):
        prune(tokenizer, Counter(), 3)
