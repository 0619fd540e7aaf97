"""A user's own labelled rows as a corpus of the mixture: JSON Lines as ``evaluate`` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.cases import Case, article, document_sizes, gather, sentences_document
from biascheck.evaluation.rows import Unreadable, read_lines, read_rows
from biascheck.evaluation.tasks import load_task
from biascheck.evaluation.tasks.stance import stance_document
from biascheck.labels import FRAMES, ROLES, STANCES
from biascheck.segmentation.sentences import segment
from biascheck.training.example import Example, Mention, Source, fixed_source
from biascheck.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

# Tasks whose rows label sentences with yes or no -> what they say about the sentence.
_YES_OR_NO: Final = {
    "subjectivity": "subjective",
    "attribution": "attributed",
    "loaded": "loaded",
    "boilerplate": "boilerplate",
}
# The axes behind the roles, as in our own articles, see ``corpora.gold``.
_AXES: Final = {"subjective": "opinion", "attributed": "quote", "boilerplate": "boilerplate"}
TASKS: Final = (*_YES_OR_NO, "role", "genre", "frames", "stance")


def load_own(name: str, path: Path, task: str) -> Source:
    """Load a file of the user's as a corpus.

    Args:
        name: What the recipe calls it.
        path: The rows, JSON Lines, plain or gzipped.
        task: What they label, one of ``TASKS``.

    Raises:
        DataError: The file cannot be read, holds no row, or a row is malformed; names
            file and line, and how many more rows are.
    """
    found = list(read_rows(read_lines(path), load_task(task).gold))
    lost = [row for row in found if isinstance(row, Unreadable)]
    if lost:
        more = f" ({len(lost) - 1} more rows cannot be read)" if len(lost) > 1 else ""
        raise DataError(
            f"this row is no label of the task {task!r}: {lost[0].cause}{more}.",
            source=f"{path}:{lost[0].line}",
            hint=f"`biascheck evaluate {task} {path}` names every such row.",
        )
    rows = [row for row in found if not isinstance(row, Unreadable)]
    if not rows:
        raise DataError("the file holds no row.", source=str(path))
    if task in {*_YES_OR_NO, "role"}:
        cases: Iterator[Case[Any]] = gather(rows, document_sizes(rows))
    else:
        cases = (Case((row,)) for row in rows)
    return fixed_source(name, [path], [_example(name, task, case) for case in cases])


def _example(name: str, task: str, case: Case[Any]) -> Example:
    if task in _YES_OR_NO or task == "role":
        return _sentences(name, task, case)
    (row,) = case.rows
    if task == "stance":
        stance = tuple(float(row.gold.label == i) for i in range(len(STANCES)))
        mention = Mention(row.gold.spans, stance)  # type: ignore[arg-type]
        return Example(stance_document(case), name, mentions=(mention,))
    whole = article(row.text, row)
    document = Document(whole, segment(whole.text, whole.title_span))
    if task == "genre":
        return Example(document, name, genre=float(row.gold))
    return Example(document, name, frames=_frames(row.gold))


def _sentences(name: str, task: str, case: Case[Any]) -> Example:
    document = sentences_document(case, blocks=task == "boilerplate")
    gold = np.array([row.gold for row in case.rows], dtype=np.int64)
    if task != "role":
        yes = gold.astype(np.float32)
        return Example(document, name, sentence_targets={_YES_OR_NO[task]: yes})
    axes = {axis: (gold == ROLES.index(role)).astype(np.float32) for axis, role in _AXES.items()}
    return Example(document, name, sentence_targets=axes, roles=gold)


def _frames(gold: Any) -> NDArray[np.float32]:
    """Return the frames ``[15]``, NaN where they are not annotated."""
    return np.array(
        [float(f in gold.present) if f in gold.scored else np.nan for f in FRAMES],
        dtype=np.float32,
    )
