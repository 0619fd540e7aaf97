from __future__ import annotations

import numpy as np
import pytest

from biascheck.errors import DataError
from biascheck.evaluation.baseline import class_probabilities, label_probabilities
from biascheck.evaluation.rows import parse_row
from biascheck.evaluation.tasks import load_task

GOOD, BAD = "a fine and sunny day", "a grim and rainy night"


def test_probabilities_sum_to_one_and_learn():
    found = class_probabilities([GOOD, BAD] * 4, np.array([0, 2] * 4), [GOOD, BAD], 3)
    assert np.allclose(found.sum(axis=1), 1)
    assert found.argmax(axis=1).tolist() == [0, 2]
    assert (found[:, 1] == 0).all()


def test_texts_without_a_common_term_are_a_data_error():
    with pytest.raises(DataError, match="2 texts"):
        class_probabilities(["rain", "sun"], np.array([0, 1]), ["rain"], 2)


def test_single_class_is_certain():
    assert class_probabilities([GOOD], np.array([1]), [BAD], 2).tolist() == [[0.0, 1.0]]


def test_unscored_labels_are_not_learnt():
    gold = np.array([[True, False], [False, False]] * 4)
    scored = np.array([[True, False], [True, False]] * 4)
    found = label_probabilities([GOOD, BAD] * 4, gold, scored, [GOOD, BAD])
    assert found[0, 0] > 0.5 > found[1, 0]
    assert (found[:, 1] == 0).all()


def test_every_task_has_a_baseline_in_the_form_of_its_predictions():
    fields = {
        "id": 1,
        "target": "day",
        "labels": ["Economic"],
        "title": None,
        "text": f"{GOOD}.\n\n{BAD}.",
    }
    for name, label, spans in (
        ("role", "opinion", []),
        ("genre", "news", []),
        ("passages", None, [[0, len(GOOD), "opinion"]]),
        ("frames", None, []),
        ("stance", "neutral", [[17, 20]]),
        ("stance-article", "neutral", []),
    ):
        task = load_task(name)
        rows = [
            parse_row(i, {**fields, "label": label, "spans": spans}, task.gold) for i in range(4)
        ]
        (prediction, *_) = task.baseline(rows, rows[:2])
        assert task.record(prediction)
        clusters = np.array([0, 1])
        gold = [row.gold for row in rows[:2]]
        assert task.measures(gold, [prediction] * 2, clusters)[0].name == task.lead
