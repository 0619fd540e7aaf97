"""A run to be written: a path and words that formats must escape."""

from __future__ import annotations

from dataclasses import replace

from biascheck.lint.finding import Failure, Run
from tests.lint.desk import lint

PATH = "news/50% off, a:b é.md"


def run():
    """Return a run with an error, a warning, an info, a clean file and a failure."""
    linted = lint("A shameful act.\n\nThe mayor squandered it.\n", PATH)
    opinion, loaded = linted.findings
    hostile = replace(opinion, message='a,b: 50%\r\n::error::<x> & "y" \x1b[31m \u202e\uffff')
    clean = lint("It rained.\n", "clean.md")
    info = lint("A shameful act.\nIt rained.\n", "opinion/x.txt", severities=["opinion=info"])
    files = (replace(linted, findings=(hostile, loaded)), clean, info)
    return Run(files, (Failure("bad.md", "bad.md: the text is empty."),), "0.1.0")
