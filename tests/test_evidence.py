"""The words behind a decision: where they stand, and that the decision hangs on them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from biascheck.analyzer import Analyzer
from biascheck.evaluation.faithfulness.trials import run_trials
from biascheck.evidence import MAX_WORDS
from biascheck.reading.files import read
from biascheck.segmentation.sentences import segment
from biascheck.types import Document

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def analyzer():
    return Analyzer.from_pretrained(threads=1)


@pytest.fixture(scope="module")
def reports(analyzer):
    return list(analyzer.analyze_many(EXAMPLES))


def _words(report, decision):
    for sentence, label in zip(report.sentences, report.labels, strict=True):
        yield sentence, label, [it for it in label.evidence if it.decision == decision]


@pytest.mark.parametrize("decision", ["opinion", "loaded"])
def test_words_stand_in_their_sentence_strongest_first(reports, decision):
    found = [row for report in reports for row in _words(report, decision) if row[2]]
    assert found
    for sentence, _, words in found:
        assert len(words) <= MAX_WORDS
        assert len({word.span for word in words}) == len(words)
        assert all(sentence.span.contains(word.span) and word.weight > 0 for word in words)
        assert all(a.weight >= b.weight for a, b in pairwise(words))


def test_words_are_whole_and_as_the_text_has_them(reports):
    for report in reports:
        text = report.article.text
        for label in report.labels:
            for word in label.evidence:
                assert report.text_of(word.span) == word.text
                around = text[word.span.start - 1 : word.span.start], text[word.span.end :][:1]
                assert not any(map(str.isalnum, around))


def test_only_what_was_decided_has_evidence(reports, analyzer):
    threshold = analyzer._judge.threshold("loaded")
    roles = set()
    for report in reports:
        for _, label, words in _words(report, "opinion"):
            roles.add(label.role)
            assert label.role == "opinion" or not words
        for _, label, words in _words(report, "loaded"):
            decided = label.loaded >= threshold and label.role in {"reporting", "opinion"}
            assert decided or not words
    assert roles == {"reporting", "quote", "opinion", "boilerplate"}


def test_evidence_is_the_same_alone_and_in_a_batch(analyzer, reports):
    alone = analyzer.analyze(EXAMPLES[0])
    for one, other in zip(alone.labels, reports[0].labels, strict=True):
        assert [w.span for w in one.evidence] == [w.span for w in other.evidence]
        weights = [w.weight for w in other.evidence]
        assert [w.weight for w in one.evidence] == pytest.approx(weights, abs=1e-3)


def test_without_loaded_there_is_no_evidence_for_it():
    report = Analyzer.from_pretrained(threads=1, dimensions=["role"]).analyze(EXAMPLES[1])
    kinds = {word.decision for label in report.labels for word in label.evidence}
    assert kinds == {"opinion"}


def test_deleting_the_words_lowers_the_probability_more_than_deleting_others(analyzer):
    trials = []
    for path in EXAMPLES:
        article = read(path)
        document = Document(article, segment(article.text, article.title_span))
        trials += run_trials(document, analyzer, draws=2, most=4)[0]
    ours = [trial for trial in trials if trial.kind in {"opinion", "loaded"}]
    assert len(ours) >= 5
    named = sum(trial.named for trial in ours) / len(ours)
    drawn = sum(trial.drawn for trial in ours) / len(ours)
    assert named > drawn + 0.05
