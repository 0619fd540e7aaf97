"""The deletion test with a model whose decisions hang on one word, by construction."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.faithfulness.measurement import measure_faithfulness
from biascheck.types import EvidenceWord, Sentence, Span
from tests import reports

TEXT = "It was a shameful and costly evening in Ostren. Nobody in the hall spoke of it."


class OneWord:
    """Calls a sentence opinion if it says "shameful", and names a word of it."""

    provenance = reports.PROVENANCE

    def __init__(self, named="shameful"):
        self.named = named

    def analyze(self, document):
        sentences = tuple(Sentence(s.index, s.span, s.paragraph) for s in document.sentences)
        base = reports.bare(document.article.text)
        labels = tuple(self._label(document, s, base.labels[0]) for s in sentences)
        return replace(base, article=document.article, sentences=sentences, labels=labels)

    def analyze_many(self, documents):
        return map(self.analyze, documents)

    def _label(self, document, sentence, label):
        text = document.article.text
        opinion = "shameful" in text[sentence.start : sentence.end]
        at = text.find(self.named, sentence.start, sentence.end)
        words = () if at < 0 else (Span(at, at + len(self.named)),)
        return replace(
            label,
            role="opinion" if opinion else "reporting",
            probabilities={**label.probabilities, "opinion": 0.9 if opinion else 0.1},
            evidence=tuple(EvidenceWord(w, self.named, 1.0, "opinion") for w in words),
        )


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    rows = [{"id": i, "text": TEXT} for i in range(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{}\n", encoding="utf-8")
    return path


def _values(found, kind="opinion"):
    return {name: it.value for name, it in found.decisions[kind].metrics.items()}


def test_faithful_evidence_takes_the_decision_with_it(articles):
    found = measure_faithfulness(articles, OneWord())
    assert (found.articles, found.decisions["opinion"].n) == (3, 3)
    assert [row.line for row in found.unreadable] == [4]
    values = _values(found)
    assert values["named"] == pytest.approx(0.8)
    assert values["random"] == pytest.approx(0.0)
    assert values["gain"] == pytest.approx(0.8)
    assert values["named_more"] == 1.0
    assert values["only_named"] == pytest.approx(0.0)
    assert values["only_random"] == pytest.approx(0.8)


def test_unfaithful_evidence_does_not(articles):
    values = _values(measure_faithfulness(articles, OneWord(named="costly")))
    assert values["named"] == pytest.approx(0.0)
    assert values["only_named"] == pytest.approx(0.8)
    assert values["named_more"] < 1.0


def test_kinds_without_a_decision_say_so(articles):
    found = measure_faithfulness(articles, OneWord())
    gain = found.decisions["frames"].metrics["gain"]
    assert (gain.value, gain.reason) == (None, "not measured for these decisions")


def test_the_same_seed_gives_the_same_figures(articles):
    first, second = (measure_faithfulness(articles, OneWord("costly"), seed=5) for _ in range(2))
    assert first.to_dict() == second.to_dict()


def test_rows_of_one_document_are_read_together(tmp_path):
    path = tmp_path / "rows.jsonl"
    texts = ["Nobody came to the hall.", "It was a shameful and costly evening."]
    rows = [{"id": i, "doc_id": "a", "index": i, "text": text} for i, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = measure_faithfulness(path, OneWord())
    assert (found.articles, found.decisions["opinion"].n) == (1, 1)


def test_a_file_without_an_article_is_an_error(tmp_path):
    path = tmp_path / "none.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(DataError, match="no article can be read"):
        measure_faithfulness(path, OneWord())
