"""Loaded words against lexicons: F1 over words, on BABE and on our dev articles.

The unit is the word (a run of letters and digits; an apostrophe does not end it), the
same for every system; a word is loaded if it overlaps a marked span. In our articles
count the sentences that the annotation gives to the author (reporting or opinion), as
only there loaded words were marked. ``biascheck`` is what a report lists, so it decides
on the voice itself; ``whatever the voice`` takes the words' scores alone.

Held out: BABE by outlet (``splits.BABE_DEV_OUTLETS``), ours by outlet (``gold/dev``).
The lexicon that is learnt, and the thresholds of all lexicons, come from the other
outlets of BABE and from ``gold/train``.

Seen: the shipped encoder and head were trained on the other outlets' words, and on
``gold/train``; the threshold of the word head was chosen on ``gold/dev``, so that BABE
is the cleaner figure.

Source: BABE, Spinde et al. 2021; lexicons see ``lexicons.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.dimensions.loaded import word_scores
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.evaluation.metrics.arrays import ratio
from biascheck.evaluation.metrics.character_f1 import character_f1
from biascheck.evaluation.protocols import lexicons
from biascheck.evaluation.protocols.newssd_folds import single_sentence
from biascheck.evaluation.protocols.protocol import (
    MODEL,
    EvaluationProtocol,
    Outcome,
    numbered,
    part,
)
from biascheck.splits import BABE_DEV_OUTLETS, is_dev
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles
from biascheck.types import Document, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from biascheck.analyzer import Analyzer
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray
    from biascheck.evaluation.protocols.protocol import Part, Request

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_UNDEFINED: Final = "no word is marked and none is called loaded"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the sentences that count and the spans that are marked in it."""

    document: Document
    scope: tuple[Span, ...]
    marked: tuple[Span, ...]
    cluster: str

    def words(self) -> Iterator[tuple[Span, str, bool]]:
        """Yield each word that counts: its span, its lower-case form, whether it is marked."""
        for sentence in self.scope:
            for match in _WORD.finditer(self.document.article.text, *sentence):
                span = Span(*match.span())
                yield span, match.group().lower(), any(map(span.overlaps, self.marked))


@dataclass(frozen=True, slots=True)
class _Words:
    """All words of some texts: forms, whether marked ``[n]``, and the text of each ``[n]``."""

    forms: tuple[str, ...]
    marked: BoolArray
    owner: IntArray


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    parts = []
    for name, texts_of in (("babe", _babe), ("gold", _gold)):
        request.say(f"reading {name}")
        train, dev = (list(texts_of(request.data, split)) for split in ("train", "dev"))
        parts.append(_part(name, train, dev, analyzer))
    encoder = f"the encoder of {analyzer.provenance.name}"
    return Outcome(tuple(parts), encoder, analyzer.provenance)


def _babe(data: Path, split: str) -> Iterator[_Text]:
    for row in corpus_rows(data / "loaded" / "babe.jsonl.gz"):
        if (row["outlet"] in BABE_DEV_OUTLETS) == (split == "dev"):
            document = single_sentence(row["text"])
            marked = tuple(Span(start, end) for start, end, _ in row["spans"])
            cluster = str(row.get("doc_id") or row["id"])
            yield _Text(document, (document.sentences[0].span,), marked, cluster)


def _gold(data: Path, split: str) -> Iterator[_Text]:
    for article in read_articles(data / "gold" / f"{split}.jsonl.gz"):
        example = build(article)
        document = Document(example.document.article, example.document.sentences, ())
        pairs = zip(document.sentences, article.lines, strict=True)
        scope = tuple(s.span for s, line in pairs if line.role in {"reporting", "opinion"})
        marked = tuple(span for span, _ in example.token_spans["loaded"])
        yield _Text(document, scope, marked, article.doc_id)


def _part(name: str, train: Sequence[_Text], dev: Sequence[_Text], analyzer: Analyzer) -> Part:
    asked = _collect(dev)
    systems = {
        MODEL: _overlapping(dev, _reported(analyzer, dev)),
        f"{MODEL}, whatever the voice": _overlapping(dev, _scored(analyzer, dev)),
        "VADER": _by_lexicon(lexicons.vader(), train, asked),
        "TextBlob subjectivity": _by_lexicon(lexicons.textblob(), train, asked),
        "learnt lexicon (log-odds)": _by_log_odds(train, asked),
        "every word": np.ones(len(asked.forms), dtype=np.bool_),
    }
    clusters = numbered([text.cluster for text in dev])
    measured = {system: _measures(asked, said, clusters) for system, said in systems.items()}
    return part(name, "words", measured, n=len(asked.forms))


def _collect(texts: Sequence[_Text]) -> _Words:
    found = [(form, marked, i) for i, text in enumerate(texts) for _, form, marked in text.words()]
    return _Words(
        tuple(form for form, _, _ in found),
        np.array([marked for _, marked, _ in found], dtype=np.bool_),
        np.array([i for _, _, i in found], dtype=np.int64),
    )


def _reported(analyzer: Analyzer, texts: Sequence[_Text]) -> Iterator[list[Span]]:
    for report in analyzer.analyze_many(text.document for text in texts):
        yield [word.span for word in report.loaded]


def _scored(analyzer: Analyzer, texts: Sequence[_Text]) -> Iterator[list[Span]]:
    for context in analyzer.contexts(text.document for text in texts):
        threshold = context.judge.threshold("loaded_word")
        yield [span for span, score, _ in word_scores(context) if score >= threshold]


def _overlapping(texts: Sequence[_Text], spans: Iterable[list[Span]]) -> BoolArray:
    """Return which words overlap a span of their text."""
    said = [
        any(map(word.overlaps, found))
        for text, found in zip(texts, spans, strict=True)
        for word, _, _ in text.words()
    ]
    return np.array(said, dtype=np.bool_)


def _by_lexicon(score: Callable[[str], float], train: Sequence[_Text], asked: _Words) -> BoolArray:
    learnt = _collect(train)
    known = lexicons.score_words(score, learnt.forms)
    threshold = lexicons.best_threshold(known, learnt.marked)
    return np.asarray(lexicons.score_words(score, asked.forms) >= threshold)


def _by_log_odds(train: Sequence[_Text], asked: _Words) -> BoolArray:
    """Learn the lexicon; its threshold is chosen on a fifth that a first lexicon never saw."""
    halves = [
        _collect([text for text in train if is_dev(text.cluster) == tuning])
        for tuning in (False, True)
    ]
    first = _learn(halves[0])
    threshold = lexicons.best_threshold(
        lexicons.score_words(first, halves[1].forms), halves[1].marked
    )
    return np.asarray(lexicons.score_words(_learn(_collect(train)), asked.forms) >= threshold)


def _learn(words: _Words) -> Callable[[str], float]:
    pairs = list(zip(words.forms, words.marked.tolist(), strict=True))
    known = lexicons.log_odds(
        (form for form, marked in pairs if marked), (form for form, marked in pairs if not marked)
    )
    return lambda word: known.get(word, 0.0)


def _measures(words: _Words, said: BoolArray, clusters: IntArray) -> tuple[Measure, ...]:
    columns = words.marked & said, said, words.marked
    counts = np.stack(
        [np.bincount(words.owner, weights=c, minlength=len(clusters)) for c in columns], axis=1
    ).astype(np.float64)

    def share(weights: FloatArray, of: int) -> FloatArray:
        drawn = weights @ counts
        return ratio(drawn[:, 0], drawn[:, of])

    return (
        Measure("word_f1", clusters, lambda w: character_f1(counts, w), _UNDEFINED),
        Measure("precision", clusters, lambda w: share(w, 1), "no word is called loaded"),
        Measure("recall", clusters, lambda w: share(w, 2), "no word is marked"),
    )


PROTOCOL = EvaluationProtocol(
    name="loaded-words",
    held_out="the outlets of splits.BABE_DEV_OUTLETS; the outlets of gold/dev.",
    seen="the other outlets with their words; of gold/dev the threshold of the word head.",
    run=_run,
)
