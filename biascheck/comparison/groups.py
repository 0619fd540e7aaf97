"""From the table of articles to groups: by outlet, by month, by any column of the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

# Not a column: the first seven characters of ``published``, as ISO 8601 has the month.
MONTH: Final = "month"


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which group each article is in.

    Attributes:
        by: The column.
        names: The groups, in alphabetical order.
        codes: Index of each article's group ``[n]``; -1: the column says nothing.
    """

    by: str
    names: tuple[str, ...]
    codes: NDArray[np.int64]

    @property
    def unknown(self) -> int:
        """Articles of which the column says nothing."""
        return int((self.codes < 0).sum())


def column_of(articles: pd.DataFrame, name: str) -> list[str | None]:
    """Return a column as text, None where it says nothing.

    Args:
        articles: The table of articles.
        name: A column, or ``month``.

    Raises:
        ConfigError: There is no such column; says which is near.
    """
    if name == MONTH and MONTH not in articles:
        return [_month(value) for value in articles["published"]]
    if name not in articles:
        raise unknown_name("column", name, [*articles.columns, MONTH])
    return [_told(value) for value in articles[name]]


def group(articles: pd.DataFrame, by: str) -> Grouping:
    """Group the articles by a column.

    Raises:
        ConfigError: There is no such column.
    """
    values = column_of(articles, by)
    names = tuple(sorted({value for value in values if value is not None}))
    numbers = {name: number for number, name in enumerate(names)}
    codes = np.array([-1 if value is None else numbers[value] for value in values], dtype=np.int64)
    return Grouping(by, names, codes)


def numbered(values: Sequence[str | None]) -> NDArray[np.int64]:
    """Return a number for each value, equal for equal ones; what is unknown is alone."""
    known: dict[Any, int] = {}
    found = [
        known.setdefault(("alone", number) if value is None else value, len(known))
        for number, value in enumerate(values)
    ]
    return np.array(found, dtype=np.int64)


def _told(value: Any) -> str | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN is no value
        return None
    return str(value).strip() or None


def _month(value: Any) -> str | None:
    told = _told(value)
    if told is None or len(told) < len("2024-05") or told[4] != "-":
        return None
    return told[:7] if told[:4].isdigit() and told[5:7].isdigit() else None
