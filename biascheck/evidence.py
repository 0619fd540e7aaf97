"""Evidence: the words that moved the decision about an opinion or a loaded sentence.

Two methods, each the one whose words, deleted from the text, lower the probability more
(``biascheck evaluate faithfulness``; compared in docs/method.md):

- opinion: erasure at the level of pooling, see ``encoder.erasure``. A word's weight is the
  fall of the log-odds of opinion without it.
- loaded: the model's own scores of words. A word's weight is its probability of being loaded.

Neither reads the text a second time. What a checkpoint decided in the place of the model's
heads has no evidence: neither method sees inside it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.dimensions.loaded import word_scores
from biascheck.dimensions.role import opinion_log_odds
from biascheck.encoder.erasure import Erasure
from biascheck.types import EvidenceWord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from biascheck.dimensions.context import Context
    from biascheck.types import Span

MAX_WORDS: Final = 5
# Words much weaker than the strongest explain little and are left out.
_LEAST_SHARE: Final = 0.2


def find_evidence(context: Context) -> dict[int, tuple[EvidenceWord, ...]]:
    """Return the evidence by sentence: words for opinion, then words for loaded."""
    found: dict[int, tuple[EvidenceWord, ...]] = {}
    for part in (_opinion(context), _loaded(context)):
        for sentence, words in part.items():
            found[sentence] = (*found.get(sentence, ()), *words)
    return found


def _opinion(context: Context) -> dict[int, tuple[EvidenceWord, ...]]:
    roles = context.results["role"].roles
    if "opinion" not in roles or context.is_served("axes") or context.is_served("role"):
        return {}
    erasure = Erasure(context.encoding)
    found = {}
    for sentence, group in groupby(context.words(), key=lambda word: word.sentence):
        if roles[sentence] == "opinion":
            words = list(group)
            odds = opinion_log_odds(context.judge, erasure.inputs(sentence, words))
            weights = (odds[0] - odds[1:]).tolist()
            spans = [word.span for word in words]
            found[sentence] = _strongest(context, "opinion", zip(spans, weights, strict=True))
    return found


def _loaded(context: Context) -> dict[int, tuple[EvidenceWord, ...]]:
    loaded = context.results.get("loaded")
    if loaded is None or context.is_served("loaded"):
        return {}
    chosen = context.results["role"].own_voice()
    chosen = chosen & (loaded.sentences >= context.judge.threshold("loaded"))
    if not np.any(chosen):
        return {}
    return {
        sentence: _strongest(context, "loaded", ((span, score) for span, score, _ in group))
        for sentence, group in groupby(word_scores(context), key=lambda row: row[2])
        if chosen[sentence]
    }


def _strongest(
    context: Context,
    decision: Literal["opinion", "loaded"],
    weighted: Iterable[tuple[Span, float]],
) -> tuple[EvidenceWord, ...]:
    """Return the words of the greatest weight; of equal ones the first in the text."""
    order = sorted(weighted, key=lambda row: (-row[1], row[0]))[:MAX_WORDS]
    least = _LEAST_SHARE * order[0][1]
    return tuple(
        EvidenceWord(span, context.article.text[span.start : span.end], weight, decision)
        for span, weight in order
        if weight > 0 and weight >= least
    )
