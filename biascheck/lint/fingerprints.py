"""How a finding is known again after lines have moved.

A fingerprint is made of the rule's code, the text that the finding hangs on (its sentence,
as a rule) with blanks and case levelled, and a number where that text stands more than once.
Line, column, severity and certainty do not enter, so that moving a paragraph, wrapping lines
or loading another model leaves it as it is; rewording the sentence makes a new one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# 64 bits: among a million findings two agree by chance with probability 3e-8.
_DIGITS: Final = 16


def fingerprints(keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a fingerprint for each pair of a code and an anchor, in order.

    Args:
        keys: The findings of one file.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for code, anchor in keys:
        level = " ".join(anchor.casefold().split())
        number = seen[code, level]
        seen[code, level] += 1
        told = f"{code}\n{level}\n{number}"
        yield hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
