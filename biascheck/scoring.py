"""Scores: plain arithmetic on annotations, in the author's voice only.

Every score states its range, its direction, how it is computed and when it is undefined;
an undefined score is None with a reason, never 0. No score judges an outlet from one
article, and none guesses a political side.

Source of the parts: shares and rates per 1,000 words are the usual normalisations of
content analysis (Krippendorff 2018, ch. 11); evenness is Pielou 1966. The weights of
``neutrality`` are this project's choice, printed with each report.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biascheck.types import Score, Span, count_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.types import LoadedWord, Quote, Sentence, Stance

# Beyond this rate loaded words cost no more; by then the factor is 0.
_LOADED_TOP = 100.0
# What the worst stance balance and the largest headline gap can take away.
_STANCE_WEIGHT = 0.4
_HEADLINE_WEIGHT = 0.2
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the scores are computed from; None for a dimension that was not asked for.

    Attributes:
        text: The article's text.
        sentences: Its sentences.
        roles: The role of each sentence.
        loaded: Loaded words in the author's voice.
        quotes: Attributed content.
        stances: Stance towards each target.
        headline: Headline gap and, where there is none, the reason.
    """

    text: str
    sentences: Sequence[Sentence]
    roles: Sequence[str]
    loaded: Sequence[LoadedWord] | None
    quotes: Sequence[Quote]
    stances: Sequence[Stance] | None
    headline: tuple[float | None, str | None] | None


def compute_scores(
    evidence: Evidence, reference: Mapping[str, Sequence[float]]
) -> dict[str, Score]:
    """Return all scores by name.

    Args:
        evidence: The annotations.
        reference: Score name to its ascending quantiles among reference news reports.
    """
    words = _words_by_role(evidence)
    scores = {
        "opinion_share": opinion_share(words),
        "loaded_per_1000": loaded_per_1000(evidence, words),
        "stance_balance": stance_balance(evidence.stances),
        "source_balance": source_balance(evidence),
        "headline_gap": headline_gap(evidence.headline),
    }
    scores = {"neutrality": neutrality(scores), **scores}
    return {name: _placed(score, reference.get(name)) for name, score in scores.items()}


def _words_by_role(evidence: Evidence) -> dict[str, int]:
    words: dict[str, int] = defaultdict(int)
    for sentence, role in zip(evidence.sentences, evidence.roles, strict=True):
        words[role] += count_words(evidence.text[sentence.start : sentence.end])
    return words


def opinion_share(words: Mapping[str, int]) -> Score:
    """Share of the article's words that are the author's opinion, boilerplate excluded.

    Range: [0, 1]; higher is less neutral. Undefined: no words outside boilerplate.
    """
    total = sum(n for role, n in words.items() if role != "boilerplate")
    blank = Score(
        "opinion_share",
        None,
        unit="share",
        range=(0.0, 1.0),
        direction="higher: more of the text is the author's opinion",
        formula="words in opinion sentences / words outside boilerplate",
    )
    if not total:
        return replace(blank, reason="the article has no words outside boilerplate")
    return replace(blank, value=words.get("opinion", 0) / total)


def loaded_per_1000(evidence: Evidence, words: Mapping[str, int]) -> Score:
    """Loaded words per 1,000 words of the author's voice.

    Range: [0, 1000]; higher is less neutral. Undefined: no words in the author's voice.
    """
    own = words.get("reporting", 0) + words.get("opinion", 0)
    blank = Score(
        "loaded_per_1000",
        None,
        unit="per 1,000 words",
        range=(0.0, 1000.0),
        direction="higher: more loaded wording",
        formula="1,000 x loaded words / words in reporting and opinion sentences",
    )
    if evidence.loaded is None:
        return replace(blank, reason="the dimension 'loaded' was not asked for")
    if not own:
        return replace(blank, reason="the article has no words in the author's voice")
    return replace(blank, value=1000.0 * _loaded_words(evidence, evidence.loaded) / own)


def _loaded_words(evidence: Evidence, loaded: Sequence[LoadedWord]) -> int:
    """Return how many words, as ``count_words`` cuts them, a loaded word or phrase touches."""
    by_sentence: dict[int, list[Span]] = defaultdict(list)
    for word in loaded:
        by_sentence[word.sentence].append(word.span)
    touched = 0
    for number, spans in by_sentence.items():
        sentence = evidence.sentences[number]
        for match in _WORD.finditer(evidence.text, sentence.start, sentence.end):
            if any(span.overlaps(Span(*match.span())) for span in spans):
                touched += count_words(match.group())
    return touched


def stance_balance(stances: Sequence[Stance] | None) -> Score:
    """One minus the mean strength of the author's stance, weighted by mentions.

    Range: [0, 1]; 1 is even-handed, 0 wholly for or against. Undefined: no target is
    mentioned in the author's voice.
    """
    blank = Score(
        "stance_balance",
        None,
        range=(0.0, 1.0),
        direction="higher: less for or against anyone",
        formula="1 - mean of |author's stance score| over targets, weighted by mentions",
    )
    if stances is None:
        return replace(blank, reason="the dimension 'stance' was not asked for")
    heard = [(s.author.score, s.author.n) for s in stances if s.author.score is not None]
    total = sum(n for _, n in heard)
    if not total:
        return replace(blank, reason="no target is mentioned in the author's voice")
    return replace(blank, value=1.0 - sum(abs(score) * n for score, n in heard) / total)


def source_balance(evidence: Evidence) -> Score:
    """Evenness of the quoted words over the named speakers (Pielou's J).

    Range: [0, 1]; 1 all speakers have equal room, 0 a single speaker. Undefined: nobody
    who could be named is quoted. Source: Pielou 1966.
    """
    blank = Score(
        "source_balance",
        None,
        range=(0.0, 1.0),
        direction="higher: the quoted speakers have more equal room",
        formula="entropy of quoted words over named speakers / log(number of speakers)",
    )
    room: dict[str, int] = defaultdict(int)
    for quote in evidence.quotes:
        if quote.speaker is not None:
            room[quote.speaker] += count_words(evidence.text[quote.span.start : quote.span.end])
    sizes = [n for n in room.values() if n]
    if not sizes:
        return replace(blank, reason="no named speaker is quoted")
    if len(sizes) == 1:
        return replace(blank, value=0.0)
    shares = [n / sum(sizes) for n in sizes]
    entropy = -sum(share * math.log(share) for share in shares)
    return replace(blank, value=min(1.0, entropy / math.log(len(sizes))))


def headline_gap(headline: tuple[float | None, str | None] | None) -> Score:
    """How much more loaded and subjective the headline is than the body.

    Range: [-1, 1]; above 0 the headline says more than the body. Undefined: no headline,
    or no body in the author's voice.
    """
    blank = Score(
        "headline_gap",
        None,
        range=(-1.0, 1.0),
        direction="above 0: the headline is more loaded or judging than the body",
        formula="mean of (headline - body) for P(loaded) and P(subjective)",
    )
    if headline is None:
        return replace(blank, reason="the dimension 'headline' was not asked for")
    return replace(blank, value=headline[0], reason=headline[1])


def neutrality(scores: Mapping[str, Score]) -> Score:
    """Combine the author's-voice scores into one number.

    Range: [0, 100]; higher is more neutral. A part that is undefined is left out.
    Undefined: the opinion share is.
    """
    blank = Score(
        "neutrality",
        None,
        range=(0.0, 100.0),
        direction="higher: more neutral",
        formula=(
            "100 x (1 - opinion_share) x (1 - min(loaded_per_1000, 100) / 100)"
            f" x (1 - {_STANCE_WEIGHT} x (1 - stance_balance))"
            f" x (1 - {_HEADLINE_WEIGHT} x max(0, headline_gap)); unknown parts left out"
        ),
    )
    share = scores["opinion_share"]
    if share.value is None:
        return replace(blank, reason=share.reason)
    factors = _factors(scores)
    value = 100.0 * math.prod(factor for _, factor in factors)
    told = sorted((factor, words) for words, factor in factors if factor < 0.995)
    return replace(blank, value=value, contributions=tuple(words for _, words in told))


def _factors(scores: Mapping[str, Score]) -> list[tuple[str, float]]:
    """Return what each known part leaves of 1, with the part in words."""
    share = scores["opinion_share"].value or 0.0
    found = [(f"{share:.0%} of the words are opinion", 1.0 - share)]
    loaded = scores["loaded_per_1000"].value
    if loaded is not None:
        told = f"{loaded:.0f} loaded words per 1,000"
        found.append((told, 1.0 - min(loaded, _LOADED_TOP) / 100.0))
    balance = scores["stance_balance"].value
    if balance is not None:
        told = f"stance of strength {1 - balance:.2f} towards its targets"
        found.append((told, 1.0 - _STANCE_WEIGHT * (1.0 - balance)))
    gap = scores["headline_gap"].value
    if gap is not None:
        told = f"the headline goes {gap:.2f} beyond the body"
        found.append((told, 1.0 - _HEADLINE_WEIGHT * max(0.0, gap)))
    return found


def _placed(score: Score, quantiles: Sequence[float] | None) -> Score:
    """Add the percentile among the reference reports."""
    if score.value is None or not quantiles:
        return score
    lower = bisect_left(quantiles, score.value)
    return replace(score, percentile=100.0 * lower / len(quantiles))
