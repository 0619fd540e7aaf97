"""Word 5-grams of a text as numbers, and how to find texts that share many of them.

Source: Broder 1997, "On the resemblance and containment of documents" (shingles,
MinHash); Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3 (banding).
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Long enough that two stories about one event share few, short enough that an edited
# word costs no more than five.
LENGTH: Final = 5

# Hashes per band. A pair of similarity s agrees in a band with probability s ** _ROWS:
# .33 at .8, .002 at .3, so unrelated articles are seldom compared.
_ROWS: Final = 5
# The chance to miss a pair exactly at the threshold, by which the number of bands follows.
_MISS: Final = 0.001

# Shingles that are hashed at a time, so that a very long text costs no memory.
_PORTION: Final = 4096

_WORD: Final = re.compile(r"\w+")
# Odd multipliers with well-mixed bits: MurmurHash3's 64-bit finalizer (Appleby 2011).
_MIX: Final = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_SHIFT: Final = np.uint64(33)
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)


def shingles(text: str) -> NDArray[np.uint32]:
    """Return the word 5-grams of a text as sorted, distinct hashes, ``[n]``; none if shorter.

    At 32 bits, two texts of 1,000 words share a hash by accident once in 4,000 pairs.
    """
    words = _WORD.findall(text)
    if len(words) < LENGTH:
        return np.empty(0, np.uint32)
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    n = len(words) - LENGTH + 1
    rolled = np.zeros(n, np.uint64)
    for offset in range(LENGTH):
        rolled = rolled * _BASE + hashes[offset : offset + n]
    return np.unique((_mixed(rolled) >> np.uint64(32)).astype(np.uint32))


def jaccard(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Return the Jaccard index of two sets of shingles, in [0, 1]; 0 if both are empty."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    union = len(a) + len(b) - shared
    return shared / union if union else 0.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Keys that similar sets of shingles most likely share.

    Attributes:
        number: How many keys a set has.
    """

    number: int

    @classmethod
    def for_threshold(cls, threshold: float) -> Bands:
        """Return as many bands as find a pair at the threshold with probability .999.

        Args:
            threshold: Jaccard index, in (0, 1].
        """
        agree = threshold**_ROWS
        return cls(1 if agree >= 1 else math.ceil(math.log(_MISS) / math.log1p(-agree)))

    def keys(self, found: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return the keys of a set of shingles that is not empty, ``[number]``."""
        signature = _signature(found, self.number * _ROWS).reshape(self.number, _ROWS)
        key = np.arange(self.number, dtype=np.uint64)
        for column in signature.T:
            key = _mixed(key * _BASE + column)
        return key.view(np.int64)


def _signature(found: NDArray[np.uint32], number: int) -> NDArray[np.uint64]:
    """Return the smallest shingle under each of some random orders, ``[number]``."""
    seeds = _seeds(number)[:, None]
    least = np.full(number, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(found), _PORTION):
        portion = found[None, start : start + _PORTION].astype(np.uint64)
        least = np.minimum(least, _mixed(portion ^ seeds).min(axis=1))
    return least


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    """Return 64 bits of a word: the same on every machine, unlike Python's own hash."""
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@lru_cache(maxsize=4)
def _seeds(number: int) -> NDArray[np.uint64]:
    return _mixed(np.arange(1, number + 1, dtype=np.uint64) * _BASE)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the values with every bit depending on every other."""
    for factor in _MIX:
        values = (values ^ (values >> _SHIFT)) * factor
    return values ^ (values >> _SHIFT)
