"""Reports made by hand, so that output can be tested without a model."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biascheck.labels import FRAMES, ROLES
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
)

if TYPE_CHECKING:
    from biascheck.labels import Role

EXAMPLES = Path(__file__).parent.parent / "examples"
TITLE = "Harbour Bridge reopens nine months late as council orders inquiry into cost"
FURNITURE = ("Listen to", "Share this", "Read more", "Sign up", "3 comments", "Log in", "©")
SAID = re.compile(r'"|\b(said|told|rejected|according to)\b')
EVIDENCE = {"squandered": 0.42, "precious": 0.17, "deserve": 0.31}
LOADED = {"squandered": 0.94, "any competent office": 0.71, "hides behind": 0.83}
PROVENANCE = Provenance("standard", "1.0", "5f1c" * 16, "onnx int8", {"device": "cpu"})


def harbour_bridge() -> Report:
    """Return a report on the first example, as a good model would write it."""
    text = (EXAMPLES / "harbour-bridge.txt").read_text(encoding="utf-8")
    article = Article(
        text=text,
        id="harbour-bridge",
        source="examples/harbour-bridge.txt",
        title=TITLE,
        title_span=Span(0, len(TITLE)),
        language="en",
    )
    sentences = tuple(_sentences(text))
    labels = tuple(_label(text, sentence) for sentence in sentences)
    return Report(
        article=article,
        sentences=sentences,
        labels=labels,
        genre=Genre("mixed", {"news": 0.81, "opinion": 0.19}),
        passages=tuple(_passages(sentences, labels)),
        loaded=tuple(_loaded(text, sentences)),
        quotes=tuple(_quotes(text, sentences)),
        frames=_frames(text, sentences),
        stances=tuple(_stances(text, sentences)),
        scores=_scores(),
        provenance=PROVENANCE,
        notices=(
            Notice("title-repeated", "The headline stands twice; its repetition is ignored."),
        ),
    )


def added(report: Report) -> Report:
    """Return the report with what three dimensions of other packages say."""
    known = {"label": "episodic", "probability": 0.8312, "evidence": [2, 1], "sure": True}
    results = {
        "episodic": DimensionResult(1, "biascheck-episodic 0.1.0", known),
        "mood": DimensionResult(3, "moods 1.0", None, "the model has no head 'mood'"),
        "a_long_dimension_name": DimensionResult(2, "moods 1.0", {"counts": [1, 2]}),
    }
    return replace(report, dimensions=results)


def bare(text: str = "It rained.", **changes: Any) -> Report:
    """Return the smallest report on a text of one sentence, with some fields changed."""
    sentence = Sentence(0, Span(0, len(text)), 0)
    label = SentenceLabel("reporting", _probabilities("reporting"), 0.1, 0.1)
    report = Report(
        article=Article(text=text),
        sentences=(sentence,),
        labels=(label,),
        genre=None,
        passages=(Passage(0, sentence.span, "reporting", 0.9, 0, 0),),
        loaded=(),
        quotes=(),
        frames=(),
        stances=(),
        scores={name: Score(name, None, reason="too short") for name in _scores()},
        provenance=PROVENANCE,
    )
    return replace(report, **changes)


def _sentences(text: str) -> list[Sentence]:
    found = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        for match in re.finditer(r'\S.*?(?:[.!?]"?(?=\s[A-Z"])|$)', line[0]):
            start = line.start() + match.start()
            found.append(Sentence(len(found), Span(start, start + len(match[0])), paragraph))
    return found


def _label(text: str, sentence: Sentence) -> SentenceLabel:
    words = text[sentence.start : sentence.end]
    paragraph = text[text.rfind("\n", 0, sentence.start) + 1 :]
    role: Role = "quote" if SAID.search(words) else "reporting"
    if paragraph.startswith("For years this council"):
        role = "opinion"
    if paragraph.startswith(FURNITURE) or (words == TITLE and sentence.start):
        role = "boilerplate"
    speaker = next((name for name in ("Voss", "Reyl", "Lindqvist") if name in words), None)
    return SentenceLabel(
        role=role,
        probabilities=_probabilities(role),
        subjective=0.91 if role == "opinion" else 0.08,
        attributed=0.93 if role == "quote" else 0.04,
        loaded=0.88 if any(word in words for word in LOADED) else 0.06,
        speaker=speaker if role == "quote" else None,
        evidence=_evidence(text, sentence) if role == "opinion" else (),
    )


def _evidence(text: str, sentence: Sentence) -> tuple[EvidenceWord, ...]:
    found = [(word, weight) for word, weight in EVIDENCE.items() if word in text]
    spans = [(_find(text, word), word, weight) for word, weight in found]
    return tuple(
        EvidenceWord(span, word, weight, "opinion")
        for span, word, weight in spans
        if sentence.span.contains(span)
    )


def _probabilities(role: Role) -> dict[str, float]:
    return {name: 0.88 if name == role else 0.04 for name in ROLES}


def _passages(sentences: tuple[Sentence, ...], labels: tuple[SentenceLabel, ...]) -> list[Passage]:
    found = []
    pairs = zip(sentences, labels, strict=True)
    for (_, role), group in groupby(pairs, lambda pair: (pair[0].paragraph, pair[1].role)):
        run = [sentence for sentence, _ in group]
        span = Span(run[0].start, run[-1].end)
        found.append(Passage(len(found), span, role, 0.88, run[0].index, run[-1].index))
    return found


def _loaded(text: str, sentences: tuple[Sentence, ...]) -> list[LoadedWord]:
    return [
        LoadedWord(span, word, score, _sentence_of(span, sentences))
        for word, score in LOADED.items()
        if (span := _find(text, word))
    ]


def _quotes(text: str, sentences: tuple[Sentence, ...]) -> list[Quote]:
    found = [
        ('"Nobody in this chamber', "Irena Voss", "said"),
        ('"We learned it', "Irena Voss", None),
        ("Divers found cracks", "Lorne & Hadley", "said"),
        ('"We reported what we saw', "Tomas Reyl", "said"),
        ("\"I don't care", "Marta Lindqvist", "said"),
    ]
    quotes = []
    for words, speaker, cue in found:
        sentence = _sentence_of(_find(text, words), sentences)
        span = sentences[sentence].span
        quotes.append(Quote(span, speaker, None, cue, words[0] == '"', sentence))
    return quotes


def _frames(text: str, sentences: tuple[Sentence, ...]) -> tuple[Frame, ...]:
    strong = {
        "Economic": (0.86, "The council voted"),
        "Capacity and resources": (0.74, '"Nobody in this chamber'),
        "Policy prescription and evaluation": (0.61, "For years this council"),
    }
    frames = []
    for name in FRAMES:
        score, words = strong.get(name, (0.07, None))
        evidence = (_sentence_of(_find(text, words), sentences),) if words else ()
        frames.append(Frame(name, score, score > 0.5, evidence))
    return tuple(sorted(frames, key=lambda frame: -frame.score))


def _stances(text: str, sentences: tuple[Sentence, ...]) -> list[Stance]:
    found = [
        ("the city council", "organisation", "council", -0.64, "negative", 5, -0.31, 2),
        ("Lorne & Hadley", "organisation", "Lorne & Hadley", 0.03, "neutral", 2, 0.22, 2),
        ("Irena Voss", "person", "Irena Voss", None, "uncertain", 0, 0.05, 1),
        ("Port Ellery", "place", "Port Ellery", 0.24, "uncertain", 1, None, 0),
        ("Tomas Reyl", "person", "Tomas Reyl", -0.02, "neutral", 1, None, 0),
    ]
    stances = []
    for target, kind, words, score, label, n, quoted, n_quoted in found:
        mentions = tuple(Span(*match.span()) for match in re.finditer(re.escape(words), text))
        probabilities = None
        if score is not None:
            rest = (1 - abs(score)) / 2
            probabilities = {"positive": rest, "neutral": rest, "negative": rest}
            probabilities["positive" if score > 0 else "negative"] += abs(score)
        stances.append(
            Stance(
                target=target,
                kind=kind,  # type: ignore[arg-type]
                mentions=mentions,
                score=score,
                label=label,  # type: ignore[arg-type]
                probabilities=probabilities,
                harmed=0.31 if kind == "place" else None,
                author=VoiceStance(score, n),
                quoted=VoiceStance(quoted, n_quoted),
                evidence=(_sentence_of(mentions[-1], sentences),),
            )
        )
    return stances


def _scores() -> dict[str, Score]:
    infinite = float("inf")
    neutral = "higher is more neutral"
    formula = "100 x (1 - opinion_share) x (1 - min(loaded_per_1000, 100) / 100)"
    because = (
        "16% of the words are opinion",
        "7 loaded words per 1,000",
        "stance of strength 0.21 towards its targets",
    )
    unknown = "fewer than two sources are quoted"
    return {
        "neutrality": Score(
            "neutrality", 62.4, 41.0, None, "points", (0, 100), neutral, formula, because
        ),
        "opinion_share": Score(
            "opinion_share",
            0.162,
            71.0,
            unit="share",
            range=(0, 1),
            direction="higher is more opinion",
            formula="words in opinion passages / words of the article",
        ),
        "loaded_per_1000": Score(
            "loaded_per_1000",
            7.4,
            64.0,
            unit="per 1,000 words",
            range=(0, infinite),
            direction="higher is more loaded",
        ),
        "stance_balance": Score("stance_balance", 0.79, None, range=(0, 1)),
        "source_balance": Score("source_balance", None, None, unknown, range=(0, 1)),
        "headline_gap": Score("headline_gap", 0.08, 48.0, range=(-1, 1)),
    }


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _sentence_of(span: Span, sentences: tuple[Sentence, ...]) -> int:
    return next(it.index for it in sentences if it.span.overlaps(span))
