"""The shipped model's figures of fairness do not grow beyond tests/quality/audit.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import installed_models, load_model
from biascheck.evaluation.audit.bounds import BOUNDS
from biascheck.evaluation.audit.gate import check, read_pins
from biascheck.evaluation.audit.measurement import measure
from biascheck.evaluation.audit.pairs import audit_pairs

PINS = Path(__file__).parent / "audit.json"
REPIN = "pin anew: biascheck audit --update tests/quality/audit.json"

pytestmark = pytest.mark.skipif(not installed_models(), reason="no model is installed")


def test_the_pins_belong_to_the_shipped_model():
    assert read_pins(PINS).model_sha256 == load_model().sha256, REPIN


def test_every_bound_has_a_pinned_figure():
    assert set(BOUNDS) <= set(read_pins(PINS).figures)


def test_no_figure_grew():
    audit = measure(Analyzer.from_pretrained(), audit_pairs())
    assert [str(growth) for growth in check(audit, read_pins(PINS))] == []
