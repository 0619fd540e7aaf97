from __future__ import annotations

import json

import pytest

from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks.frames import TASK
from biascheck.labels import FRAMES

MONEY = {"id": 1, "text": "The economic cost is high.", "labels": ["Economic"]}
GAME = {"id": 2, "text": "A political deal.", "labels": ["Political"]}


def test_frames_are_read_off_the_report(run, tmp_path):
    out = tmp_path / "out.jsonl"
    metrics = run("frames", [MONEY, GAME], predictions=out).metrics
    assert list(metrics) == ["micro_f1", "macro_f1", "auroc"]
    assert [m.value for m in metrics.values()] == [1.0, 1.0, 1.0]
    first = json.loads(out.read_text().splitlines()[0])
    assert first["labels"] == ["Economic"]
    assert list(first["probabilities"]) == list(FRAMES)


def test_unscored_frames_take_no_part(run):
    both = {**MONEY, "text": "The economic and political cost."}
    assert run("frames", [both]).metrics["micro_f1"].value == pytest.approx(2 / 3)
    masked = {**both, "frames_scored": ["Economic", "Morality"]}
    assert run("frames", [masked]).metrics["micro_f1"].value == 1.0


def test_majority_is_the_best_constant_set(run):
    rows = [{**MONEY, "id": i} for i in range(3)] + [GAME]
    majority = run("frames", rows).majority
    # "Economic" alone: 2 * 3 / (4 + 4); with "Political" too: 2 * 4 / (8 + 4).
    assert majority["micro_f1"].value == pytest.approx(0.75)
    assert majority["auroc"].value == 0.5


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": None},
        {"labels": ["Weather"]},
        {"labels": "Economic"},
        {"frames_scored": ["Political"]},
        {"frames_scored": "all"},
        {"labels": [["Economic"]]},
    ],
)
def test_bad_labels_are_refused(changes):
    with pytest.raises(RowError):
        TASK.gold({**MONEY, **changes})
