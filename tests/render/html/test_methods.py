from __future__ import annotations

from dataclasses import replace

from biascheck.render.html.methods import citation, methods, version
from tests import reports


def test_names_every_version():
    report = reports.harbour_bridge()
    model = replace(report.provenance, dimensions={"role": 1, "stance": 2})
    told = methods(replace(report, provenance=model))
    assert f"biascheck {version()}" in told
    assert f"model standard, version 1.0 (SHA-256 of its weights {'5f1c' * 16}" in told
    assert "role (version 1), stance (version 2)" in told
    assert "Neutrality was computed as 100 x (1 - opinion_share)" in told
    assert "Percentiles give" in told
    assert version() in citation()


def test_says_only_what_was_done():
    told = methods(reports.bare(passages=()))
    assert "role" not in told
    assert "Neutrality" not in told


def test_names_a_checkpoint():
    report = reports.bare()
    options = {"checkpoint": {"name": "ostren-roberta", "version": "2"}}
    told = methods(replace(report, provenance=replace(report.provenance, options=options)))
    assert "checkpoint ostren-roberta, version 2" in told
