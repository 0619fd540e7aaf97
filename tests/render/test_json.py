from __future__ import annotations

import json

import pytest

from biascheck.render.json import render
from biascheck.render.layout import Layout
from biascheck.types import Score
from tests import reports


def test_one_input_is_an_object_and_several_are_an_array():
    report = reports.harbour_bridge()
    assert json.loads("".join(render([report], Layout()))) == report.to_dict()
    written = "".join(render([report, report], Layout(several=True)))
    assert json.loads(written) == [report.to_dict()] * 2
    assert len(json.loads("".join(render([report], Layout(several=True))))) == 1
    assert json.loads("".join(render([], Layout(several=True)))) == []


def test_reports_are_written_as_they_come():
    seen = []

    def source():
        for number in range(3):
            seen.append(number)
            yield reports.bare()

    stream = render(source(), Layout(several=True))
    next(stream)
    next(stream)
    assert seen == [0]


def test_a_number_that_is_none_is_refused():
    scores = reports.bare().scores | {"neutrality": Score("neutrality", float("nan"))}
    with pytest.raises(ValueError, match="JSON"):
        "".join(render([reports.bare(scores=scores)], Layout()))
