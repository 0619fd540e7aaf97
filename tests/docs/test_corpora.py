"""The worked example of docs/corpora.md gives the counts that the page shows."""

from __future__ import annotations

from pathlib import Path

from biascheck.cli import main
from biascheck.corpus.batch import batch_schema
from biascheck.errors import _CODES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")


def test_the_example_adds_up_as_shown(tiny_model, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("biascheck.corpus.scorer._LOADED", {})
    corpus = str(ROOT / "examples/corpus/valm.jsonl")
    assert (
        main(["batch", corpus, "-o", "valm", "--dedupe", "near", "--model", str(tiny_model)]) == 3
    )
    told = capsys.readouterr().err
    shown = "6 written to valm, 2 duplicates, 2 failed (1 input, 1 language)."
    assert shown in told
    assert shown in PAGE
    advice = next(line for line in told.splitlines() if "What failed" in line)
    assert advice in PAGE


def test_every_code_is_explained():
    # A model or an output that cannot be used ends the run; it is no article's error.
    codes = {code for _, code in _CODES} - {"model", "output"} | {"bug"}
    assert [code for code in codes if f"| `{code}` |" not in PAGE] == []


def test_the_code_of_the_page_runs(tiny_model, monkeypatch, capsys):
    monkeypatch.setattr("biascheck.corpus.scorer._LOADED", {})
    code = PAGE.split("```python\n")[2].split("```")[0]
    exec(code.replace("threads=1", f"threads=1, model={str(tiny_model)!r}"))
    assert "['result', 'result']" in capsys.readouterr().out
    assert {"status", "error_code", "error_message"} <= set(batch_schema().names)
