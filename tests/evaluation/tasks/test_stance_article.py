from __future__ import annotations

import json

from biascheck.evaluation.rows import parse_row
from biascheck.evaluation.tasks.classes import Classes
from biascheck.evaluation.tasks.stance_article import TASK, about

TEXT = "The paper praised Mara Orlen. It rained. Orlen smiled."


def row(number, target, label, text=TEXT):
    return {"id": number, "title": "Rain", "text": text, "target": target, "label": label}


def test_uncertain_still_has_a_most_probable_label_and_articles_are_read_once(run, analyzer):
    rows = [row(i, "Mara Orlen", "positive") for i in range(3)]
    result = run("stance-article", [*rows, row(3, "paper", "positive")])
    assert result.metrics["macro_f1"].value == 1.0
    assert analyzer.asked == [("Mara Orlen", "paper")]


def test_absent_target_is_neutral_and_counted(run, tmp_path):
    out = tmp_path / "out.jsonl"
    rows = [row(1, "Mara Orlen", "positive"), row(2, "Ostren", "neutral")]
    result = run("stance-article", rows, predictions=out).to_dict()
    assert result["not_found"] == 1
    assert result["metrics"]["macro_f1"]["value"] == 1.0
    written = [json.loads(line) for line in out.read_text().splitlines()]
    assert [r["found"] for r in written] == [True, False]


def test_baseline_reads_the_sentences_that_name_the_target():
    def seen(target):
        return about(parse_row(1, row(1, target, "neutral"), TASK.gold))

    assert seen("Mara Orlen") == "The paper praised  TARGET ."
    assert seen("Ada Orlen") == "The paper praised Mara  TARGET .\n TARGET  smiled."
    assert seen("Ostren") == TEXT


def test_a_rare_label_is_decided_by_what_it_gains_over_its_share():
    scheme = Classes(("rare", "common"), ())
    told = {"rare": 0.3, "common": 0.7}
    found = scheme.standing_out(told, {"rare": 0.2, "common": 0.8})
    assert (found.label, found.probabilities) == ("rare", told)
    assert scheme.standing_out(told, {"rare": 0.5, "common": 0.5}).label == "common"
