from __future__ import annotations

import pytest

from biascheck.evaluation.rows import RowError, parse_row
from biascheck.evaluation.tasks.stance import TASK, masked

TEXT = "The paper praised Mara Orlen; Orlen smiled."
ROW = {
    "id": 1,
    "text": TEXT,
    "target": "Mara Orlen",
    "spans": [[30, 35], [18, 28]],
    "label": "positive",
}


def test_given_mentions_reach_the_model(run, analyzer):
    blamed = {**ROW, "text": TEXT.replace("praised", "blamed "), "label": "negative"}
    result = run("stance", [ROW, blamed])
    assert list(result.metrics) == ["macro_f1", "ece"]
    assert result.metrics["macro_f1"].value == 1.0
    (target,) = analyzer.documents[0].targets
    assert target.name == "Mara Orlen"
    assert [TEXT[s.start : s.end] for s in target.mentions] == ["Mara Orlen", "Orlen"]


def test_baseline_sees_the_mask_and_not_the_name():
    row = parse_row(1, ROW, TASK.gold)
    assert masked(row) == "The paper praised  TARGET ;  TARGET  smiled."


@pytest.mark.parametrize(
    "changes",
    [{"spans": []}, {"spans": [[0, 99]]}, {"target": " "}, {"target": None}, {"label": "mixed"}],
)
def test_bad_rows_are_refused(changes):
    with pytest.raises(RowError):
        TASK.gold({**ROW, **changes})
