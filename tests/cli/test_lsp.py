from __future__ import annotations

import importlib.util

from biascheck.cli.lsp import _settings
from biascheck.cli.settings import Settings


def test_without_pygls_it_says_what_to_install(shell, monkeypatch):
    real = importlib.util.find_spec
    missing = lambda name, *rest: None if name == "pygls" else real(name, *rest)  # noqa: E731
    monkeypatch.setattr("biascheck.cli.lsp.find_spec", missing)
    code, _, err = shell("lsp")
    assert code == 2
    assert "pip install 'biascheck[lsp]'" in err


def test_it_reads_the_settings_of_lint(tmp_path):
    table = {"profile": "analysis", "ignore": ["BC105"], "baseline": "known.json"}
    options, baseline = _settings(Settings(None, {"lint": table}))
    assert options.profile == "analysis"
    assert options.ignore == {"sourcing"}
    assert baseline.name == "known.json"
    assert _settings(Settings()) == (type(options)(), None)
