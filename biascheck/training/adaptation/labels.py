"""The user's labelled rows: read, counted, checked, and the groups that folds keep whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError, unknown_name
from biascheck.evaluation.cases import Case, document_sizes, gather
from biascheck.evaluation.rows import Row, Unreadable, read_lines, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biascheck.training.adaptation.subjects import Subject

GROUPS: Final = ("outlet", "doc_id", "id")
# Fewer rows say nothing about a gain: with 20, the interval of an accuracy is 0.4 wide.
FEWEST_ROWS: Final = 20
# Outer folds need two groups to fit on, one to test on.
FEWEST_GROUPS: Final = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """The readable rows of a file.

    Attributes:
        cases: What is read together, in order.
        unreadable: The other rows.
        groups: Each row's group in the order of the cases ``[n]``.
        by: The field that names the groups.
        counts: How often each label occurs, in the scheme's order.
    """

    cases: tuple[Case[Any], ...]
    unreadable: tuple[Unreadable, ...]
    groups: tuple[str, ...]
    by: str
    counts: dict[str, int]

    @property
    def rows(self) -> tuple[Row[Any], ...]:
        """All rows, in the order of the cases."""
        return tuple(row for case in self.cases for row in case.rows)


def read_labels(subject: Subject, path: Path, group: str | None) -> Labels:
    """Read and check a file of labelled rows.

    Args:
        subject: What the rows label.
        path: JSON Lines, plain or gzipped.
        group: The field that folds keep whole; None: the outlet if all rows have one, else
            the document if all have one, else each row is alone.

    Raises:
        ConfigError: If the field is unknown.
        DataError: If the file cannot be read, or its rows are too few or too uniform to
            learn from.
    """
    if group is not None and group not in GROUPS:
        raise unknown_name("group", group, GROUPS)
    found = list(read_rows(read_lines(path), subject.gold))
    rows = [row for row in found if isinstance(row, Row)]
    lost = tuple(row for row in found if isinstance(row, Unreadable))
    if not rows:
        raise _nothing(subject, path, lost)
    if subject.unit == "sentence":
        cases = tuple(gather(rows, document_sizes(rows)))
    else:
        cases = tuple(Case((row,)) for row in rows)
    ordered = [row for case in cases for row in case.rows]
    by = group or _coarsest(ordered)
    groups = tuple(_group(row, by, path) for row in ordered)
    counts = _counts(subject, ordered)
    _check(subject, path, counts, len(rows), groups, by)
    return Labels(cases, lost, groups, by, counts)


def _nothing(subject: Subject, path: Path, lost: Sequence[Unreadable]) -> DataError:
    first = lost[0] if lost else None
    return DataError(
        f"no row can be read as a label of {subject.name!r}: "
        f"{first.cause if first else 'the file is empty'}.",
        source=f"{path}:{first.line}" if first else str(path),
        hint="docs/adapt.md shows the rows of every dimension.",
    )


def _coarsest(rows: Sequence[Row[Any]]) -> str:
    if all("outlet" in row.groups for row in rows):
        return "outlet"
    return "doc_id" if all(row.doc_id is not None for row in rows) else "id"


def _group(row: Row[Any], by: str, path: Path) -> str:
    """Return a row's group; rows that are read together are never parted."""
    if by == "id":
        return f"document {row.document}" if row.document else f"row {row.line}"
    value = row.groups.get("outlet") if by == "outlet" else row.doc_id
    if value is None:
        raise DataError(
            f"this row has no {by}, and the folds are to keep the {by} whole.",
            source=f"{path}:{row.line}",
            hint="Add it, or choose another field with --group.",
        )
    return value


def _counts(subject: Subject, rows: Sequence[Row[Any]]) -> dict[str, int]:
    if subject.scheme == "frames":
        found = Counter(frame for row in rows for frame in row.gold.present)
    else:
        found = Counter(subject.labels[label_of(row.gold)] for row in rows)
    return {label: found[label] for label in subject.labels}


def label_of(gold: Any) -> int:
    """Return the label's place; the gold of stance carries the target beside it."""
    return int(getattr(gold, "label", gold))


def _check(
    subject: Subject,
    path: Path,
    counts: dict[str, int],
    n: int,
    groups: Sequence[str],
    by: str,
) -> None:
    present = [label for label, count in counts.items() if count]
    if subject.scheme != "frames" and len(present) < 2:
        raise DataError(
            f"every row has the label {present[0]!r}.",
            source=str(path),
            hint="Add rows of another label: a head learns from the difference.",
        )
    if subject.scheme == "frames" and not present:
        raise DataError("no row has a frame.", source=str(path), hint="Add articles that use some.")
    if n < FEWEST_ROWS:
        raise DataError(
            f"there are {n} labelled rows; a gain cannot be told from fewer than {FEWEST_ROWS}.",
            source=str(path),
            hint="Label more; a few hundred are a good start.",
        )
    if len(set(groups)) < FEWEST_GROUPS:
        raise DataError(
            f"folds that keep every {by} whole need at least {FEWEST_GROUPS} of them, "
            f"there are {len(set(groups))}.",
            source=str(path),
            hint="Label texts of more, or choose a finer field with --group.",
        )
