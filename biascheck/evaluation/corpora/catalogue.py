"""Which corpora are evaluation files of which task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.errors import unknown_name
from biascheck.evaluation.corpora import (
    articles,
    babe,
    ccf,
    dragnet,
    gold,
    gvfc,
    mpqa,
    newssd,
    polnear,
    seesaw,
    stance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A corpus in the form of a task.

    Attributes:
        task: Name of the task.
        corpus: Name of the corpus.
        rows: Yields its training or dev rows.
        selection: Whether its rows are a selection from another corpus of the task, so
            that a file of all corpora does not hold them twice.
    """

    task: str
    corpus: str
    rows: Callable[[Path, Split], Iterator[JsonRow]]
    selection: bool = False


# The files on our own articles stand together, so that these are encoded once.
CORPORA: Final = (
    CorpusFile("subjectivity", "mpqa", mpqa.subjectivity),
    CorpusFile("subjectivity", "newssd", newssd.subjectivity),
    CorpusFile("attribution", "polnear", polnear.attribution),
    CorpusFile("loaded", "babe", babe.loaded),
    CorpusFile("boilerplate", "dragnet", dragnet.boilerplate),
    CorpusFile("genre", "articles", articles.genre),
    CorpusFile("role", "gold", gold.role),
    CorpusFile("subjectivity", "gold", gold.subjectivity),
    CorpusFile("attribution", "gold", gold.attribution),
    CorpusFile("boilerplate", "gold", gold.boilerplate),
    CorpusFile("passages", "gold", gold.passages),
    CorpusFile("passages", "gold-news", gold.news_passages, selection=True),
    CorpusFile("frames", "gold", gold.frames),
    CorpusFile("frames", "ccf", ccf.frames),
    CorpusFile("frames", "gvfc", gvfc.frames),
    CorpusFile("stance", "newsmtsc", stance.newsmtsc),
    CorpusFile("stance", "dse", stance.dse),
    CorpusFile("stance-article", "seesaw", seesaw.stance_article),
    CorpusFile("stance-article", "gold", gold.stance_article),
)


def corpora_of(task: str, corpus: str | None = None) -> tuple[CorpusFile, ...]:
    """Return the corpora of a task, or the one of this name.

    Raises:
        ConfigError: If the task has no corpus, or none of this name.
    """
    found = tuple(c for c in CORPORA if c.task == task)
    if not found:
        raise unknown_name("task", task, {c.task for c in CORPORA})
    if corpus is None:
        return found
    chosen = tuple(c for c in found if c.corpus == corpus)
    if not chosen:
        raise unknown_name("corpus", corpus, {c.corpus for c in found})
    return chosen
