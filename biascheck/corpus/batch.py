"""Batches of other frameworks: a table of texts in, a table of articles out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from biascheck.corpus.block import Block
from biascheck.corpus.item import BrokenItem, TextItem
from biascheck.errors import ConfigError, InputError
from biascheck.results.schema import single_schema
from biascheck.results.single import outcome_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from biascheck.corpus.item import Item
    from biascheck.corpus.scorer import Scorer

# A batch knows neither its place in the corpus nor the other batches.
_UNKNOWN: Final = (
    "row",
    "duplicate_of",
    "duplicate_of_id",
    "duplicate_kind",
    "similarity",
)
SOURCE: Final = "batch"


def batch_schema() -> pa.Schema:
    """Return the columns of what ``score_batch`` gives back."""
    import pyarrow as pa

    return pa.schema(field for field in single_schema() if field.name not in _UNKNOWN)


def score_batch(scorer: Scorer, batch: Any) -> Any:
    """Analyse a batch; see ``Scorer.score_batch``.

    Raises:
        ConfigError: There is no column ``text``, or the batch is of an unknown kind.
        ModelError: The model cannot be used.
    """
    given = _table(batch)
    if "text" not in given.column_names:
        have = ", ".join(given.column_names) or "none"
        raise ConfigError(f"the batch has no column 'text' (columns: {have}).")
    items = tuple(_items(given))
    tables = scorer(Block(0, 0, items)).tables if items else {}
    return _like(batch, list(outcome_rows(tables)))


def _table(batch: Any) -> pa.Table:
    import pyarrow as pa

    if isinstance(batch, dict):
        return pa.table({name: list(values) for name, values in batch.items()})
    if isinstance(batch, pa.RecordBatch):
        return pa.Table.from_batches([batch])
    if isinstance(batch, pa.Table):
        return batch
    if type(batch).__module__.partition(".")[0] == "pandas":
        return pa.Table.from_pandas(batch, preserve_index=False)
    raise ConfigError(
        f"a batch cannot be a {type(batch).__name__}.",
        hint="Give a dict of columns, a pandas data frame or a pyarrow table.",
    )


def _like(batch: Any, rows: list[dict[str, Any]]) -> Any:
    """Return rows as what the batch is."""
    import pyarrow as pa

    kind = pa.RecordBatch if isinstance(batch, pa.RecordBatch) else pa.Table
    made = kind.from_pylist(rows, schema=batch_schema())
    if isinstance(batch, dict):
        return made.to_pydict()
    return made if isinstance(batch, (pa.RecordBatch, pa.Table)) else made.to_pandas()


def _items(table: pa.Table) -> Iterator[Item]:
    known = [name for name in ("id", "text", "title") if name in table.column_names]
    for number, row in enumerate(table.select(known).to_pylist()):
        yield _item(number, row)


def _item(number: int, row: Mapping[str, Any]) -> Item:
    name = str(number) if row.get("id") is None else str(row["id"])
    text, title = row["text"], row.get("title")
    if not isinstance(text, str):
        error = InputError("the text is no text.", source=f"{SOURCE}:{number + 1}")
        return BrokenItem(id=name, source=SOURCE, line=number + 1, error=error)
    told = None if title is None else str(title)
    return TextItem(id=name, source=SOURCE, line=number + 1, text=text, title=told)
