"""Episodic or thematic: does the article tell a case, or does it explain an issue?

Measures: whether the article presents its issue by a single event or the fate of a few
people (episodic), or by trends, causes, context and policy (thematic).

Does not measure: whether either is apt, or which issue it is. Most news mixes both; the
probability says which prevails.

Source: Iyengar 1991, "Is Anyone Responsible? How Television Frames Political Issues",
chapter 2. The head is linear on the mean of the article's token vectors, so the logit of
the article is the mean of its sentences' logits, weighted by their length; the sentences
that move it most are its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.heads import HeadSpec

if TYPE_CHECKING:
    from biascheck.dimensions.context import Context

VERSION = 1
# The role tells the boilerplate, which an article's vector leaves out.
AFTER = ("role",)
# One output is a yes/no question, and its name is the label that means yes.
HEADS = (HeadSpec("episodic", "article", ("episodic",)),)
LABELS = ("episodic", "thematic")
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Framing:
    """``probability`` of episodic in [0, 1]; ``evidence`` are sentences, strongest first."""

    label: str
    probability: float
    evidence: tuple[int, ...]


def annotate(context: Context) -> Framing:
    """Decide which way of framing prevails, and which sentences argue most for it."""
    judge = context.judge
    logits = judge.logits("episodic", context.inputs(HEADS[0]))
    probability = float(judge.probability("episodic", logits)[0, 0])
    episodic = probability >= judge.threshold("episodic")
    argued = judge.logits("episodic", context.encoding.sentences)[:, 0]
    order = np.argsort(-argued if episodic else argued, kind="stable")
    roles = context.results["role"].roles
    evidence = [int(i) for i in order if roles[i] != "boilerplate"][:_EVIDENCE]
    return Framing(LABELS[0 if episodic else 1], probability, tuple(evidence))


def to_dict(result: Framing) -> dict[str, Any]:
    """Return the values that stand in the report under ``dimensions.episodic.result``."""
    return {
        "label": result.label,
        "probability": result.probability,
        "evidence": list(result.evidence),
    }
