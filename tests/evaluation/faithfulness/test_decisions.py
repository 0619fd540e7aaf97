"""Which decisions of a report are tried, and against what."""

from __future__ import annotations

from collections import Counter

from biascheck.evaluation.faithfulness.decisions import sentence_decisions, word_decisions
from tests import reports


def test_words_named_and_others_are_apart_and_in_their_sentence():
    report = reports.harbour_bridge()
    found = list(word_decisions(report))
    assert {decision.kind for decision in found} == {"opinion"}
    for decision in found:
        span = report.sentences[decision.sentence].span
        assert all(span.contains(word) for word in (*decision.named, *decision.others))
        assert not any(a.overlaps(b) for a in decision.named for b in decision.others)
        assert decision.score(report) == 0.88


def test_frames_are_the_present_ones_without_furniture():
    report = reports.harbour_bridge()
    found = [it for it in sentence_decisions(report) if it.kind == "frames"]
    assert len(found) == sum(frame.present for frame in report.frames)
    for decision in found:
        roles = {report.labels[i].role for i in decision.others}
        assert "boilerplate" not in roles
        assert not set(decision.named) & set(decision.others)


def test_stances_are_weighed_against_other_mentions_of_the_author():
    report = reports.harbour_bridge()
    found = [it for it in sentence_decisions(report) if it.kind == "stances"]
    kinds = Counter(report.stances[it.target].label for it in found)
    assert set(kinds) == {"negative"}
    (decision,) = found
    stance = report.stances[decision.target]
    for index in decision.others:
        span = report.sentences[index].span
        assert any(span.contains(mention) for mention in stance.mentions)
        assert report.labels[index].role in {"reporting", "opinion"}
