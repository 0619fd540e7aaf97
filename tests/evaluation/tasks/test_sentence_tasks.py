from __future__ import annotations

from dataclasses import replace

import pytest

from biascheck.errors import ModelError
from tests.evaluation.fake_analyzer import FakeAnalyzer, label

TEXTS = {
    "reporting": "The council met on Tuesday.",
    "quote": '"We will pay," said the mayor.',
    "opinion": "It was a shameful evening.",
    "boilerplate": "Share this story",
}
POSITIVE = {
    "subjectivity": ("subjective", "objective", "opinion"),
    "attribution": ("attributed", "not", "quote"),
    "loaded": ("biased", "neutral", "opinion"),
    "boilerplate": ("boilerplate", "content", "boilerplate"),
}


@pytest.mark.parametrize("task", POSITIVE)
def test_the_right_probability_is_read(run, task):
    positive, negative, role = POSITIVE[task]
    rows = [
        {"id": name, "text": text, "label": positive if name == role else negative}
        for name, text in TEXTS.items()
    ]
    assert run(task, rows).metrics["macro_f1"].value == 1.0


def test_role_takes_the_reports_own_decision(run):
    rows = [{"id": name, "text": text, "label": name} for name, text in TEXTS.items()]
    metrics = run("role", rows).metrics
    assert list(metrics) == ["macro_f1", "opinion_f1", "auroc", "ece"]
    assert metrics["macro_f1"].value == metrics["opinion_f1"].value == metrics["auroc"].value == 1.0
    assert metrics["ece"].value == pytest.approx(0.3)


def test_lines_of_a_page_are_paragraphs(run, analyzer):
    rows = [
        {"id": i, "doc_id": "p", "index": i, "text": text, "label": "content"}
        for i, text in enumerate(TEXTS.values())
    ]
    run("boilerplate", rows)
    assert [s.paragraph for s in analyzer.documents[0].sentences] == [0, 1, 2, 3]


def test_model_without_the_dimension_is_said_so(run, monkeypatch):
    original = FakeAnalyzer._report

    def without(self, given, targets):
        report = original(self, given, targets)
        return replace(report, labels=tuple(replace(one, loaded=None) for one in report.labels))

    monkeypatch.setattr(FakeAnalyzer, "_report", without)
    assert label("x").loaded is not None
    with pytest.raises(ModelError, match="loaded"):
        run("loaded", [{"id": 1, "text": "x", "label": "biased"}])
