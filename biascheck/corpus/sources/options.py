"""What a user says about tables and databases, and what a reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Options:
    """How to read tables and databases.

    Attributes:
        text_column: The column with the text; None: guessed.
        id_column: The column with the id; None: guessed.
        title_column: The column with the headline; None: guessed.
        query: SQL that selects the rows of a database; None: its only table with a text.
    """

    text_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every reader is given beside its file.

    Attributes:
        options: What the user says.
        announce: Is told which columns were guessed.
    """

    options: Options
    announce: Callable[[str], None]
