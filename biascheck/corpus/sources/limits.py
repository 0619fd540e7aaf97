"""How much of a corpus's parts is read: an archive may hold more than any memory."""

from __future__ import annotations

from typing import Final

from biascheck.corpus.item import BrokenItem
from biascheck.errors import DataError

#: Bytes of an article or page, as of a file of its own.
MAX_ARTICLE: Final = 20_000_000
#: Bytes of a Parquet table within an archive, which must be in memory as a whole.
MAX_PARQUET: Final = 256 * 1024 * 1024
#: Bytes of any other table within an archive: no corpus is so large, a bomb is.
MAX_TABLE: Final = 64 * 1024**3


def too_large(id: str, source: str) -> BrokenItem:  # noqa: A002
    """Return the item for what is larger than it may be."""
    cause = f"this is larger than {MAX_ARTICLE / 1e6:,.0f} MB, and was not read."
    fault = DataError(cause, source=source, hint="If it is meant to be, unpack it.")
    return BrokenItem(id=id, source=source, error=fault)
