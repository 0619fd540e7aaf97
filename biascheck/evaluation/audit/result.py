"""The result of an audit, its figures by name, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.evaluation.audit.bounds import Verdict, verdicts
from biascheck.evaluation.audit.changes import OVERALL
from biascheck.evaluation.result import model_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.evaluation.audit.changes import Change, Share
    from biascheck.evaluation.audit.drivers import Driver
    from biascheck.types import Provenance

SCHEMA: Final = "biascheck.audit/1"


@dataclass(frozen=True, slots=True)
class Audit:
    """How far the judgement depends on names and wording.

    Attributes:
        model: Which model it was.
        fingerprint: SHA-256 of the texts.
        n: Scope to its number of pairs.
        scores: Scope, score and family (``all`` first) to the change of the score.
        flips: Scope, label and family to the share of labels that flip.
        held: ``paraphrase``: share of pairs whose role, loaded label and stance label
            all stay; ``reversal``: share whose stance falls from the first to the
            second; by family.
        drivers: Names that move scores, the strongest of a score first.
    """

    model: Provenance
    fingerprint: str
    n: Mapping[str, int]
    scores: Mapping[str, Mapping[str, Mapping[str, Change]]]
    flips: Mapping[str, Mapping[str, Mapping[str, Share]]]
    held: Mapping[str, Mapping[str, Share]]
    drivers: tuple[Driver, ...]

    def figures(self) -> dict[str, float | None]:
        """Return the overall figures by name; of every one, higher is worse."""
        found: dict[str, float | None] = {}
        for scope, scores in self.scores.items():
            for score, changes in scores.items():
                found[f"{scope}.{score}.mean"] = changes[OVERALL].mean.value
        for scope, labels in self.flips.items():
            for label, flips in labels.items():
                found[f"{scope}.{label}.flips"] = flips[OVERALL].share.value
        for check, families in self.held.items():
            share = families[OVERALL].share.value
            found[f"{check}.failed"] = None if share is None else 1.0 - share
        return found

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The bounds, with whether each is kept."""
        return verdicts(self.figures())

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``--format json`` prints."""
        return {
            "schema": SCHEMA,
            "model": model_dict(self.model),
            "pairs_sha256": self.fingerprint,
            "n": dict(self.n),
            "bounds": [verdict.to_dict() for verdict in self.verdicts],
            "scores": _nested(self.scores),
            "flips": _nested(self.flips),
            "held": {check: _leaves(families) for check, families in self.held.items()},
            "drivers": [driver.to_dict() for driver in self.drivers],
        }


def _nested(scopes: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    return {
        scope: {name: _leaves(families) for name, families in measures.items()}
        for scope, measures in scopes.items()
    }


def _leaves(families: Mapping[str, Any]) -> dict[str, Any]:
    return {family: value.to_dict() for family, value in families.items()}
