"""One article of a corpus, read or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.types import Article


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

    @property
    def where(self) -> str:
        """Where it stood, as messages name it."""
        return place(self.source, self.line)


def place(source: str, line: int | None) -> str:
    """Return a source with the line in it, if there is one."""
    return source if line is None else f"{source}:{line}"
