"""Columns of the input that the articles table carries along, under types that are settled once.

A table needs one type per column, known before the first part is written and the same in
every part. The types follow from the first items: a column whose known values are all
booleans, all whole numbers or all numbers has that type, any other is text. Nothing is
lost: a later value that does not fit, or whose column was not there, is kept as JSON in
``rest``, and the article has the warning ``columns``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError
from biascheck.results.columns import COLUMNS, OUTCOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

PREFIX: Final = "input_"
KINDS: Final = ("bool", "int64", "double", "string")

_LARGEST: Final = 2**63
# Whole numbers up to here are exact as floating-point numbers.
_EXACT: Final = 2**53
# Names that a carried column cannot take; DuckDB, like SQL, does not tell cases apart.
_TAKEN: Final = frozenset(column.name for column in (*COLUMNS["articles"], *OUTCOME))


@dataclass(frozen=True, slots=True)
class Carried:
    """The carried columns.

    Attributes:
        kinds: Column of the input to its type, one of ``KINDS``, in the order of the table.
    """

    kinds: Mapping[str, str]

    @classmethod
    def settle(cls, rows: Iterable[Mapping[str, Any]]) -> Carried:
        """Return the columns of some rows with the narrowest types that hold all values."""
        found: dict[str, set[str]] = {}
        for row in rows:
            for name, value in row.items():
                kinds = found.setdefault(name, set())
                if not _unknown(value):
                    kinds.add(_kind(value))
        return cls({name: _common(kinds) for name, kinds in found.items()})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Carried:
        """Return what ``to_dict`` wrote.

        Raises:
            DataError: A type is unknown.
        """
        wrong = [kind for kind in data.values() if kind not in KINDS]
        if wrong:
            raise DataError(f"unknown type of a carried column: {wrong[0]!r}.")
        return cls(dict(data))

    def to_dict(self) -> dict[str, str]:
        """Return the columns as JSON values; their order matters."""
        return dict(self.kinds)

    def names(self) -> dict[str, str]:
        """Return each column's name in the table: its own, or with ``input_`` if that is taken."""
        clashing = [name for name in self.kinds if not name or name.casefold() in _TAKEN]
        taken = set(_TAKEN)
        chosen = {}
        for name in (*(name for name in self.kinds if name not in clashing), *clashing):
            told = PREFIX + name if name in clashing else name
            while told.casefold() in taken:
                told = PREFIX + told
            taken.add(told.casefold())
            chosen[name] = told
        return {name: chosen[name] for name in self.kinds}

    def schema(self) -> pa.Schema:
        """Return the fields that ``articles`` has after its own."""
        import pyarrow as pa

        told = {"description": "carried from the input; null: absent there, or in `rest`"}
        return pa.schema(
            [
                pa.field(name, pa.type_for_alias(self.kinds[original]), metadata=told)
                for original, name in self.names().items()
            ]
        )

    def fit(self, columns: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the values under their names in the table, and those that do not fit.

        The first has every carried column; the second has the input's own names.
        """
        names = self.names()
        fitting: dict[str, Any] = dict.fromkeys(names.values())
        rest: dict[str, Any] = {}
        for name, value in columns.items():
            if _unknown(value):
                continue
            kind = self.kinds.get(name)
            if kind is not None and _fits(value, kind):
                fitting[names[name]] = _cast(value, kind)
            else:
                rest[name] = value
        return fitting, rest


def to_json(value: Any) -> str:
    """Return a value of the input as JSON."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """Return a value of the input as JSON knows it: not-a-number is null, other kinds are text."""
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value if value is None or isinstance(value, (bool, float, int)) else _text(value)


def _unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int) and -_LARGEST <= value < _LARGEST:
        return "int64"
    return "double" if isinstance(value, float) else "string"


def _common(kinds: set[str]) -> str:
    if kinds == {"int64", "double"}:
        return "double"
    return kinds.pop() if len(kinds) == 1 else "string"


def _fits(value: Any, kind: str) -> bool:
    if kind == "string" or _kind(value) == kind:
        return True
    if kind == "double":
        return _kind(value) == "int64" and abs(value) <= _EXACT
    return kind == "int64" and isinstance(value, float) and value.is_integer()


def _cast(value: Any, kind: str) -> Any:
    if kind == "string":
        return _text(value)
    return {"bool": bool, "int64": int, "double": float}[kind](value)


def _text(value: Any) -> str:
    """Return a value as text: JSON for lists, objects and truth, ISO 8601 for dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, dict, list, tuple)):
        return to_json(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat() if isoformat else value)
