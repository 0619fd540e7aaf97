from __future__ import annotations

import json

import pytest

from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks.passages import TASK, is_marked, opinion_of_paragraphs
from biascheck.types import Article, Span
from tests.evaluation.fake_analyzer import FakeAnalyzer

FACT = "The council met on Tuesday and agreed on the road."
VIEW = "It was a shameful evening for the town."
TEXT = f"{FACT}\n\n{VIEW}\n\n{FACT}"
VIEW_SPAN = [TEXT.index(VIEW), TEXT.index(VIEW) + len(VIEW), "opinion"]


def row(number=1, **changes):
    return {"id": number, "title": "Roads", "text": TEXT, "spans": [VIEW_SPAN], **changes}


def test_marked_paragraph_is_found(run, tmp_path):
    out = tmp_path / "out.jsonl"
    metrics = run("passages", [row(), row(2)], predictions=out).metrics
    assert list(metrics) == ["auroc", "top_paragraph", "character_f1"]
    assert [m.value for m in metrics.values()] == [1.0, 1.0, 1.0]
    written = json.loads(out.read_text().splitlines()[0])
    assert written["id"] == "1"
    assert written["paragraphs"][1] == [*VIEW_SPAN[:2], pytest.approx(0.7)]


def test_wrong_mark_costs_every_metric(run):
    metrics = run("passages", [row(spans=[[0, len(FACT), "opinion"]])]).metrics
    assert [m.value for m in metrics.values()] == [0.25, 0.0, 0.0]


def test_majority_knows_only_the_share_of_marked_paragraphs(run):
    majority = run("passages", [row(), row(2)]).majority
    assert majority["auroc"].value == 0.5
    assert majority["top_paragraph"].value == pytest.approx(1 / 3)
    assert majority["character_f1"].value == 0.0


def test_article_without_marks_leaves_metrics_undefined_with_reasons(run):
    metrics = run("passages", [row(text=FACT, spans=[])]).metrics
    assert [m.value for m in metrics.values()] == [None, None, None]
    assert all(m.reason for m in metrics.values())


def test_more_than_half_must_be_covered():
    paragraph = Span(10, 20)
    assert not is_marked(paragraph, [Span(0, 15)])
    assert is_marked(paragraph, [Span(0, 13), Span(15, 18)])


def test_paragraph_score_is_weighted_by_words_and_skips_boilerplate():
    text = "Shame. " + "A shameful and quite unneeded evening. Share this story"
    report = FakeAnalyzer().analyze(Article(text=text))
    ((span, score),) = opinion_of_paragraphs(report)
    assert span == (0, len(text))
    assert score == pytest.approx((1 * 0.1 + 6 * 0.7) / 7)


@pytest.mark.parametrize(
    "spans",
    [None, "x", [[0, 1]], [[0, 0, "opinion"]], [[0, 999, "opinion"]], [[0.0, 1, "opinion"]],
     [[0, True, "opinion"]], [[0, 1, "view"]], [[-1, 1, "opinion"]]],
)  # fmt: skip
def test_bad_spans_are_refused(spans):
    with pytest.raises(RowError):
        TASK.gold(row(spans=spans))


def test_other_roles_are_allowed_and_not_marked():
    assert TASK.gold(row(spans=[[0, 5, "quote"]])) == ()
