"""Folds: which rows are tested together, and hence held out from the fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from biascheck.evaluation.metrics.arrays import IntArray

T = TypeVar("T")

FOLDS: Final = 5


def grouped_folds(groups: Sequence[Hashable], n_folds: int = FOLDS) -> IntArray:
    """Return each row's fold ``[n]``; a group is never torn apart.

    The largest groups are placed first, each into the fold that is smallest so far, so
    that the folds are of similar size and depend on nothing but the groups.

    Raises:
        DataError: If there are fewer groups than folds.
    """
    from sklearn.model_selection import GroupKFold

    found = len(set(groups))
    if found < n_folds:
        raise DataError(
            f"{n_folds} disjoint folds need as many groups (outlets), there are {found}.",
            hint="Is the corpus complete? See: biascheck datasets check",
        )
    names = np.array([str(group) for group in groups])
    return _numbers(GroupKFold(n_folds).split(names, groups=names), len(groups))


def random_folds(labels: IntArray, seed: int, n_folds: int = FOLDS) -> IntArray:
    """Return each row's fold ``[n]``, drawn at random with equal shares of the labels.

    Raises:
        DataError: If a label has fewer rows than there are folds.
    """
    from sklearn.model_selection import StratifiedKFold

    if len(labels) < n_folds or np.bincount(labels).min() < n_folds:
        raise DataError(
            f"{n_folds} folds need as many rows of every label.",
            hint="Is the corpus complete? See: biascheck datasets check",
        )
    splitter = StratifiedKFold(n_folds, shuffle=True, random_state=seed)
    return _numbers(splitter.split(labels, labels), len(labels))


def train_and_test(folds: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the places of the training and of the test rows of each fold."""
    for fold in range(int(folds.max()) + 1):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)


def chosen(items: Sequence[T], places: IntArray) -> list[T]:
    """Return the items at these places."""
    return [items[i] for i in places.tolist()]


def _numbers(splits: Iterable[tuple[IntArray, IntArray]], n: int) -> IntArray:
    folds = np.full(n, -1, dtype=np.int64)
    for number, (_, test) in enumerate(splits):
        folds[test] = number
    return folds
