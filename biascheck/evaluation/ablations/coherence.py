"""How much should neighbouring sentences support each other in reporting or in opinion?

Nothing is fitted: the model's own heads judge ``gold/dev``, and only the strength of
``dimensions.role.cohere`` differs.

Source: Rabiner 1989, "A Tutorial on Hidden Markov Models", section III A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.dimensions.role import COHERENCE
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import gold_sentences, role_measures
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.labels import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context
    from biascheck.evaluation.protocols.protocol import Request

# .6 is the log-odds by which neighbours in our training articles share a role.
_STRENGTHS = (0.0, COHERENCE, 0.6)


def _named(strength: float) -> str:
    return f"{strength:g} log-odds"


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    dev = gold_sentences(request.data, "dev")
    request.say(f"reading {len(dev.documents)} articles")
    logits = np.concatenate([_role_logits(c) for c in analyzer.contexts(dev.documents)])
    measures = {_named(s): role_measures(dev, logits, s) for s in _STRENGTHS}
    found = compare("gold/dev", "sentences", measures, _named(COHERENCE))
    return Outcome((found,), f"the model {analyzer.provenance.name}", analyzer.provenance)


def _role_logits(context: Context) -> NDArray[np.float32]:
    """Return the calibrated logits of the roles ``[S, 4]``, each sentence by itself."""
    judge = context.judge
    logits = judge.calibrated("role", judge.logits("role", context.logits("axes")))
    offsets = [judge.threshold(f"role.{role}", 0.0) for role in ROLES]
    return logits + np.array(offsets, dtype=np.float32)


ABLATION = Ablation(
    name="coherence",
    asks="How much should neighbours support each other's role?",
    fitted="nothing; the model's own heads are read.",
    shipped=_named(COHERENCE),
    run=_run,
)
