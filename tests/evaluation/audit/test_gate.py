"""The gate: growth is told, tolerance is kept, broken pins are errors."""

from __future__ import annotations

import json

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.audit.changes import Share
from biascheck.evaluation.audit.gate import allowed, check, raised, read_pins, write_pins
from biascheck.evaluation.audit.result import Audit
from biascheck.evaluation.bootstrap import Measured
from tests.evaluation.fake_analyzer import PROVENANCE


def audit(flips, fingerprint="f"):
    share = Share(100, Measured(flips, None, None))
    return Audit(PROVENANCE, fingerprint, {}, {}, {"sentence": {"role": {"all": share}}}, {}, ())


@pytest.fixture
def pins(tmp_path):
    path = tmp_path / "pins.json"
    write_pins(audit(0.02), path)
    return path


def test_the_same_figures_pass(pins):
    found = read_pins(pins)
    assert found.model_sha256 == PROVENANCE.sha256
    assert not check(audit(0.02), found)
    assert not raised(audit(0.02), found)


def test_growth_within_the_tolerance_passes_but_would_raise_the_pin(pins):
    assert not check(audit(0.0229), read_pins(pins))
    assert raised(audit(0.0229), read_pins(pins))


def test_growth_beyond_the_tolerance_is_told(pins):
    (growth,) = check(audit(0.024), read_pins(pins))
    assert str(growth) == "sentence.role.flips grew from 0.0200 to 0.0240."


def test_a_figure_that_is_no_longer_defined_has_grown(pins):
    (growth,) = check(audit(None), read_pins(pins))
    assert "undefined" in str(growth)


def test_the_tolerance_is_the_larger_of_both():
    assert allowed(0.0) == pytest.approx(0.003)
    assert allowed(0.5) == pytest.approx(0.55)


def test_other_texts_must_be_pinned_anew(pins):
    with pytest.raises(DataError, match="other texts"):
        check(audit(0.02, fingerprint="g"), read_pins(pins))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x"}', '"x"'])
def test_what_is_no_file_of_pins_is_an_error(tmp_path, text):
    path = tmp_path / "pins.json"
    path.write_text(text)
    with pytest.raises(DataError, match="no file of pins"):
        read_pins(path)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(DataError, match="--update"):
        read_pins(tmp_path / "none.json")


def test_pins_hold_bounds_tolerance_and_model(pins):
    found = json.loads(pins.read_text())
    assert found["bounds"]["sentence.role.flips"] == 0.02
    assert found["tolerance"] == {"absolute": 0.003, "relative": 0.1}
    assert found["model"]["name"] == "fake"
