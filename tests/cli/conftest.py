from __future__ import annotations

import io
import sys

import pytest

from biascheck.cli import main
from tests import fakes


class Shell:
    """Runs the command line in this process, with stand-ins for model and reading."""

    def __init__(self, monkeypatch, capsys):
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments, stdin=""):
        self._monkeypatch.setattr(sys, "stdin", None if stdin is None else io.StringIO(stdin))
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err


@pytest.fixture
def shell(monkeypatch, capsys):
    fakes.install(monkeypatch)
    return Shell(monkeypatch, capsys)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "rain.txt"
    path.write_text("It rained in Ostren.", encoding="utf-8")
    return path
