"""Two codings of the same articles: what agrees, and what does not."""

from __future__ import annotations

import pytest

from biascheck.errors import DataError
from tests.training.corpus_folder import gold_article, write

LETTERS = {"reporting": "R", "quote": "Q", "opinion": "O", "boilerplate": "B"}


def _again(name, genre, roles=None, author=None):
    row = gold_article(name, genre)
    return {
        "doc_id": name,
        "roles": roles or "".join(LETTERS[s["role"]] for s in row["sentences"]),
        "loaded": [span[:2] for span in row["loaded"]],
        "genre": genre,
        "mixed": row["mixed"],
        "frames": row["frames"]["present"],
        "stances": [[i, author or s["author"]] for i, s in enumerate(row["stances"])],
    }


@pytest.fixture
def folder(tmp_path):
    rows = [gold_article("a", "news"), gold_article("b", "opinion")]
    write(tmp_path / "gold" / "train.jsonl.gz", rows)
    return tmp_path


def _figures(ask, folder, again):
    write(folder / "silver" / "repeated.jsonl.gz", again)
    result = ask("silver-agreement", data=folder, analyzer=None)
    return {
        name: figure["value"]
        for part in result["parts"]
        for name, figure in part["systems"]["second coding"].items()
    }


def test_the_same_coding_agrees_wholly(ask, folder):
    found = _figures(ask, folder, [_again("a", "news"), _again("b", "opinion")])
    assert found == dict.fromkeys(found, 1.0)
    assert set(found) == {
        "role_kappa", "role_f1", "opinion_f1", "loaded_f1", "frames_f1", "genre_kappa",
        "author_kappa",
    }  # fmt: skip


def test_another_coding_does_not(ask, folder):
    again = [_again("a", "news", roles="RRQROOR", author="positive"), _again("b", "opinion")]
    found = _figures(ask, folder, again)
    assert found["role_kappa"] < 1
    assert found["opinion_f1"] == 1
    assert found["genre_kappa"] == 1
    assert found["author_kappa"] == 0


def test_an_article_that_differs_is_named(ask, folder):
    with pytest.raises(DataError, match="'a' is not there"):
        _figures(ask, folder, [_again("a", "news", roles="RR")])
