"""Framing: which of the 15 issue-generic policy frames the article uses, with evidence.

Measures: which considerations the text brings to its issue, multi-label, for the
article and for each paragraph. Does not measure: frames specific to one issue, or
whether a frame is apt.

Source: Policy Frames Codebook, Boydstun, Card, Gross, Resnik, Smith 2014; Card et al.,
ACL 2015. The article's logit is the log-mean-exp of its sentences' logits (Pinheiro,
Collobert 2015, eq. 6), so a few clear sentences suffice, and they are the evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.heads import HeadSpec
from biascheck.labels import FRAMES
from biascheck.types import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context

VERSION = 1
AFTER = ("role",)
HEADS = (HeadSpec("framing", "unit", FRAMES, hidden=192),)
_EVIDENCE = 3


def annotate(context: Context) -> tuple[Frame, ...]:
    """Return all 15 frames, the most probable first."""
    judge = context.judge
    content = content_of(context)
    units = context.logits("framing")
    read = units[content]
    headline = context.headline_logits("framing")
    if headline is not None:
        read = np.concatenate([headline, read])
    scores = judge.probability("framing", log_mean_exp(read))
    threshold = judge.threshold("framing")
    paragraphs = _paragraphs(context, units, content)
    frames = [
        Frame(
            frame=name,
            score=float(scores[i]),
            present=bool(scores[i] >= judge.threshold(f"framing.{name}", threshold)),
            evidence=_evidence(units[:, i], content),
            paragraphs=tuple((number, float(found[i])) for number, found in paragraphs),
        )
        for i, name in enumerate(FRAMES)
    ]
    return tuple(sorted(frames, key=lambda frame: -frame.score))


def content_of(context: Context) -> NDArray[np.bool_]:
    """Return which sentences the frames are read from ``[S]``: all but boilerplate."""
    roles = context.results["role"].roles
    content = np.array([role != "boilerplate" for role in roles], dtype=np.bool_)
    if not content.any():
        content[:] = True
    return content


def log_mean_exp(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the smooth maximum over sentences ``[S, k] -> [k]``."""
    top = logits.max(axis=0)
    return np.asarray(top + np.log(np.exp(logits - top).mean(axis=0)), dtype=np.float32)


def _evidence(logits: NDArray[np.float32], content: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the sentences that argue most for the frame, best first."""
    order = np.argsort(-np.where(content, logits, -np.inf), kind="stable")[:_EVIDENCE]
    return tuple(int(i) for i in order if content[i])


def _paragraphs(
    context: Context, units: NDArray[np.float32], content: NDArray[np.bool_]
) -> list[tuple[int, NDArray[np.float32]]]:
    """Return the frame probabilities ``[15]`` of every paragraph that holds content."""
    numbers = np.array([sentence.paragraph for sentence in context.sentences])
    found = []
    for number in dict.fromkeys(numbers[content].tolist()):
        inside = content & (numbers == number)
        found.append((number, context.judge.probability("framing", log_mean_exp(units[inside]))))
    return found
