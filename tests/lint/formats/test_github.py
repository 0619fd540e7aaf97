from __future__ import annotations

import re

from biascheck.lint.formats.github import render
from tests.lint.formats.run import run


def test_a_finding_is_a_command_of_its_severity():
    lines = render(run()).splitlines()
    assert [re.match(r"::(\w+) ", line)[1] for line in lines] == ["error", "warning", "notice"]
    assert lines[1] == (
        "::warning file=news/50%25 off%2C a%3Ab é.md,line=3,endLine=3,col=11,endColumn=21,"
        "title=BC102 loaded::loaded wording (certainty 0.80): squandered"
    )


def test_words_of_the_text_cannot_end_the_command():
    line = render(run()).splitlines()[0]
    assert line.count("\n") == 0
    assert "50%25" in line.split("::", 2)[2]


def test_columns_are_left_out_over_several_lines():
    from dataclasses import replace

    made = run()
    finding = made.files[0].findings[1]
    long = replace(finding, place=replace(finding.place, end_line=4))
    made = replace(made, files=(replace(made.files[0], findings=(long,)),))
    assert ",line=3,endLine=4,title=" in render(made)
