"""Deleting evidence, and as much else at random, and analysing the article again each time."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from biascheck.evaluation.faithfulness.decisions import (
    KINDS,
    sentence_decisions,
    word_decisions,
)
from biascheck.evaluation.faithfulness.deletion import delete_sentences, delete_words
from biascheck.types import Document, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.evaluation.faithfulness.decisions import Decision, Kind
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Report, Span

DRAWS: Final = 3  # random deletions of each decision
MOST: Final = 4  # decisions of each kind from one article
SEED: Final = 13


@dataclass(frozen=True, slots=True)
class Trial:
    """What deletions did to one decision; falls are of its score, positive for lower.

    ``named`` and ``drawn`` are the falls when the evidence is deleted, and when as much
    else is (mean over the draws). ``only_named`` and ``only_drawn`` are the falls when all
    is deleted but the evidence, and all but as much else; None for stances, which are read
    off mentions and do not need the rest.

    Source: comprehensiveness and sufficiency of DeYoung et al. 2020, "ERASER", section 4.
    """

    kind: Kind
    named: float
    drawn: float
    only_named: float | None
    only_drawn: float | None


def run_trials(
    document: Document,
    model: Model,
    *,
    draws: int = DRAWS,
    most: int = MOST,
    seed: int = SEED,
) -> tuple[tuple[Trial, ...], dict[Kind, int]]:
    """Return the trials of one article, and by kind how many decisions could not be tried.

    Args:
        document: The segmented article.
        model: The analyzer.
        draws: Random deletions of each decision, at least one.
        most: Decisions of each kind at most, drawn at random.
        seed: Of all draws, together with the article's text.
    """
    report = model.analyze(document)
    chance = random.Random(f"{seed} {document.article.text}")  # noqa: S311 - no secret
    trials, untold = [], dict.fromkeys(KINDS, 0)
    for decision in _chosen(report, most, chance):
        documents = list(_deletions(document, report, decision, draws, chance))
        before = cast("float", decision.score(_own(report, decision)))
        after = [decision.score(found) for found in model.analyze_many(documents)]
        if None in after:
            untold[decision.kind] += 1
        else:
            falls = [before - value for value in after if value is not None]
            trials.append(_trial(decision.kind, falls, draws))
    return tuple(trials), untold


def _chosen(report: Report, most: int, chance: random.Random) -> Iterator[Decision[Any]]:
    found: list[Decision[Any]] = [*word_decisions(report), *sentence_decisions(report)]
    for kind in KINDS:
        ours = [decision for decision in found if decision.kind == kind]
        yield from chance.sample(ours, min(most, len(ours)))


def _own(report: Report, decision: Decision[Any]) -> Report:
    """Return the report with the decision's target alone, as it is analysed again."""
    if decision.target is None:
        return report
    return replace(report, stances=(report.stances[decision.target],))


def _deletions(
    document: Document, report: Report, decision: Decision[Any], draws: int, chance: random.Random
) -> Iterator[Document]:
    """Yield the article without the evidence, without the draws, then with only either."""
    k = len(decision.named)
    drawn = [tuple(chance.sample(decision.others, k)) for _ in range(draws)]
    targets: tuple[Target, ...] = ()
    if decision.target is not None:
        stance = report.stances[decision.target]
        targets = (Target(stance.target, stance.kind, stance.mentions),)
    plain = replace(document, targets=targets)
    for gone in (decision.named, *drawn):
        yield _without(plain, decision, gone)
    if decision.kind != "stances":
        everything = (*decision.named, *decision.others)
        for kept in (decision.named, drawn[0]):
            yield _without(plain, decision, [it for it in everything if it not in kept])


def _without(document: Document, decision: Decision[Any], gone: Sequence[Any]) -> Document:
    if decision.sentence is not None:
        return delete_words(document, cast("Sequence[Span]", gone))
    return delete_sentences(document, frozenset(gone))


def _trial(kind: Kind, falls: Sequence[float], draws: int) -> Trial:
    named, *rest = falls
    only_named, only_drawn = rest[draws:] if len(rest) > draws else (None, None)
    return Trial(kind, named, sum(rest[:draws]) / draws, only_named, only_drawn)
