"""Scores beside a column of texts, for the data frames of pandas and polars.

    from biascheck.frames import score
    scored = score(articles, text="body")

``biascheck.pandas`` and ``biascheck.polars`` add the same to their frames as
``frame.biascheck``. A row never vanishes: one whose text is null stays null, one that
cannot be analysed says why.
"""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any, Final

from biascheck.corpus.block import Block
from biascheck.corpus.item import BrokenItem, TextItem
from biascheck.corpus.scorer import Scorer
from biascheck.errors import ConfigError, InputError, unknown_name
from biascheck.render.contract import SCORES
from biascheck.results.backends import BACKENDS, require, to_backend
from biascheck.results.parts import to_table
from biascheck.results.schema import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from biascheck.corpus.item import Item

#: What ``score`` adds unless it is asked for other columns; ``error`` comes last.
ADDED: Final = ("genre", *SCORES)
ERROR: Final = "error"
TABLES: Final = ("sentences", "passages", "loaded", "frames", "stances", "quotes")
_SOURCE: Final = "row"


def score(
    frame: Any,
    text: str = "text",
    *,
    title: str | None = None,
    columns: Sequence[str] = ADDED,
    prefix: str = "",
    scorer: Scorer | None = None,
) -> Any:
    """Return the frame with scores added; its rows, their order and its index are kept.

    Args:
        frame: A data frame of pandas or polars; it is not changed.
        text: Column of the texts.
        title: Column of the headlines, where they do not stand in the text.
        columns: Which columns of the table ``articles`` (``docs/results.md``) to add.
        prefix: Put before the names that are added.
        scorer: The model and its options; None: the shipped model.

    Returns:
        A frame of the same kind, with ``columns`` and last ``error``: null where the text
        was analysed or is null, else why it could not be. Scores are null in both cases.

    Raises:
        ConfigError: A column is missing or unknown, or the frame already has one of a
            name that is added.
        ModelError: The model cannot be used.
    """
    kind = _kind(frame)
    known = schema("articles").names
    for name in columns:
        if name not in known:
            raise unknown_name("column of articles", name, known)
    names = {name: f"{prefix}{name}" for name in (*columns, ERROR)}
    _require_free(frame, names.values())
    found = _analyse(frame, text, title, scorer, ("articles",))
    return _beside(frame, kind, _aligned(found, names, len(frame)))


def rows(
    frame: Any,
    table: str,
    text: str = "text",
    *,
    id: str | None = None,  # noqa: A002 - the column's name everywhere else
    title: str | None = None,
    scorer: Scorer | None = None,
) -> Any:
    """Return what was found in the texts, as a table of many rows per text.

    Args:
        frame: A data frame of pandas or polars.
        table: One of ``TABLES``, or ``errors``: the rows that could not be analysed.
        text: Column of the texts; null ones have no rows.
        id: Column of names to carry as ``id``; None: the row's number.
        title: Column of the headlines, where they do not stand in the text.
        scorer: The model and its options; None: the shipped model.

    Returns:
        A new frame of the same kind with the columns of ``docs/results.md``; ``row`` is
        the position in ``frame``, from 0.

    Raises:
        ConfigError: A column or table is unknown.
        ModelError: The model cannot be used.
    """
    kind = _kind(frame)
    if table not in (*TABLES, "errors"):
        raise unknown_name("table", table, (*TABLES, "errors"))
    found = _analyse(frame, text, title, scorer, (table,), id)
    return to_backend(to_table(found[table], schema(table)), kind)


def _kind(frame: Any) -> str:
    """Return which library a frame is of."""
    kind = type(frame).__module__.partition(".")[0]
    if kind not in BACKENDS or not hasattr(frame, "columns"):
        raise ConfigError(
            f"a {type(frame).__name__} is no data frame of {' or '.join(BACKENDS)}.",
            hint="Collect it into one first.",
        )
    return kind


def _require_free(frame: Any, names: Any) -> None:
    taken = [name for name in names if name in frame.columns]
    if taken:
        raise ConfigError(
            f"the frame already has a column {taken[0]!r}.",
            hint="Give the new ones another name, such as prefix='biascheck_'.",
        )


def _analyse(
    frame: Any,
    text: str,
    title: str | None,
    scorer: Scorer | None,
    tables: tuple[str, ...],
    id: str | None = None,  # noqa: A002 - as above
) -> dict[str, list[dict[str, Any]]]:
    """Return rows by table, their ``row`` being the position in the frame."""
    texts = _values(frame, text)
    titles = _values(frame, title) if title is not None else [None] * len(texts)
    ids = _values(frame, id) if id is not None else list(range(len(texts)))
    places = [at for at, value in enumerate(texts) if not _null(value)]
    items = tuple(_item(at, ids[at], texts[at], titles[at]) for at in places)
    wanted = (*tables, "errors")
    chosen = Scorer() if scorer is None else scorer
    if not items:
        return {table: [] for table in wanted}
    found = chosen(Block(0, 0, items)).tables
    return {
        table: [{**row, "row": places[row["row"]]} for row in found.get(table, ())]
        for table in wanted
    }


def _values(frame: Any, column: str) -> list[Any]:
    if column not in frame.columns:
        raise unknown_name("column", column, map(str, frame.columns))
    values = frame[column]
    if getattr(values, "ndim", 1) != 1:
        raise ConfigError(f"the frame has several columns {column!r}.", hint="Rename one.")
    return list(values)


def _null(value: Any) -> bool:
    """Return whether a value is null in either library: None, NaN, NA or NaT."""
    if isinstance(value, Real):
        return math.isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def _item(at: int, name: Any, text: Any, title: Any) -> Item:
    shown = str(at) if _null(name) else str(name)
    if not isinstance(text, str):
        error = InputError(
            f"the text is no text but a {type(text).__name__}.", source=f"{_SOURCE} {at}"
        )
        return BrokenItem(id=shown, source=_SOURCE, line=at, error=error)
    told = None if _null(title) else str(title)
    return TextItem(id=shown, source=_SOURCE, line=at, text=text, title=told)


def _aligned(
    found: dict[str, list[dict[str, Any]]], names: dict[str, str], height: int
) -> pa.Table:
    """Return the added columns, a row for each of the frame's."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = [{} for _ in range(height)]
    for row in found["articles"]:
        rows[row["row"]] = {new: row[old] for old, new in names.items() if old != ERROR}
    for row in found["errors"]:
        rows[row["row"]] = {names[ERROR]: row["message"]}
    known = schema("articles")
    kinds = {old: pa.string() if old == ERROR else known.field(old).type for old in names}
    return to_table(rows, pa.schema([(new, kinds[old]) for old, new in names.items()]))


def _beside(frame: Any, kind: str, added: pa.Table) -> Any:
    made = to_backend(added, kind)
    if kind == "polars":
        return frame.hstack(made)
    made.index = frame.index
    return require(kind).concat([frame, made], axis="columns")
