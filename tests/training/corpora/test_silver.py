"""Silver: labels that hold no text find their articles again, or say which is missing."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from biascheck.catalogue.shelf import cards_folder
from biascheck.errors import DataError
from biascheck.training.corpora.plain import our_examples
from biascheck.training.corpora.silver import labels_path, read_silver, repeated_path
from biascheck.training.refit import Table, join_ours
from tests.training import corpus_folder
from tests.training.corpus_folder import COST, FACT, HEADLINE, SAID


def _rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_labels_are_joined_with_their_texts(corpora):
    (article,) = read_silver(corpora)
    assert [line.text for line in article.lines] == [HEADLINE, FACT, COST, SAID]
    assert [line.role for line in article.lines] == ["reporting", "reporting", "opinion", "quote"]
    assert [tuple(span) for span in article.lines[2].loaded] == [(0, 10)]
    assert article.outlet == "Post 1"


def test_a_target_keeps_its_mentions_and_whole_evidence_that_names_it_nowhere(corpora):
    (target,) = read_silver(corpora)[0].targets
    found = [(number, span.end - span.start) for number, span in target.mentions]
    assert found == [(3, len("Mara Orlen")), (2, len(COST))]
    assert (target.author, target.quoted) == ("negative", "none")


def test_it_joins_our_examples_only_where_the_recipe_names_it(corpora):
    alone = our_examples(corpora, {"gold"})
    both = our_examples(corpora, {"gold", "silver"})
    assert len(both) == len(alone) + 1
    assert {example.corpus for example in both} == {"gold", "silver"}


def test_another_version_of_an_article_is_refused(corpora, tmp_path):
    (tmp_path / "articles").symlink_to(corpora / "articles")
    (row,) = _rows(labels_path(corpora))
    corpus_folder.write(tmp_path / "silver" / "labels.jsonl.gz", [{**row, "sha256": "0" * 16}])
    with pytest.raises(DataError, match="not there as it was annotated") as caught:
        read_silver(tmp_path)
    assert "train-0" in caught.value.source


def test_gold_and_silver_are_one_table():
    def table(corpus, n):
        values = np.zeros((n, 4), np.float32)
        return Table(corpus, values, values, np.zeros(n, np.int64))

    joined = join_ours([table("gold", 3), table("silver", 4), table("mpqa", 5)])
    assert [(t.corpus, len(t.roles)) for t in joined] == [("gold", 7), ("mpqa", 5)]


def test_the_shipped_files_hold_positions_and_names_of_labels_only(tmp_path):
    assert labels_path(tmp_path).parent == cards_folder() / "silver"
    words = set()
    for path in (labels_path(tmp_path), repeated_path(tmp_path)):
        for row in _rows(path):
            assert set(row.pop("roles")) <= set("RQOB")
            assert len(row.pop("sha256", "0" * 16)) == 16
            assert len(row.pop("doc_id")) <= 80
            words |= set(_words(row))
    # Names of fields, corpora, genres, kinds, frames and stances.
    assert len(words) < 60


def _words(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, str):
        yield value


def test_a_target_s_mentions_lie_in_its_text(tmp_path):
    for row in _rows(labels_path(tmp_path)):
        first, last = row["sentences"][0][0], row["sentences"][-1][1]
        for target in row["targets"]:
            assert set(target) == {"kind", "author", "quoted", "mentions", "evidence"}
            assert all(first <= start < end <= last for start, end in target["mentions"])
