"""An analyzer whose word decides: each sentence's probabilities follow from its words."""

from __future__ import annotations

from itertools import groupby

from biascheck.labels import FRAMES, ROLES
from biascheck.segmentation.sentences import segment
from biascheck.types import (
    Document,
    Frame,
    Genre,
    Passage,
    Provenance,
    Report,
    SentenceLabel,
    Span,
    Stance,
    VoiceStance,
)

PROVENANCE = Provenance("fake", "0", "0" * 64, "none", {})
CUES = {"shameful": "opinion", "said": "quote", "Share": "boilerplate"}


def role_of(text):
    return next((role for cue, role in CUES.items() if cue in text), "reporting")


def stance_of(text):
    if "praised" in text:
        return {"positive": 0.7, "neutral": 0.2, "negative": 0.1}
    if "blamed" in text:
        return {"positive": 0.1, "neutral": 0.2, "negative": 0.7}
    return {"positive": 0.2, "neutral": 0.6, "negative": 0.2}


def label(text):
    role = role_of(text)
    return SentenceLabel(
        role=role,
        probabilities={name: 0.7 if name == role else 0.1 for name in ROLES},
        subjective=0.9 if role == "opinion" else 0.2,
        attributed=0.8 if role == "quote" else 0.1,
        loaded=0.6 if role == "opinion" else 0.3,
    )


class FakeAnalyzer:
    """Reads ahead by two, as a batching analyzer does, and notes what it was given."""

    provenance = PROVENANCE

    def __init__(self):
        self.documents = []
        self.asked = []

    @classmethod
    def from_pretrained(
        cls, name=None, *, labels=None, device="cpu", dimensions=None, offline=False
    ):
        return cls()

    def analyze(self, article, *, targets=()):
        self.asked.append(tuple(targets))
        return self._report(article, targets)

    def analyze_many(self, articles, *, targets=()):
        ahead = []
        for article in articles:
            ahead.append(article)
            if len(ahead) == 2:
                yield from (self._report(a, targets) for a in ahead)
                ahead = []
        yield from (self._report(a, targets) for a in ahead)

    def stance_probabilities(self, documents):
        for document in documents:
            self.documents.append(document)
            yield [stance_of(document.article.text) for _ in document.targets]

    def _report(self, given, targets):
        self.documents.append(given)
        article = given.article if isinstance(given, Document) else given
        text = article.text
        whole = isinstance(given, Document)
        sentences = given.sentences if whole else segment(text, article.title_span)
        labels = tuple(label(text[s.start : s.end]) for s in sentences)
        opinion = 0.9 if any(one.role == "opinion" for one in labels) else 0.2
        return Report(
            article=article,
            sentences=sentences,
            labels=labels,
            genre=Genre("mixed" if "editors" in text else _genre(opinion), _two(opinion)),
            passages=tuple(_passages(sentences, labels)),
            loaded=(),
            quotes=(),
            frames=tuple(_frame(frame, text) for frame in FRAMES),
            stances=tuple(_stance(name, text) for name in targets if name in text),
            scores={},
            provenance=PROVENANCE,
        )


def _genre(opinion):
    return "opinion" if opinion >= 0.5 else "news"


def _two(opinion):
    return {"news": 1 - opinion, "opinion": opinion}


def _frame(frame, text):
    present = frame.split()[0].lower().strip(",") in text.lower()
    return Frame(frame, 0.8 if present else 0.1, present)


def _stance(name, text):
    found = stance_of(text)
    start = text.index(name)
    score = found["positive"] - found["negative"]
    return Stance(
        target=name,
        kind="person",
        mentions=(Span(start, start + len(name)),),
        score=score,
        label="uncertain",
        probabilities=found,
        harmed=None,
        author=VoiceStance(score, 1),
        quoted=VoiceStance(None, 0),
    )


def _passages(sentences, labels):
    pairs = zip(sentences, labels, strict=True)
    for number, ((_, role), group) in enumerate(
        groupby(pairs, lambda pair: (pair[0].paragraph, pair[1].role))
    ):
        run = [sentence for sentence, _ in group]
        span = Span(run[0].start, run[-1].end)
        yield Passage(number, span, role, 0.7, run[0].index, run[-1].index)
