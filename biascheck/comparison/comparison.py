"""What a comparison says: values, without the way to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

SCHEMA: Final = "biascheck.comparison/1"


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One group in one score.

    Attributes:
        group: Its name.
        n: Its articles (with ``match``: those in shared strata).
        n_known: Those that have a value.
        reasons: Why the others have none, and how many.
        mean: Of the values; None without any.
        low, high: Its 95 % bootstrap interval; None with fewer than two clusters.
        median: Of the values.
        g, g_low, g_high: Hedges' g against the reference, or all others; with 95 % interval.
        delta: Cliff's delta against the same.
        p: Corrected p-value of the difference of means.
        rank: From 1, the lowest mean; groups that are not apart share one. None: too small.
    """

    group: str
    n: int
    n_known: int
    reasons: dict[str, int]
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    g: float | None = None
    g_low: float | None = None
    g_high: float | None = None
    delta: float | None = None
    p: float | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreComparison:
    """All groups in one score.

    Attributes:
        score: Its name.
        groups: By their means, the lowest first; those without one last.
        apart: Pairs of groups whose means differ by the corrected test.
        verdict: What may be said, in a sentence.
    """

    score: str
    groups: tuple[GroupScore, ...]
    apart: tuple[tuple[str, str], ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that sets a group apart from the others.

    Attributes:
        group: The group.
        kind: ``word``, ``frame`` or ``target``.
        name: The word, frame or target.
        n: Its occurrences in the group: of a word uses, else articles.
        value: ``word``: log-odds ratio; ``frame``: difference of the shares of articles, -1
            to 1; ``target``: difference of the author's mean stance, -2 to 2.
        low, high: 95 % interval, widened for the number of traits looked at.
    """

    group: str
    kind: str
    name: str
    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups of a corpus side by side.

    Attributes:
        by: The column.
        reference: The group that all are compared with; None: each with all others.
        matched: The column whose mixture was made equal; None: none.
        strata: The strata that all groups share.
        left_out: Articles outside them.
        unknown: Articles without a group.
        minimum: Articles from which on a group is ranked.
        correction: ``holm`` or ``bh``.
        cluster: The column whose values are drawn together; None: articles.
        draws: Of the bootstrap and the permutation tests.
        seed: Of both.
        scores: One entry per score.
        traits: What sets groups apart, the surest first within a group and kind.
        notes: What the reader must know.
    """

    by: str
    reference: str | None
    matched: str | None
    strata: tuple[str, ...]
    left_out: int
    unknown: int
    minimum: int
    correction: str
    cluster: str | None
    draws: int
    seed: int
    scores: tuple[ScoreComparison, ...]
    traits: tuple[Trait, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values, as ``comparison.schema.json`` describes them."""
        return {"schema": SCHEMA, **asdict(self)}
