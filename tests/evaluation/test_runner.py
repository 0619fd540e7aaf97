from __future__ import annotations

import json

import pytest

from biascheck.errors import DataError, OutputError
from biascheck.evaluation.runner import evaluate
from biascheck.evaluation.tasks import load_task

FACT = "The council met on Tuesday."
VIEW = "It was a shameful evening."


def sentence(number, text, label, **fields):
    return {"id": f"s{number}", "text": text, "label": label, **fields}


ROWS = [
    sentence(1, FACT, "objective", outlet="Post"),
    sentence(2, VIEW, "subjective", outlet="Post"),
    sentence(3, VIEW, "objective", outlet="Echo"),
    sentence(4, FACT, "objective", outlet="Echo"),
]


def test_result_has_the_form_of_the_contract(run):
    result = run("subjectivity", [*ROWS, "{}"]).to_dict()
    assert set(result) == {
        *("task", "file", "n", "unreadable", "lead", "metrics", "majority", "groups", "model"),
        "unreadable_rows",
    }
    assert (result["task"], result["n"], result["unreadable"]) == ("subjectivity", 4, 1)
    assert result["lead"] == next(iter(result["metrics"])) == "macro_f1"
    assert result["metrics"].keys() == {"macro_f1", "auroc", "ece"} == result["majority"].keys()
    assert all({"value", "low", "high"} <= m.keys() for m in result["metrics"].values())
    assert result["metrics"]["macro_f1"]["value"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert result["majority"]["macro_f1"]["value"] == pytest.approx((6 / 7) / 2)
    assert result["majority"]["auroc"]["value"] == 0.5
    assert {k: v["n"] for k, v in result["groups"]["outlet"].items()} == {"Echo": 2, "Post": 2}
    assert result["groups"]["outlet"]["Post"]["metrics"]["macro_f1"]["value"] == 1.0
    assert result["model"]["name"] == "fake"
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_predictions_keep_the_order_of_the_file(run, tmp_path):
    out = tmp_path / "out.jsonl"
    rows = [
        sentence(1, VIEW, "subjective", doc_id="d", index=2),
        sentence(2, FACT, "objective"),
        sentence(3, FACT, "objective", doc_id="d", index=1),
    ]
    run("subjectivity", rows, predictions=out)
    written = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in written] == ["s1", "s2", "s3"]
    assert [row["label"] for row in written] == ["subjective", "objective", "objective"]
    assert written[0]["probabilities"] == pytest.approx({"objective": 0.1, "subjective": 0.9})


def test_rows_of_a_document_are_analysed_as_one(run, analyzer):
    rows = [sentence(i, FACT, "objective", doc_id="d", index=9 - i) for i in range(3)]
    run("subjectivity", rows)
    (document,) = analyzer.documents
    assert len(document.sentences) == 3


def test_intervals_are_clustered_by_document(run):
    def rows(place):
        # Of every two documents the model gets one wholly right and one wholly wrong.
        said = [(FACT, "objective"), (VIEW, "subjective")]
        denied = [(FACT, "subjective"), (VIEW, "objective")]
        texts = [(denied if i // 8 % 2 else said)[i % 2] for i in range(64)]
        return [sentence(i, *text, **place(i)) for i, text in enumerate(texts)]

    alone = run("subjectivity", rows(lambda _: {})).metrics["macro_f1"]
    together = run("subjectivity", rows(lambda i: {"doc_id": i // 8})).metrics["macro_f1"]
    assert together.value == alone.value
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_every_unreadable_row_is_told_once(run):
    told = []
    result = run("subjectivity", ["{", *ROWS, "[]"], on_unreadable=told.append)
    assert [row.line for row in told] == [1, 6] == [row.line for row in result.unreadable]


def test_progress_counts_the_rows(run):
    seen = []
    run("subjectivity", ROWS, on_rows=seen.append)
    assert sum(seen) == len(ROWS)


def test_nothing_readable_is_an_error_and_leaves_no_predictions(run, tmp_path):
    out = tmp_path / "out.jsonl"
    with pytest.raises(DataError, match=r"rows\.jsonl:1: no row can be read") as caught:
        run("subjectivity", [sentence(1, FACT, "factual")], predictions=out)
    assert "'factual'" in str(caught.value)
    assert not out.exists()


def test_empty_file_is_an_error(tmp_path, analyzer):
    path = tmp_path / "empty.jsonl"
    path.touch()
    with pytest.raises(DataError, match="the file is empty"):
        evaluate(load_task("role"), path, analyzer)


def test_predictions_that_cannot_be_written_fail_before_the_work(run, analyzer, tmp_path):
    with pytest.raises(OutputError):
        run("subjectivity", ROWS, predictions=tmp_path / "no" / "folder.jsonl")
    assert analyzer.documents == []
