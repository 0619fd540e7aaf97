"""From pairs to an audit: scopes, checks, figures and bounds."""

from __future__ import annotations

import json

import pytest

from biascheck.errors import ConfigError
from biascheck.evaluation.audit import measurement
from biascheck.evaluation.audit.bounds import BOUNDS
from biascheck.evaluation.audit.pairs import audit_pairs
from tests.evaluation.audit.hand_made import judgement, pair, version
from tests.evaluation.fake_analyzer import FakeAnalyzer


@pytest.fixture
def audit(monkeypatch):
    pairs = [
        pair(("a",), ("b",)),
        pair(("same",), ("other",), scope="paraphrase"),
        pair(("praised",), ("condemned",), scope="reversal", template="1"),
        pair(("liked",), ("disliked",), scope="reversal", template="2"),
    ]
    judged = {
        version("a"): judgement(0.1),
        version("b"): judgement(0.2),
        version("same"): judgement(0.4),
        version("other"): judgement(0.6),
        version("praised"): judgement(stance=0.5),
        version("condemned"): judgement(stance=-0.5),
        version("liked"): judgement(stance=0.1),
        version("disliked"): judgement(stance=0.1),
    }
    monkeypatch.setattr(measurement, "judge", lambda *_: judged)
    return measurement.measure(FakeAnalyzer(), pairs)


def test_figures_are_worse_the_higher_they_are(audit):
    figures = audit.figures()
    assert figures["sentence.opinion.mean"] == pytest.approx(0.1)
    assert figures["sentence.role.flips"] == 0
    assert figures["paraphrase.failed"] == 1  # the loaded label flips
    assert figures["reversal.failed"] == 0.5  # a tie does not turn the stance


def test_bounds_that_miss_or_are_undefined_are_not_kept(audit):
    kept = {verdict.name: verdict.kept for verdict in audit.verdicts}
    assert set(kept) == set(BOUNDS)
    assert not kept["sentence.opinion.mean"]
    assert kept["sentence.role.flips"]
    assert not kept["article.genre.flips"]


def test_the_audit_is_json(audit):
    found = json.loads(json.dumps(audit.to_dict(), allow_nan=False))
    assert found["n"] == {"sentence": 1, "paraphrase": 1, "reversal": 2}
    assert found["scores"]["sentence"]["opinion"]["all"]["mean"]["value"] == pytest.approx(0.1)


def test_no_pairs_are_an_error():
    with pytest.raises(ConfigError):
        measurement.measure(FakeAnalyzer(), [])


def test_every_bound_is_measured_on_the_pairs_of_the_audit(tiny_analyzer):
    """One article and one sentence are enough for every figure to have a value."""
    found = audit_pairs()
    chosen = [next(p for p in found if p.scope == scope) for scope in ("sentence", "article")]
    audit = measurement.measure(tiny_analyzer, chosen)
    assert set(BOUNDS) <= set(audit.figures())
