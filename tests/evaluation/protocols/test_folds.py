from __future__ import annotations

import numpy as np
import pytest

from biascheck.errors import DataError
from biascheck.evaluation.protocols.folds import grouped_folds, random_folds


def test_a_group_is_never_torn_apart_and_every_row_is_tested_once():
    groups = [name for name, n in zip("abcdefgh", (9, 7, 5, 5, 3, 2, 2, 1), strict=True)
              for _ in range(n)]  # fmt: skip
    folds = grouped_folds(groups)
    assert set(folds.tolist()) == set(range(5))
    for name in set(groups):
        assert len({int(f) for f, g in zip(folds, groups, strict=True) if g == name}) == 1
    assert np.bincount(folds).max() == 9


def test_grouped_folds_do_not_depend_on_the_order_of_rows():
    groups = list("aaabbbccddeef")
    there = dict(zip(groups, grouped_folds(groups).tolist(), strict=True))
    back = dict(zip(groups[::-1], grouped_folds(groups[::-1]).tolist(), strict=True))

    def sets(folds):
        return {frozenset(g for g in folds if folds[g] == f) for f in folds.values()}

    assert sets(there) == sets(back)


def test_too_few_outlets_are_a_data_error():
    with pytest.raises(DataError, match="as many groups"):
        grouped_folds(["a", "b", "a"])


def test_random_folds_keep_the_shares_of_the_labels():
    labels = np.array([0] * 30 + [1] * 10)
    folds = random_folds(labels, 3)
    assert [int(labels[folds == f].sum()) for f in range(5)] == [2] * 5
    assert (folds == random_folds(labels, 3)).all()
    assert (folds != random_folds(labels, 4)).any()


def test_a_rare_label_is_a_data_error():
    with pytest.raises(DataError, match="every label"):
        random_folds(np.array([0] * 9 + [1] * 2), 1)
