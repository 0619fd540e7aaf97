"""A report as JSON values, and back: the contract ``biascheck.report/1``.

Outside programs rely on these names. Keys may be added; none changes its meaning
without a new schema number. ``report.schema.json`` beside this file says the same
for validators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError
from biascheck.types import (
    Article,
    DimensionResult,
    EvidenceWord,
    Frame,
    Genre,
    LoadedWord,
    Notice,
    Passage,
    Provenance,
    Quote,
    Report,
    Score,
    Sentence,
    SentenceLabel,
    Span,
    Stance,
    VoiceStance,
    count_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA: Final = "biascheck.report/1"

# Every report has these; it may have more.
SCORES: Final = (
    "neutrality",
    "opinion_share",
    "loaded_per_1000",
    "stance_balance",
    "source_balance",
    "headline_gap",
)


def to_dict(report: Report) -> dict[str, Any]:
    """Return the report as JSON values; spans are ``start``/``end`` or ``[start, end]``."""
    return {
        "schema": SCHEMA,
        "article": _article(report),
        "genre": _genre(report.genre),
        "sentences": [
            _sentence(sentence, label)
            for sentence, label in zip(report.sentences, report.labels, strict=True)
        ],
        "passages": [_passage(passage) for passage in report.passages],
        "loaded": [_loaded(word) for word in report.loaded],
        "quotes": [_quote(quote) for quote in report.quotes],
        "frames": [_frame(frame) for frame in report.frames],
        "stances": [_stance(stance) for stance in report.stances],
        "scores": {name: _score(score) for name, score in report.scores.items()},
        "dimensions": {name: _dimension(it) for name, it in report.dimensions.items()},
        "model": _provenance(report.provenance),
        "warnings": [_notice(notice) for notice in report.notices],
    }


def from_dict(data: Mapping[str, Any]) -> Report:
    """Return the report that ``to_dict`` wrote.

    Raises:
        DataError: The value has another schema, or lacks a key of this one.
    """
    schema = data.get("schema")
    if schema != SCHEMA:
        raise DataError(
            f"this is no report of schema {SCHEMA} (its schema: {schema!r}).",
            hint="Write it anew with this version: biascheck analyze --format json.",
        )
    try:
        return _read_report(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"the report is malformed ({type(error).__name__}: {error}).",
            hint="Compare it with biascheck/render/report.schema.json.",
        ) from error


def _article(report: Report) -> dict[str, Any]:
    article = report.article
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "title_span": _pair(article.title_span),
        "language": article.language,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "n_characters": len(article.text),
        "n_words": count_words(article.text),
        "n_sentences": len(report.sentences),
        "text": article.text,
        "notices": [_notice(notice) for notice in article.notices],
    }


def _genre(genre: Genre | None) -> dict[str, Any] | None:
    if genre is None:
        return None
    return {"label": genre.label, "probabilities": dict(genre.probabilities)}


def _sentence(sentence: Sentence, label: SentenceLabel) -> dict[str, Any]:
    return {
        "index": sentence.index,
        "start": sentence.start,
        "end": sentence.end,
        "role": label.role,
        "probabilities": dict(label.probabilities),
        "subjective": label.subjective,
        "attributed": label.attributed,
        "loaded": label.loaded,
        "speaker": label.speaker,
        "paragraph": sentence.paragraph,
        "evidence": [_evidence(word) for word in label.evidence],
    }


def _evidence(word: EvidenceWord) -> dict[str, Any]:
    return {
        "start": word.span.start,
        "end": word.span.end,
        "text": word.text,
        "weight": word.weight,
        "for": word.decision,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "index": passage.index,
        "start": passage.span.start,
        "end": passage.span.end,
        "role": passage.role,
        "probability": passage.probability,
        "sentences": [passage.first, passage.last],
    }


def _loaded(word: LoadedWord) -> dict[str, Any]:
    return {
        "start": word.span.start,
        "end": word.span.end,
        "text": word.text,
        "score": word.score,
        "sentence": word.sentence,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": quote.speaker,
        "speaker_span": _pair(quote.speaker_span),
        "cue": quote.cue,
        "direct": quote.direct,
        "sentence": quote.sentence,
    }


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "frame": frame.frame,
        "score": frame.score,
        "present": frame.present,
        "evidence": list(frame.evidence),
        "paragraphs": [[number, score] for number, score in frame.paragraphs],
    }


def _stance(stance: Stance) -> dict[str, Any]:
    probabilities = stance.probabilities
    return {
        "target": stance.target,
        "kind": stance.kind,
        "mentions": [_pair(span) for span in stance.mentions],
        "score": stance.score,
        "label": stance.label,
        "probabilities": None if probabilities is None else dict(probabilities),
        "harmed": stance.harmed,
        "author": {"score": stance.author.score, "n": stance.author.n},
        "quoted": {"score": stance.quoted.score, "n": stance.quoted.n},
        "evidence": list(stance.evidence),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "value": score.value,
        "percentile": score.percentile,
        "reason": score.reason,
        "unit": score.unit,
        "range": None if score.range is None else [_finite(bound) for bound in score.range],
        "direction": score.direction,
        "formula": score.formula,
        "contributions": list(score.contributions),
    }


def _finite(bound: float) -> float | None:
    """Return the bound, or None where there is none: JSON has no infinity."""
    return None if bound in (float("inf"), float("-inf")) else bound


def _dimension(result: DimensionResult) -> dict[str, Any]:
    return {
        "version": result.version,
        "package": result.package,
        "result": None if result.values is None else _plain(result.values),
        "reason": result.reason,
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "name": provenance.name,
        "version": provenance.version,
        "sha256": provenance.sha256,
        "runtime": provenance.runtime,
        "options": _plain(provenance.options),
        "dimensions": dict(provenance.dimensions),
    }


def _plain(value: Any) -> Any:
    """Return an option's value with the containers that JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _notice(notice: Notice) -> dict[str, str]:
    return {"code": notice.code, "message": notice.message}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _read_report(data: Mapping[str, Any]) -> Report:
    return Report(
        article=_read_article(data["article"]),
        sentences=tuple(
            Sentence(item["index"], _read_span(item), item["paragraph"])
            for item in data["sentences"]
        ),
        labels=tuple(_read_label(item) for item in data["sentences"]),
        genre=None if data["genre"] is None else Genre(**data["genre"]),
        passages=tuple(_read_passage(item) for item in data["passages"]),
        loaded=tuple(
            LoadedWord(_read_span(item), item["text"], item["score"], item["sentence"])
            for item in data["loaded"]
        ),
        quotes=tuple(_read_quote(item) for item in data["quotes"]),
        frames=tuple(_read_frame(item) for item in data["frames"]),
        stances=tuple(_read_stance(item) for item in data["stances"]),
        scores={name: _read_score(name, item) for name, item in data["scores"].items()},
        provenance=_read_provenance(data["model"]),
        notices=_read_notices(data["warnings"]),
        dimensions={
            name: DimensionResult(item["version"], item["package"], item["result"], item["reason"])
            for name, item in data.get("dimensions", {}).items()
        },
    )


_PROVENANCE: Final = ("name", "version", "sha256", "runtime", "options")


def _read_provenance(item: Mapping[str, Any]) -> Provenance:
    known = {key: item[key] for key in _PROVENANCE}
    return Provenance(**known, dimensions=item.get("dimensions", {}))


def _read_article(item: Mapping[str, Any]) -> Article:
    return Article(
        text=item["text"],
        id=item["id"],
        source=item["source"],
        title=item["title"],
        title_span=_read_pair(item.get("title_span")),
        outlet=item.get("outlet"),
        url=item.get("url"),
        published=item.get("published"),
        language=item["language"],
        notices=_read_notices(item.get("notices", ())),
    )


def _read_label(item: Mapping[str, Any]) -> SentenceLabel:
    keys = ("role", "probabilities", "subjective", "attributed", "loaded", "speaker")
    evidence = tuple(
        EvidenceWord(_read_span(word), word["text"], word["weight"], word["for"])
        for word in item.get("evidence", ())
    )
    return SentenceLabel(**{key: item[key] for key in keys}, evidence=evidence)


def _read_passage(item: Mapping[str, Any]) -> Passage:
    first, last = item["sentences"]
    return Passage(item["index"], _read_span(item), item["role"], item["probability"], first, last)


def _read_quote(item: Mapping[str, Any]) -> Quote:
    return Quote(
        span=_read_span(item),
        speaker=item["speaker"],
        speaker_span=_read_pair(item["speaker_span"]),
        cue=item["cue"],
        direct=item["direct"],
        sentence=item["sentence"],
    )


def _read_frame(item: Mapping[str, Any]) -> Frame:
    paragraphs = tuple((number, score) for number, score in item.get("paragraphs", ()))
    return Frame(item["frame"], item["score"], item["present"], tuple(item["evidence"]), paragraphs)


def _read_stance(item: Mapping[str, Any]) -> Stance:
    return Stance(
        target=item["target"],
        kind=item["kind"],
        mentions=tuple(Span(start, end) for start, end in item["mentions"]),
        score=item["score"],
        label=item["label"],
        probabilities=item["probabilities"],
        harmed=item["harmed"],
        author=VoiceStance(item["author"]["score"], item["author"]["n"]),
        quoted=VoiceStance(item["quoted"]["score"], item["quoted"]["n"]),
        evidence=tuple(item["evidence"]),
    )


def _read_score(name: str, item: Mapping[str, Any]) -> Score:
    bounds = item.get("range")
    return Score(
        name=name,
        value=item["value"],
        percentile=item["percentile"],
        reason=item["reason"],
        unit=item.get("unit"),
        range=None if bounds is None else _read_bounds(bounds),
        direction=item.get("direction"),
        formula=item.get("formula"),
        contributions=tuple(item.get("contributions", ())),
    )


def _read_bounds(bounds: Sequence[float | None]) -> tuple[float, float]:
    low, high = bounds
    return (float("-inf") if low is None else low, float("inf") if high is None else high)


def _read_span(item: Mapping[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def _read_pair(pair: Sequence[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _read_notices(items: Sequence[Mapping[str, str]]) -> tuple[Notice, ...]:
    return tuple(Notice(item["code"], item["message"]) for item in items)


# Characters that JSON allows in a string, but that a terminal obeys (C1 controls,
# bidirectional overrides) or that line readers take for the end of a line.
_ACTIVE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escape(text: str) -> str:
    """Return JSON text with its active characters written as Unicode escapes.

    Such characters occur only inside strings, where the escape means the same; lone
    surrogates, which no file can hold, are escaped with them.
    """
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
