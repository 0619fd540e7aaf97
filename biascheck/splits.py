"""Which rows are set aside for development in corpora that have no official split.

Everything is split by outlet, page or document, never by sentence, so that the
dev figure is one of unseen sources. The shipped recipe never trains on these rows.
"""

from __future__ import annotations

import hashlib

# BABE: five of its eight outlets, both leans, 14 % of the rows.
BABE_DEV_OUTLETS = frozenset(
    {"fox-news", "huffpost", "daily-beast", "daily-stormer", "new-york-times"}
)


def is_dev(key: str, parts: int = 5) -> bool:
    """Return whether a document is one of the ``1 / parts`` set aside, by a hash of its name."""
    digest = hashlib.sha256(key.encode()).digest()
    return int.from_bytes(digest[:4], "big") % parts == 0
