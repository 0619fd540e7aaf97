"""The deletion test over a file of articles, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.bootstrap import Measure, measure
from biascheck.evaluation.cases import Case, article, document_sizes, gather, sentences_document
from biascheck.evaluation.faithfulness.decisions import KINDS
from biascheck.evaluation.faithfulness.trials import DRAWS, MOST, SEED, run_trials
from biascheck.evaluation.metrics.arrays import ratio
from biascheck.evaluation.result import measured_dict, model_dict
from biascheck.evaluation.rows import Unreadable, read_lines, read_rows
from biascheck.segmentation.sentences import segment
from biascheck.types import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.evaluation.bootstrap import Measured
    from biascheck.evaluation.faithfulness.decisions import Kind
    from biascheck.evaluation.faithfulness.trials import Trial
    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Provenance

METRICS: Final = ("gain", "named", "random", "named_more", "only_named", "only_random")


@dataclass(frozen=True, slots=True)
class Tried:
    """The decisions of one kind: how many were tried, how many could not be, and metrics.

    ``named`` and ``random`` are mean falls of the score when the evidence, or as much else,
    is deleted; ``gain`` is their difference, ``named_more`` the share of decisions where the
    evidence weighs more. ``only_named`` and ``only_random`` are the falls when only the
    evidence, or only as much else, is left.
    """

    n: int
    untold: int
    metrics: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """How faithful the evidence of a model's reports is on one file."""

    file: str
    articles: int
    unreadable: tuple[Unreadable, ...]
    decisions: Mapping[Kind, Tried]
    draws: int
    most: int
    seed: int
    model: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``--format json`` prints."""
        return {
            "task": "faithfulness",
            "file": self.file,
            "n": self.articles,
            "unreadable": len(self.unreadable),
            "decisions": {
                kind: {"n": it.n, "untold": it.untold, "metrics": measured_dict(it.metrics)}
                for kind, it in self.decisions.items()
            },
            "draws": self.draws,
            "per_article": self.most,
            "seed": self.seed,
            "model": model_dict(self.model),
            "unreadable_rows": [{"line": u.line, "cause": u.cause} for u in self.unreadable],
        }


def measure_faithfulness(
    path: Path,
    model: Model,
    *,
    draws: int = DRAWS,
    most: int = MOST,
    seed: int = SEED,
    on_article: Callable[[int], None] = lambda _: None,
) -> Faithfulness:
    """Run the deletion test on every article of a file.

    Args:
        path: JSON Lines with ``id`` and ``text``; rows that share ``doc_id`` and have an
            ``index`` are the sentences of one article.
        model: The analyzer.
        draws: Random deletions of each decision, at least one.
        most: Decisions of each kind from one article at most.
        seed: Of the draws.
        on_article: Told that one more article is done.

    Raises:
        DataError: If the file or all of its rows cannot be read.
    """
    lost: list[Unreadable] = []
    trials: list[tuple[int, Trial]] = []
    untold = dict.fromkeys(KINDS, 0)
    articles = 0
    for document in _documents(path, lost):
        found, missed = run_trials(document, model, draws=draws, most=most, seed=seed)
        trials.extend((articles, trial) for trial in found)
        for kind in KINDS:
            untold[kind] += missed[kind]
        articles += 1
        on_article(1)
    if not articles:
        cause = lost[0].cause if lost else "the file is empty"
        hint = "A row needs id and text, for instance the whole text of an article."
        raise DataError(f"no article can be read: {cause}.", source=str(path), hint=hint)
    tried = {
        kind: _tried([(i, t) for i, t in trials if t.kind == kind], articles, untold[kind])
        for kind in KINDS
    }
    return Faithfulness(
        str(path), articles, tuple(lost), tried, draws, most, seed, model.provenance
    )


def _documents(path: Path, lost: list[Unreadable]) -> Iterator[Document]:
    """Yield the articles of a file; rows that cannot be read are put into ``lost``."""
    sizes = document_sizes(read_rows(read_lines(path), lambda _: None))

    def readable() -> Iterator[Any]:
        for row in read_rows(read_lines(path), lambda _: None):
            if isinstance(row, Unreadable):
                lost.append(row)
            else:
                yield row

    for case in gather(readable(), sizes):
        yield _document(case)


def _document(case: Case[None]) -> Document:
    row = case.rows[0]
    if row.document is not None:
        return sentences_document(case)
    whole = article(row.text, row)
    return Document(whole, segment(whole.text, whole.title_span))


def _tried(trials: Sequence[tuple[int, Trial]], n_articles: int, untold: int) -> Tried:
    """Return the metrics of one kind; articles are the clusters of the bootstrap."""
    clusters = np.array([i for i, _ in trials], dtype=np.int64)
    named = np.array([t.named for _, t in trials])
    drawn = np.array([t.drawn for _, t in trials])
    columns = {
        "gain": named - drawn,
        "named": named,
        "random": drawn,
        "named_more": (named > drawn).astype(np.float64),
        "only_named": _column([t.only_named for _, t in trials]),
        "only_random": _column([t.only_drawn for _, t in trials]),
    }
    measures = [_mean(name, clusters, columns[name]) for name in METRICS]
    return Tried(len(trials), untold, measure(measures, n_articles))


def _column(values: Sequence[float | None]) -> FloatArray:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _mean(name: str, clusters: Any, values: FloatArray) -> Measure:
    def compute(weights: FloatArray) -> FloatArray:
        return ratio(weights @ values, weights.sum(axis=1))

    return Measure(name, clusters, compute, "not measured for these decisions")
