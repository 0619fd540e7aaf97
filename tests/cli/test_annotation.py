"""``biascheck export`` and ``biascheck import``, and the way round to ``biascheck adapt``."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from biascheck.cli import main
from tests import reports
from tests.training.adaptation.rows import ANGRY, CALM, FURNITURE, OUTLETS, SAID

TRUTH = {
    **dict.fromkeys(CALM, "reporting"),
    **dict.fromkeys(SAID, "quote"),
    **dict.fromkeys(ANGRY, "opinion"),
    **dict.fromkeys(("Share this story.", "Sign up for our newsletter."), "boilerplate"),
    "All rights reserved.": "boilerplate",
}
TOOLS = ["label-studio", "doccano"]


@pytest.fixture
def run(capsys):
    def go(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return go


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(reports.harbour_bridge().to_dict()), encoding="utf-8")
    return path


def true_role(text):
    """Return what a careful person says of one of our sentences."""
    return next(role for words, role in TRUTH.items() if words.startswith(text[:12]))


def corrected(path, tool):
    """Do what a person does in the tool: put every region right, and submit."""
    if tool == "doccano":
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for number, line in enumerate(lines):
            line["id"] = number
            for label in line["label"]:
                label[2] = true_role(line["text"][label[0] : label[1]])
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return
    items = json.loads(path.read_text(encoding="utf-8"))
    for number, item in enumerate(items):
        (prediction,) = item["predictions"]
        for region in prediction["result"]:
            region["value"]["labels"] = [true_role(region["value"]["text"])]
        annotation = {"completed_by": 1, "was_cancelled": False, "result": prediction["result"]}
        item |= {"id": number, "annotations": [annotation], "predictions": []}
    path.write_text(json.dumps(items), encoding="utf-8")


@pytest.mark.parametrize("tool", TOOLS)
def test_reports_are_corrected_and_a_model_is_fitted_to_them(run, tool, tiny_model, tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for n in range(12):
            text = f"{CALM[n % 4]} {SAID[n % 2]}\n\n{ANGRY[n % 4]}\n\n{FURNITURE[n % 2]}"
            row = {"id": f"a{n}", "text": text, "outlet": OUTLETS[n % 4]}
            file.write(json.dumps(row) + "\n")
    results, tasks, rows = (tmp_path / it for it in ("results", "tasks.json", "rows.jsonl"))
    model = ("--model", tiny_model)
    code, _, err = run("batch", corpus, "-o", results, *model, "--workers", 1, "-q")
    assert code == 0, err
    code, _, err = run("export", results, "--to", tool, "-o", tasks)
    assert code == 0, err
    assert "12 articles" in err
    corrected(tasks, tool)
    code, _, err = run("import", tasks, "--from", tool, "-o", rows)
    assert code == 0, err
    found = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert all(row["label"] == true_role(row["text"]) for row in found)
    assert {row["outlet"] for row in found} == set(OUTLETS)
    code, out, err = run("adapt", rows, "--dimension", "role", *model, "--format", "json", "-q")
    assert code in {0, 1}, err
    told = json.loads(out)
    assert told["labels"] == Counter(row["label"] for row in found)
    assert told["unreadable"] == 0
    assert told["groups"] == {"by": "outlet", "n": 4}


def test_the_configuration_is_written_beside(run, report, tmp_path):
    config = tmp_path / "config.xml"
    code, out, err = run("export", report, "--to", "label-studio", "--config", config, "-q")
    assert (code, err) == (0, "")
    assert json.loads(out)[0]["data"]["id"] == "harbour-bridge"
    assert config.read_text(encoding="utf-8").startswith("<View>")


def test_articles_of_one_name_are_told_apart(run, report):
    code, out, _ = run("export", report, report, "--to", "doccano")
    assert code == 0
    names = [json.loads(line)["article_id"] for line in out.splitlines()]
    assert names == ["harbour-bridge", "harbour-bridge (2)"]


def test_what_cannot_be_used_is_named_and_the_rest_written(run, report, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n")
    code, out, err = run("export", bad, tmp_path / "no.json", report, "--to", "doccano")
    assert code == 3
    assert len(out.splitlines()) == 1
    assert f"{bad}:1: left out" in err
    assert "no such file" in err
    assert "1 article with" in err
    assert "2 left out" in err


def test_nothing_to_export_or_import_is_exit_code_four(run, report, tmp_path):
    out = tmp_path / "out.json"
    code, _, err = run("export", tmp_path / "no.json", "--to", "doccano", "-o", out)
    assert (code, out.exists()) == (4, False)
    tasks = tmp_path / "tasks.json"
    assert run("export", report, "--to", "label-studio", "-o", tasks, "-q")[0] == 0
    code, _, err = run("import", tasks, "--from", "label-studio", "-o", out)
    assert (code, out.exists()) == (4, False)
    assert "has no 'annotations'" in err
    assert "nothing is written" in err


def test_bad_items_and_ties_are_counted(run, tmp_path):
    lines = [
        {"id": 1, "text": "It rained. It stopped.", "label": [[0, 10, "opinion"]]},
        {"id": 2, "text": "It rained.", "label": [[0, 99, "opinion"]]},
    ]
    one, two = tmp_path / "ada.jsonl", tmp_path / "ben.jsonl"
    one.write_text("".join(json.dumps(line) + "\n" for line in lines))
    lines[0]["label"] = [[0, 10, "quote"], [11, 22, "quote"]]
    two.write_text(json.dumps(lines[0]) + "\n")
    code, out, err = run("import", one, two, "--from", "doccano")
    assert code == 3
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["It stopped."]
    assert f"{one}:2: left out: 0 to 99 is no span" in err
    assert "no majority (1 opinion, 1 quote): It rained." in err
    assert "1 without a majority" in err
    assert "1 items left out" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "x.json"], "--to"),
        (["export", "x.json", "--to", "brat"], "doccano"),
        (["import", "x.json", "--from", "brat"], "doccano"),
        (["export", "x.csv", "--to", "doccano"], ".jsonl"),
    ],
)
def test_wrong_usage(run, arguments, told):
    code, _, err = run(*arguments)
    assert code == 2
    assert told in err
