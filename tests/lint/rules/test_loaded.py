from __future__ import annotations

from biascheck.lint.rules.loaded import find
from tests import reports


def test_words_from_the_threshold_on_in_the_order_of_the_text():
    report = reports.harbour_bridge()
    assert [it.evidence[0] for it in find(report, 0.8)] == ["squandered", "hides behind"]
    assert [it.evidence[0] for it in find(report, 0.7)] == [
        "squandered",
        "any competent office",
        "hides behind",
    ]


def test_it_points_at_the_word_and_remembers_its_sentence():
    report = reports.harbour_bridge()
    found = next(find(report, 0.9))
    assert report.text_of(found.span) == "squandered"
    assert found.message == "loaded wording (certainty 0.94): squandered"
    assert "any competent office" in found.anchor
