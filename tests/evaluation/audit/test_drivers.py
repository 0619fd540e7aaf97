"""Names that move a score are named, with the direction."""

from __future__ import annotations

import pytest

from biascheck.evaluation.audit.drivers import drivers
from tests.evaluation.audit.hand_made import judgement, pair, version


def test_a_name_is_compared_with_its_fellows_in_the_same_template():
    pairs, judged = [], {}
    for template, level in (("1", 0.2), ("2", 0.7)):
        first, second = (f"{template} A", "A"), (f"{template} B", "B")
        pairs.append(pair(first, second, template=template))
        judged |= {version(*first): judgement(level + 0.1), version(*second): judgement(level)}
    found = {driver.name: driver for driver in drivers(pairs, judged) if driver.score == "opinion"}
    assert found["A"].shift.value == pytest.approx(0.05)
    assert found["B"].shift.value == pytest.approx(-0.05)
    assert (found["A"].family, found["A"].n) == ("towns", 2)


def test_the_strongest_come_first():
    texts = [("x", "A"), ("y", "B"), ("z", "C")]
    pairs = [pair(texts[0], texts[1]), pair(texts[1], texts[2])]
    judged = {version(*t): judgement(v) for t, v in zip(texts, (0.0, 0.1, 0.8), strict=True)}
    names = [driver.name for driver in drivers(pairs, judged) if driver.score == "loaded"]
    assert names == ["C", "A", "B"]
