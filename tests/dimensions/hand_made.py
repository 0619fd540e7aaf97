"""Contexts with hand-made logits: heads that pass their input on, so that tests choose it."""

from __future__ import annotations

import numpy as np

from biascheck.dimensions.context import Context, Judge
from biascheck.dimensions.registry import all_heads
from biascheck.encoder.encoding import Encoding
from biascheck.encoder.tokens import NO_SENTENCE, Tokens
from biascheck.labels import FRAMES, ROLES
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Quote

YES, NO = 4.0, -4.0
AXES_OF = {
    "reporting": (NO, NO, NO),
    "quote": (NO, YES, NO),
    "opinion": (YES, NO, NO),
    "boilerplate": (NO, NO, YES),
}
# Columns of the hand-made sentence vectors: what each head reads.
_COLUMNS = {"axes": (0, 3), "loaded": (3, 4), "framing": (4, 19), "genre": (19, 20)}
WIDTH = 24
_STANCE = (20, 24)


def _judge(thresholds, calibration):
    specs, weights = {}, {}
    for spec in all_heads():
        specs[spec.name] = type(spec)(spec.name, spec.level, spec.outputs)
        (_, (n, inputs)), _ = specs[spec.name].shapes(WIDTH).items()
        matrix = np.zeros((n, inputs), dtype=np.float32)
        if spec.name == "role":
            matrix[:] = [[-1, -1, -1], [-0.5, 1, -1], [1, -0.5, -1], [-0.5, -0.5, 1]]
        elif spec.name in {"stance", "article_stance"}:
            matrix[:, _STANCE[0] : _STANCE[0] + n] = np.eye(n)
        elif spec.name in _COLUMNS:
            first, last = _COLUMNS[spec.name]
            matrix[:, first:last] = np.eye(n)
        weights[f"{spec.name}.out.weight"] = matrix
        weights[f"{spec.name}.out.bias"] = np.zeros(n, dtype=np.float32)
    return Judge(specs, weights, calibration, thresholds)


def word_tokens(text, sentences):
    """Return one token per run of letters or digits and per other mark."""
    import re

    rows = [
        (m.start() + s.start, m.end() + s.start, s.index)
        for s in sentences
        for m in re.finditer(r"\w+|[^\w\s]", text[s.start : s.end])
    ]
    starts, ends, owner = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Tokens(np.arange(len(rows)), starts, ends, owner, len(sentences))


class HandMade:
    """Builds a context from roles, loaded words and the like, by sentence."""

    def __init__(self, text, *, thresholds=None, calibration=None, **article):
        self.article = Article(text, **article)
        self.sentences = segment(text, self.article.title_span)
        n = len(self.sentences)
        self.vectors = np.zeros((n, WIDTH), dtype=np.float32)
        self.vectors[:, 0:4] = NO
        self.vectors[:, 4:19] = NO
        self.tokens = word_tokens(text, self.sentences)
        self.token_logits = {
            "loaded_word": np.full((len(self.tokens), 1), NO, dtype=np.float32),
            "attribution": np.full((len(self.tokens), 3), NO, dtype=np.float32),
        }
        self.judge = _judge(thresholds or {}, calibration or {})
        self.targets = ()
        self.mentions = []
        self.repeated = frozenset()
        self.headline = None

    def roles(self, *roles):
        """Let the axes argue for these roles."""
        for index, role in enumerate(roles):
            self.vectors[index, 0:3] = AXES_OF[role]
        return self

    def loaded(self, *words, sentences=()):
        """Let these words, and these sentences, be loaded."""
        for i, (start, end) in enumerate(zip(self.tokens.starts, self.tokens.ends, strict=True)):
            if self.article.text[start:end] in words:
                self.token_logits["loaded_word"][i] = YES
        self.vectors[list(sentences), 3] = YES
        return self

    def frame(self, name, sentence, logit):
        """Let a sentence show a frame."""
        self.vectors[sentence, 4 + FRAMES.index(name)] = logit
        return self

    def stance(self, target, *logits):
        """Add a target with the logits (positive, neutral, negative, harmed) of its mentions."""
        self.targets = (*self.targets, target)
        self.mentions.extend(logits)
        return self

    def context(self, **results):
        """Return the context, with earlier results as given."""
        mentions = np.zeros((len(self.mentions), WIDTH), dtype=np.float32)
        if self.mentions:
            mentions[:, _STANCE[0] : _STANCE[1]] = self.mentions
        spans = [span for target in self.targets for span in target.mentions]
        where = [
            next((s.index for s in self.sentences if s.span.contains(span)), -1) for span in spans
        ]
        kept = self.tokens.sentences[self.tokens.sentences != NO_SENTENCE]
        encoding = Encoding(
            tokens=self.tokens,
            sentences=self.vectors,
            paragraphs=np.array([s.paragraph for s in self.sentences], dtype=np.int64),
            article=self.vectors[kept].mean(axis=0) if len(kept) else self.vectors.sum(axis=0),
            mentions=mentions,
            mention_sentences=np.array(where, dtype=np.int64),
            token_logits=self.token_logits,
            headline=self.headline,
        )
        return Context(
            document=Document(self.article, self.sentences, self.targets),
            encoding=encoding,
            judge=self.judge,
            targets=self.targets,
            repeated=self.repeated,
            results=dict(results),
        )

    def quote(self, words, **values):
        """Return a quote of these words."""
        span = self.span(words)
        sentence = next(s.index for s in self.sentences if s.span.contains(span))
        known = {"speaker": None, "speaker_span": None, "cue": None, "direct": True}
        return Quote(span, sentence=sentence, **{**known, **values})

    def span(self, words):
        """Return where some words stand."""
        from biascheck.types import Span

        start = self.article.text.index(words)
        return Span(start, start + len(words))


def roles_of(context):
    """Decide the roles and keep them in the context."""
    from biascheck.dimensions import role

    context.results["role"] = role.annotate(context)
    return context.results["role"]


assert tuple(AXES_OF) == ROLES
