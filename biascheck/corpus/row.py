"""One article of a corpus, read or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError, InputError, LanguageError, ModelError, OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.types import Article

# The most special class first: a LanguageError is an InputError, too.
_CODES: Final = (
    (LanguageError, "language"),
    (InputError, "input"),
    (DataError, "data"),
    (ModelError, "model"),
    (OutputError, "output"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An article and where it stood; exactly one of ``article`` and ``error`` is set.

    ``line`` counts from 1; None where the article is a file of its own. ``columns`` is what the
    source says of the article besides its text, carried through to the results.
    """

    id: str
    source: str
    line: int | None
    article: Article | None = None
    error: Exception | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert (self.article is None) != (self.error is None)


def error_code(error: Exception) -> str:
    """Return the stable name of a kind of error; ``bug`` for one that none foresaw."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), "bug")


def error_message(error: Exception) -> str:
    """Return what went wrong; a bug is told with its type, since its text may be empty."""
    if error_code(error) == "bug":
        return f"unexpected {type(error).__name__}: {error}"
    return str(error)
