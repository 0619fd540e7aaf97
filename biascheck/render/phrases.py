"""Numbers and decisions in words, the same in every format that people read.

An unknown number is a dash and its reason, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from biascheck.render.harmless import inline
from biascheck.types import count_words

if TYPE_CHECKING:
    from biascheck.types import DimensionResult, Passage, Report, Score, Stance, VoiceStance

DASH: Final = "–"
_SCORE_NAMES: Final = {"loaded_per_1000": "Loaded words per 1,000"}
_SHARES: Final = ("opinion_share",)
_STANCE_SIGNS: Final = {"positive": "+", "neutral": "=", "negative": "-", "uncertain": "?"}

# A voice counts as leaning from here on; as in the Stance labels of a whole report,
# where the model's own threshold applies, this is only a word for a number.
_LEANING: Final = 0.2
_EVIDENCE: Final = 5  # words behind a passage


def score_name(name: str) -> str:
    """Return a score's name as a reader would write it."""
    return _SCORE_NAMES.get(name, name.replace("_", " ").capitalize())


def percent(share: float) -> str:
    """Return a share in [0, 1] as per cent; the extremes only where they are exact."""
    if 0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1:
        return ">99 %"
    return f"{share:.0%}".replace("%", " %")


def score_value(score: Score | None) -> str:
    """Return the value in the score's own unit, or a dash."""
    if score is None or score.value is None:
        return DASH
    if score.unit == "share" or (score.unit is None and score.name in _SHARES):
        return percent(score.value)
    if score.name == "neutrality":
        return f"{score.value:.0f}"
    if score.range is not None and score.range[0] < 0:
        return f"{score.value:+.2f}"
    return f"{score.value:.2f}" if abs(score.value) < 10 else f"{score.value:.0f}"


def missing(score: Score | None) -> str:
    """Return why there is no value: the score's reason, or that it was not computed."""
    return "not computed" if score is None else inline(score.reason or "no reason given")


def genre(report: Report) -> str:
    """Return the genre with its probabilities in one line."""
    if report.genre is None:
        return f"{DASH}  (not asked for)"
    told = {
        "news": "news",
        "opinion": "opinion",
        "mixed": "mixed, news that carries opinion",
    }[report.genre.label]
    probabilities = report.genre.probabilities
    numbers = ", ".join(f"{name} {percent(probabilities[name])}" for name in probabilities)
    return f"{told}  ({numbers})"


def percentile(score: Score) -> str:
    """Return how the neutrality compares with the reference, or that there is none."""
    if score.percentile is None:
        return "no reference to compare with"
    return f"more neutral than {score.percentile:.0f} % of reference news reports"


def because(score: Score) -> str:
    """Return what moved the score most, at most three things."""
    return "; ".join(inline(it).strip() for it in score.contributions[:3])


def opinions(report: Report) -> tuple[Passage, ...]:
    """Return the opinion passages, the most certain first."""
    found = (passage for passage in report.passages if passage.role == "opinion")
    return tuple(sorted(found, key=lambda passage: (-passage.probability, passage.index)))


def evidence(report: Report, passage: Passage) -> str:
    """Return the words that made a passage opinion, strongest first; "" for other roles."""
    if passage.role != "opinion":
        return ""
    labels = report.labels[passage.first : passage.last + 1]
    words = [word for label in labels for word in label.evidence if word.decision == "opinion"]
    words.sort(key=lambda word: (-word.weight, word.span))
    distinct = dict.fromkeys(inline(word.text).strip() for word in words)
    return f"because: {', '.join(list(distinct)[:_EVIDENCE])}" if distinct else ""


def opinion(report: Report) -> str:
    """Return the opinion share and how many passages hold it."""
    score = report.scores.get("opinion_share")
    if score is None or score.value is None:
        return f"{DASH}  ({missing(score)})"
    return f"{score_value(score)} of the words, in {plural(len(opinions(report)), 'passage')}"


def loaded(report: Report) -> str:
    """Return the rate of loaded words and the strongest of them."""
    score = report.scores.get("loaded_per_1000")
    if score is None or score.value is None:
        return f"{DASH}  ({missing(score)})"
    if not report.loaded:
        return f"{score_value(score)} per 1,000 in the author's voice"
    strongest = sorted(report.loaded, key=lambda word: (-word.score, word.span))
    distinct = dict.fromkeys(inline(word.text).strip() for word in strongest)
    words = ", ".join(list(distinct)[:3])
    return f"{score_value(score)} per 1,000 in the author's voice: {words}"


def voice(stance: VoiceStance) -> str:
    """Return one voice's stance: sign, word, number, and over how many mentions."""
    if stance.score is None:
        return f"{DASH} (no mention)" if not stance.n else f"{DASH} ({stance.n}, uncertain)"
    word = "neutral"
    if abs(stance.score) >= _LEANING:
        word = "positive" if stance.score > 0 else "negative"
    return f"{_STANCE_SIGNS[word]} {word} {stance.score:+.2f} ({stance.n})"


def author_voice(stance: Stance) -> str:
    """Return the author's stance under the label that the model's threshold gave it."""
    if stance.author.score is None:
        return voice(stance.author)
    sign = _STANCE_SIGNS[stance.label]
    return f"{sign} {stance.label} {stance.author.score:+.2f} ({stance.author.n})"


def plural(number: int, noun: str) -> str:
    """Return ``3 passages``, ``1 passage``, ``no passage``."""
    if number == 0:
        return f"no {noun}"
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def dimension(result: DimensionResult) -> str:
    """Return what a dimension of another package found: its words and numbers, in order."""
    if result.values is None:
        return f"{DASH}  ({inline(result.reason or 'no reason given').strip()})"
    told = [
        f"{inline(key).strip()} {_plain(value)}"
        for key, value in result.values.items()
        if isinstance(value, (str, int, float))
    ]
    return ", ".join(told) or "only in --format json"


def _plain(value: str | float) -> str:
    if isinstance(value, str):
        return inline(value).strip()
    return f"{value:.2f}" if isinstance(value, float) else str(value).lower()


def origin(report: Report) -> str:
    """Return where the article comes from and how long it is."""
    article = report.article
    parts = [
        inline(article.source).strip(),
        f"{count_words(article.text):,} words",
        plural(len(report.sentences), "sentence"),
        inline(article.language) if article.language else "language unknown",
    ]
    return " · ".join(parts)


def provenance(report: Report) -> str:
    """Return model, version, checksum and runtime in one line."""
    model = report.provenance
    options = ", ".join(f"{key}={_option(value)}" for key, value in model.options.items())
    parts = [f"{model.name} {model.version}", f"sha256 {model.sha256[:12]}", model.runtime, options]
    return inline(" · ".join(part for part in parts if part))


def _option(value: Any) -> Any:
    """Return an option; of a checkpoint that serves a dimension, its name and version."""
    if isinstance(value, Mapping):
        return f"{value.get('name')} {value.get('version')}"
    return value
