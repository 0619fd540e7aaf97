from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.ablations.names import swapped_pairs
from biascheck.evaluation.ablations.sentences import gold_examples
from tests.training import corpus_folder


def test_under_stand_ins_judgements_move_less(ask):
    _, moved = ask("names")["parts"]
    for metric in ("subjective_moves", "loaded_moves"):
        written, read = (moved["systems"][v][metric]["value"] for v in moved["systems"])
        assert list(moved["systems"]) == ["as written", "under stand-ins"]
        assert written > read


def test_pairs_differ_and_articles_without_names_are_refused(ablation_data, tmp_path):
    for first, second in swapped_pairs(gold_examples(ablation_data, "dev"), seed=1):
        assert first.article.text != second.article.text
    corpus_folder.make(tmp_path)
    with pytest.raises(DataError, match="swapped"):
        swapped_pairs(gold_examples(tmp_path, "dev"), seed=1)
