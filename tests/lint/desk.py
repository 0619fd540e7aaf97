"""An analyzer that reads marks instead of a model: a line is a sentence and a paragraph.

"shameful" makes a sentence opinion (.9), "slightly" an unsure one (.6), "squandered" is loaded
(.8), "poor" hardly (.3); a line in quotation marks is a quote.
"""

from __future__ import annotations

import re
from dataclasses import replace

from biascheck.reading.text import article_from_text
from biascheck.types import (
    EvidenceWord,
    LoadedWord,
    Passage,
    Sentence,
    SentenceLabel,
    Span,
)
from tests import reports

LOADED = {"squandered": 0.8, "poor": 0.3}


class Desk:
    """Analyses by the marks; a stand-in for the analyzer."""

    def analyze(self, article, *, targets=()):
        text = article.text
        sentences, labels, passages, loaded = [], [], [], []
        for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            span = Span(start, line.start() + len(line[0].rstrip()))
            number = len(sentences)
            sentences.append(Sentence(number, span, number))
            labels.append(_label(text, span))
            role, sure = labels[-1].role, max(labels[-1].probabilities.values())
            passages.append(Passage(number, span, role, sure, number, number))
            loaded += [
                LoadedWord(Span(*m.span()), m[0], LOADED[m[0]], number)
                for m in re.finditer("|".join(LOADED), text)
                if span.contains(Span(*m.span())) and role != "quote"
            ]
        return replace(
            reports.bare(text),
            article=article,
            sentences=tuple(sentences),
            labels=tuple(labels),
            passages=tuple(passages),
            loaded=tuple(loaded),
        )


def _label(text, span):
    words = text[span.start : span.end]
    certainty = 0.9 if "shameful" in words else 0.6 if "slightly" in words else 0.05
    role = "opinion" if certainty > 0.5 else "reporting"
    if words.startswith('"'):
        role, certainty = "quote", 0.05
    rest = (1 - certainty) / 3
    probabilities = dict.fromkeys(("reporting", "quote", "boilerplate"), rest)
    probabilities["opinion"] = certainty
    evidence = tuple(
        EvidenceWord(Span(span.start + m.start(), span.start + m.end()), m[0], 0.5, "opinion")
        for m in re.finditer("shameful|slightly", words)
        if role == "opinion"
    )
    return SentenceLabel(role, probabilities, certainty, 0.1, evidence=evidence)


def article(text, source="news/ferry.md"):
    """Return the article of a text as it is read from a file."""
    return article_from_text(text, source=source, language="en")


def lint(text, source="news/ferry.md", **options):
    """Lint a text with options as a user writes them."""
    from biascheck.lint.linter import Linter
    from biascheck.lint.options import parse_options

    return Linter(Desk(), parse_options(**options)).lint(article(text, source))


def told(linted):
    """Return each finding as line, code and severity."""
    return [(it.place.line, it.code, it.severity.label) for it in linted.findings]
