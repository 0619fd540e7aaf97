"""Role of each sentence: who says what kind of thing here?

Measures: ``reporting``, ``quote``, ``opinion`` or ``boilerplate``, from three axes that
are kept in the report: P(subjective) in the author's voice, P(attributed to a source)
and P(boilerplate). A second, tiny layer weighs the three axes into the four roles.

Does not measure: whether a statement is true, or whether an opinion is fair.

Source: the roles are this project's codebook (datasets/gold); the axes follow the
writer's and the source's voice of Wiebe, Wilson, Cardie 2005 and the attributions of
Pareti 2016. Boilerplate: Peters, Lecocq 2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.heads import AXES, HeadSpec, softmax
from biascheck.labels import ROLES
from biascheck.types import Passage, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context, Judge
    from biascheck.labels import Role

VERSION = 1
HEADS = (
    HeadSpec("axes", "sentence", AXES, hidden=192),
    HeadSpec("role", "axes", ROLES),
)
# A repeated headline is recognised by comparing texts; that is as good as certain.
_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of an article's S sentences.

    Attributes:
        probabilities: ``[S, 4]`` in the order of ``labels.ROLES``.
        subjective: P(subjective, in the author's voice) ``[S]``.
        attributed: P(the content belongs to a source) ``[S]``.
        roles: The most probable role of each sentence.
        passages: Runs of one role inside a paragraph.
    """

    probabilities: NDArray[np.float32]
    subjective: NDArray[np.float32]
    attributed: NDArray[np.float32]
    roles: tuple[Role, ...]
    passages: tuple[Passage, ...]

    def own_voice(self) -> NDArray[np.bool_]:
        """Return which sentences are in the author's voice (reporting or opinion), ``[S]``."""
        return np.array([role in {"reporting", "opinion"} for role in self.roles], dtype=np.bool_)


def annotate(context: Context) -> Roles:
    """Decide the role of every sentence and join neighbours into passages."""
    judge = context.judge
    axes = context.logits("axes")
    probabilities = softmax(_role_logits(judge, axes))
    for index in context.repeated:
        probabilities[index] = (1 - _CERTAIN) / 3
        probabilities[index, ROLES.index("boilerplate")] = _CERTAIN
    roles = tuple(ROLES[i] for i in probabilities.argmax(axis=1))
    return Roles(
        probabilities=probabilities,
        subjective=judge.probability("subjective", axes[:, 0]),
        attributed=judge.probability("attributed", axes[:, 1]),
        roles=roles,
        passages=tuple(_passages(context, roles, probabilities)),
    )


def _role_logits(judge: Judge, axes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return calibrated logits of the four roles from those of the axes, ``[n, 3] -> [n, 4]``."""
    offsets = [judge.threshold(f"role.{role}", 0.0) for role in ROLES]
    logits = judge.calibrated("role", judge.logits("role", axes))
    return logits + np.array(offsets, dtype=np.float32)


def opinion_log_odds(judge: Judge, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds of opinion for sentence inputs, ``[n, 2d] -> [n]``."""
    logits = _role_logits(judge, judge.logits("axes", inputs))
    opinion = ROLES.index("opinion")
    others = np.logaddexp.reduce(np.delete(logits, opinion, axis=1), axis=1)
    return np.asarray(logits[:, opinion] - others, dtype=np.float32)


def _passages(
    context: Context, roles: tuple[Role, ...], probabilities: NDArray[np.float32]
) -> list[Passage]:
    passages: list[Passage] = []
    runs = groupby(context.sentences, key=lambda s: (s.paragraph, roles[s.index]))
    for number, ((_, role), run) in enumerate(runs):
        inside = list(run)
        first, last = inside[0], inside[-1]
        column = probabilities[first.index : last.index + 1, ROLES.index(role)]
        passages.append(
            Passage(
                index=number,
                span=Span(first.start, last.end),
                role=role,
                probability=float(column.mean()),
                first=first.index,
                last=last.index,
            )
        )
    return passages
