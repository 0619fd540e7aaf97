"""Measuring a model on controlled pairs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError
from biascheck.evaluation.audit.changes import collect, label_flips, score_changes, shares
from biascheck.evaluation.audit.drivers import drivers
from biascheck.evaluation.audit.judgement import judge
from biascheck.evaluation.audit.pairs import fingerprint
from biascheck.evaluation.audit.result import Audit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.evaluation.audit.changes import Share
    from biascheck.evaluation.audit.judgement import Auditable, Judgement
    from biascheck.evaluation.audit.pairs import Pair, Scope
    from biascheck.evaluation.audit.templates import Version

_CHANGING: Final[tuple[Scope, ...]] = ("sentence", "article", "paraphrase")


def measure(analyzer: Auditable, pairs: Sequence[Pair]) -> Audit:
    """Return how far the judgement changes where only names or wording do.

    Args:
        analyzer: The model, with all dimensions.
        pairs: Such as ``audit_pairs`` makes; a scope without pairs is left out.

    Raises:
        ConfigError: If there are no pairs.
    """
    if not pairs:
        raise ConfigError("there are no pairs to audit.", hint="Make them with audit_pairs().")
    judged = judge(analyzer, pairs)
    by_scope: dict[Scope, list[Pair]] = {}
    for pair in pairs:
        by_scope.setdefault(pair.scope, []).append(pair)
    changing = {scope: by_scope[scope] for scope in _CHANGING if scope in by_scope}
    return Audit(
        model=analyzer.provenance,
        fingerprint=fingerprint(pairs),
        n=Counter(pair.scope for pair in pairs),
        scores={scope: score_changes(some, judged) for scope, some in changing.items()},
        flips={scope: label_flips(some, judged) for scope, some in changing.items()},
        held=_held(by_scope, judged),
        drivers=drivers(by_scope.get("sentence", []), judged),
    )


def _held(
    by_scope: Mapping[Scope, Sequence[Pair]], judged: Mapping[Version, Judgement]
) -> dict[str, dict[str, Share]]:
    """Return the share of pairs that a check finds as they should be."""

    def same(pair: Pair) -> list[float]:
        return [float(judged[pair.first].labels == judged[pair.second].labels)]

    def falls(pair: Pair) -> list[float]:
        better, worse = (judged[v].scores["stance"][0] for v in (pair.first, pair.second))
        assert better is not None
        assert worse is not None
        return [float(better > worse)]

    checks = {"paraphrase": same, "reversal": falls}
    return {
        scope: shares(collect(by_scope[scope], checks[scope]))
        for scope in by_scope
        if scope in checks
    }
