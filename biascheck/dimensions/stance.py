"""Stance towards people, organisations, places and groups, the author's apart from sources'.

Measures: how the wording around each mention stands towards the target; the score of a
voice is P(positive) - P(negative) over its mentions. What an article as a whole says of a
target is another question than what a sentence does, and has a head of its own over the
same mentions. It weighs both voices: the author's decides, the sources' counts a fraction
(fitted, see ``training.voices``). ``harmed`` is the probability that the target is shown
as harmed by others.

Does not measure: the sentiment of the sentence. Bad news about a target is no stance
against it, and a victim is not opposed. Nor does it see irony reliably.

Source: target-dependent stance as in NewsMTSC (Hamborg, Donnay 2021) and SEESAW (Zhang
et al. 2022); voices as in this project's codebook; villains, heroes and victims as in
Frermann et al. 2023.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.heads import HeadSpec, softmax
from biascheck.labels import STANCES
from biascheck.types import Stance, VoiceStance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context
    from biascheck.labels import StanceLabel
    from biascheck.types import Span, Target

VERSION = 1
AFTER = ("role", "sourcing")
HEADS = (
    HeadSpec("stance", "mention", (*STANCES, "harmed"), hidden=768),
    HeadSpec("article_stance", "mention", STANCES, hidden=384),
)
# Without it, articles are decided by the head of mentions.
OPTIONAL = ("article_stance",)
_EVIDENCE = 3
# In whose voice a mention stands.
AUTHOR, SOURCE = 1, 2


def annotate(context: Context) -> tuple[Stance, ...]:
    """Return the stance towards each target of the article."""
    if not context.targets:
        return ()
    logits, whole = mention_logits(context), article_logits(context)
    numbers = np.concatenate(
        [np.full(len(target.mentions), i) for i, target in enumerate(context.targets)]
    ).astype(np.int64)
    voices = mention_voices(context)
    return tuple(
        _stance(context, target, (logits, whole), numbers == i, voices)
        for i, target in enumerate(context.targets)
    )


def mention_logits(context: Context, head: str = "stance") -> NDArray[np.float32]:
    """Return a head's raw logits (positive, neutral, negative, harmed) per mention, ``[K, 4]``."""
    if not len(context.encoding.mentions):
        return np.zeros((0, len(context.judge.specs[head].outputs)), dtype=np.float32)
    return context.logits(head)


def article_logits(context: Context) -> NDArray[np.float32]:
    """Return the raw logits (positive, neutral, negative) that articles are decided from.

    One row per mention, ``[K, 3]``.
    """
    own = "article_stance" in context.judge.specs and not context.is_served("stance")
    return mention_logits(context, "article_stance" if own else "stance")[:, :3]


def stance_probabilities(context: Context, logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return P(positive, neutral, negative) over some mentions' logits ``[n, 4] -> [3]``."""
    offsets = [context.judge.threshold(f"stance.{name}", 0.0) for name in STANCES]
    mean = context.judge.calibrated("stance", logits[:, :3].mean(axis=0))
    return softmax(mean + np.array(offsets, dtype=np.float32))


def stance_towards(context: Context) -> list[dict[str, float]]:
    """Return P(positive, neutral, negative) towards each target over all its mentions.

    Raises:
        ValueError: If a target has no mention.
    """
    logits = mention_logits(context)
    found = []
    first = 0
    for target in context.targets:
        last = first + len(target.mentions)
        if last == first:
            raise ValueError(f"the target {target.name!r} has no mention")
        values = stance_probabilities(context, logits[first:last])
        found.append({name: float(p) for name, p in zip(STANCES, values, strict=True)})
        first = last
    return found


def mention_voices(context: Context) -> NDArray[np.int64]:
    """Return ``AUTHOR`` or ``SOURCE`` for each mention, 0 in boilerplate."""
    roles = context.results["role"].roles
    quoted: dict[int, list[Span]] = {}
    for quote in context.results.get("sourcing", ()):
        quoted.setdefault(quote.sentence, []).append(quote.span)
    spans = [span for target in context.targets for span in target.mentions]
    voices = np.zeros(len(spans), dtype=np.int64)
    for i, span in enumerate(spans):
        sentence = int(context.encoding.mention_sentences[i])
        if sentence < 0 or roles[sentence] == "boilerplate":
            continue
        inside = any(quote.contains(span) for quote in quoted.get(sentence, ()))
        voices[i] = SOURCE if inside or roles[sentence] == "quote" else AUTHOR
    return voices


def _stance(
    context: Context,
    target: Target,
    read: tuple[NDArray[np.float32], NDArray[np.float32]],
    own: NDArray[np.bool_],
    voices: NDArray[np.int64],
) -> Stance:
    logits, whole = read
    author = own & (voices == AUTHOR)
    quoted = own & (voices == SOURCE)
    probabilities = _overall(context, whole[author], whole[quoted])
    heard = own & (voices > 0)
    harmed = (
        float(context.judge.probability("harmed", logits[heard][:, 3].mean()))
        if heard.any()
        else None
    )
    return Stance(
        target=target.name,
        kind=target.kind,
        mentions=target.mentions,
        score=_score(probabilities),
        label=_label(context, probabilities),
        probabilities=_named(probabilities),
        harmed=harmed,
        author=_voice(context, logits[author]),
        quoted=_voice(context, logits[quoted]),
        evidence=_evidence(context, whole, author if author.any() else quoted),
    )


def voice_means(author: NDArray[np.float32], quoted: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what the stance of the whole article is decided from, ``[2, 3]``.

    That is the mean logits of the author's mentions and of the sources'; zero where a
    voice does not mention the target.
    """
    rows = [v[:, :3].mean(axis=0) if len(v) else np.zeros(3, np.float32) for v in (author, quoted)]
    return np.asarray(rows, dtype=np.float32)


def _overall(
    context: Context, author: NDArray[np.float32], quoted: NDArray[np.float32]
) -> NDArray[np.float32] | None:
    """Return P(positive, neutral, negative) of the article towards a target.

    The author's voice decides; what sources say shifts it by a fitted, smaller weight.
    None where nobody mentions the target, or only sources in a model without that weight.
    """
    judge = context.judge
    weight = judge.threshold("stance.source_weight", 0.0)
    if not len(author) and not (len(quoted) and weight):
        return None
    place = "author" if len(author) else "source"
    offsets = [judge.threshold(f"stance.{place}.{name}", 0.0) for name in STANCES]
    scale = judge.threshold("stance.author_weight", judge.calibration.get("stance", (1.0,))[0])
    means = voice_means(author, quoted)
    return softmax(scale * means[0] + weight * means[1] + np.array(offsets, dtype=np.float32))


def _voice(context: Context, logits: NDArray[np.float32]) -> VoiceStance:
    if not len(logits):
        return VoiceStance(None, 0)
    return VoiceStance(_score(stance_probabilities(context, logits)), len(logits))


def _score(probabilities: NDArray[np.float32] | None) -> float | None:
    return None if probabilities is None else float(probabilities[0] - probabilities[2])


def _named(probabilities: NDArray[np.float32] | None) -> dict[str, float] | None:
    if probabilities is None:
        return None
    return {name: float(p) for name, p in zip(STANCES, probabilities, strict=True)}


def _label(context: Context, probabilities: NDArray[np.float32] | None) -> StanceLabel:
    """Return the most probable stance, "uncertain" below the abstention threshold."""
    if probabilities is None or probabilities.max() < context.judge.threshold("stance.sure"):
        return "uncertain"
    labels: dict[int, StanceLabel] = {0: "positive", 1: "neutral", 2: "negative"}
    return labels[int(probabilities.argmax())]


def _evidence(
    context: Context, logits: NDArray[np.float32], chosen: NDArray[np.bool_]
) -> tuple[int, ...]:
    """Return the sentences whose mention argues most for or against the target, best first.

    They are read as the article is: its stance is what they are the evidence of.
    """
    strength = np.abs(softmax(logits[:, :3])[:, [0, 2]] @ np.array([1.0, -1.0]))
    order = sorted(np.flatnonzero(chosen).tolist(), key=lambda i: -strength[i])
    sentences = dict.fromkeys(int(context.encoding.mention_sentences[i]) for i in order)
    return tuple(sentences)[:_EVIDENCE]
