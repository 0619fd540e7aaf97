"""Groups with the same mixture: direct standardisation over strata that they share.

Outlets write about different topics, and topics differ in tone. Standardised, every group
is weighed as if it wrote about the shared topics in the proportions of all of them.

Source: Rothman, Greenland, Lash 2008, "Modern Epidemiology", chapter 3 (direct
standardisation); matching as exact stratification, Cochran 1968.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Articles that a group must have in a stratum for it to be shared.
MIN_STRATUM: Final = 2
#: Share of the articles of a group that must lie in shared strata.
MIN_OVERLAP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """Weights that give groups the same mixture.

    Attributes:
        weights: Of each article ``[n]``; 0: its stratum is not shared, or it has none.
        strata: The shared strata.
        left_out: Articles of the groups that have weight 0.
    """

    weights: NDArray[np.float64]
    strata: tuple[str, ...]
    left_out: int


def match(
    strata: Sequence[str | None], codes: NDArray[np.int64], groups: Sequence[str], by: str
) -> Matched:
    """Return weights of articles, within each group summing to the number of its articles kept.

    Args:
        strata: Stratum of each article ``[n]``, None unknown.
        codes: Index of its group ``[n]``; negative: in none.
        groups: The groups' names; all of them must share a stratum.
        by: What the strata are called.

    Raises:
        DataError: Groups share too little to be compared.
    """
    names = sorted({value for value in strata if value is not None})
    number = {name: i for i, name in enumerate(names)}
    place = np.array([-1 if s is None else number[s] for s in strata], dtype=np.int64)
    known = (codes >= 0) & (place >= 0)
    counts = np.zeros((len(groups), max(1, len(names))))
    np.add.at(counts, (codes[known], place[known]), 1)
    shared = np.asarray((counts >= MIN_STRATUM).all(axis=0))
    _require_overlap(counts, shared, codes, groups, by)
    mixture = counts[:, shared].sum(axis=0) / counts[:, shared].sum()
    weights = np.zeros(len(codes))
    for group in range(len(groups)):
        kept = counts[group, shared].sum()
        for stratum, share in zip(np.flatnonzero(shared), mixture, strict=True):
            inside = (codes == group) & (place == stratum)
            weights[inside] = share * kept / counts[group, stratum]
    told = tuple(name for name, there in zip(names, shared, strict=False) if there)
    return Matched(weights, told, int(((codes >= 0) & (weights == 0)).sum()))


def _require_overlap(
    counts: NDArray[np.float64],
    shared: NDArray[np.bool_],
    codes: NDArray[np.int64],
    groups: Sequence[str],
    by: str,
) -> None:
    for group, name in enumerate(groups):
        inside = counts[group, shared].sum()
        total = int((codes == group).sum())
        if inside < MIN_OVERLAP * total:
            raise DataError(
                f"the groups share too little of {by!r}: {inside:.0f} of {total} articles of "
                f"{name!r} lie where every group has {MIN_STRATUM} or more.",
                hint="Compare fewer groups with --only, or match by a coarser column.",
            )
