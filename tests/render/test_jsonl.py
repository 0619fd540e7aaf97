from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from biascheck.render.jsonl import render
from biascheck.render.layout import Layout
from tests import reports


@given(st.lists(st.text(), max_size=3))
def test_one_line_per_report_for_every_reader_of_lines(texts):
    made = [reports.bare(text) for text in [*texts, "\x85 \u2028 \u2029 \x9b31m \u202e \ud800"]]
    lines = "".join(render(made, Layout())).splitlines()
    assert [json.loads(line)["article"]["text"] for line in lines] == [
        report.article.text for report in made
    ]
    assert not any(character in "".join(lines) for character in "\x9b\u202e")
