from __future__ import annotations

import re

from biascheck.lint.formats.text import render
from tests.lint.formats.run import PATH, run

LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (error|warning|info) BC1\d\d .+")


def test_a_finding_is_a_line_that_editors_can_read():
    lines = render(run()).splitlines()
    assert len(lines) == 3
    assert all(LINE.fullmatch(line) for line in lines)
    assert lines[1] == (f"{PATH}:3:11: warning BC102 loaded wording (certainty 0.80): squandered")
    assert lines[2].startswith("opinion/x.txt:1:1: info BC101 opinion")
