"""What a rule says about one place of an article, and what a run says about its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biascheck.lint.places import Place
    from biascheck.lint.severity import Severity
    from biascheck.types import Notice, Provenance, Span


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a rule found, before a profile says how serious it is.

    Attributes:
        span: The words in question.
        message: One line for the author, safe to show.
        certainty: A probability or share in [0, 1] that passed the rule's threshold; None
            where the rule has none.
        evidence: Words of the text or plain facts behind it, strongest first.
        anchor: Text by which the finding is known again when lines move.
    """

    span: Span
    message: str
    certainty: float | None
    evidence: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A suspicion with its rule, its severity and its place.

    ``fingerprint`` does not change when lines move; see ``biascheck.lint.fingerprints``.
    """

    span: Span
    code: str
    rule: str
    severity: Severity
    message: str
    certainty: float | None
    evidence: tuple[str, ...]
    place: Place
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Linted:
    """One file after linting.

    Attributes:
        path: As it was named.
        profile: The profile that held.
        findings: What is to be shown, in the order of the text.
        ignored: How many findings comments in the text took away.
        known: How many findings the baseline took away.
        notices: What the author should know about comments that had no effect.
        provenance: The model behind it.
    """

    path: str
    profile: str
    findings: tuple[Finding, ...]
    ignored: int = 0
    known: int = 0
    notices: tuple[Notice, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be linted, and why."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """All files of one run; ``version`` is that of biascheck."""

    files: tuple[Linted, ...]
    failures: tuple[Failure, ...]
    version: str
