"""Both tools: what they are given and what comes back."""

from __future__ import annotations

import json
import zipfile
from xml.etree import ElementTree as ET

import pytest

from biascheck.annotation import doccano, label_studio
from biascheck.annotation.formats import TOOLS, find_tool
from biascheck.annotation.reports import of_report
from biascheck.annotation.task import Annotated, Mark, Unusable
from biascheck.cli.export import Tool
from biascheck.errors import ConfigError, DataError, InputError
from biascheck.labels import ROLES
from biascheck.types import Article, Span
from tests import reports

TEXT = "😀😀 It rained. We hate rain!"


def task():
    return of_report(reports.harbour_bridge())


def exported(tmp_path, *annotations, text=TEXT, **data):
    """Write what Label Studio exports; an annotation is a list of (start, end, words, label)."""
    items = [
        {
            "id": 7,
            "annotations": [
                {
                    "id": number,
                    "completed_by": person,
                    "was_cancelled": cancelled,
                    "result": [
                        {
                            "type": "labels",
                            "from_name": "role",
                            "value": {"start": s, "end": e, "text": w, "labels": [label]},
                        }
                        for s, e, w, label in regions
                    ],
                }
                for number, (person, cancelled, regions) in enumerate(annotations)
            ],
            "data": {"text": text, "id": "rain", "outlet": "Ostren Post", **data},
        }
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def test_the_command_and_the_registry_name_the_same_tools():
    assert {it.value for it in Tool} == set(TOOLS)
    with pytest.raises(ConfigError, match="'doccano'"):
        find_tool("docanno")


def test_label_studio_gets_data_and_a_prediction_that_fits_the_configuration():
    (item,) = json.loads("".join(label_studio.write([task()])))
    (prediction,) = item["predictions"]
    assert prediction["model_version"] == "standard 1.0"
    assert prediction["score"] == 0.88
    text = item["data"]["text"]
    view = ET.fromstring(label_studio.config())
    labels, shown = view.find("Labels"), view.find("Text")
    assert [it.get("value") for it in labels] == list(ROLES)
    assert shown.get("value") == "$text"
    assert view.find("Header").get("value").removeprefix("$") in item["data"]
    for region in prediction["result"]:
        value = region["value"]
        assert text[value["start"] : value["end"]] == value["text"]
        assert region["from_name"] == labels.get("name")
        assert region["to_name"] == shown.get("name") == labels.get("toName")
        assert set(value["labels"]) <= set(ROLES)
    assert len({region["id"] for region in prediction["result"]}) == len(prediction["result"])


def test_label_studio_of_no_task_and_of_two_is_an_array():
    assert json.loads("".join(label_studio.write([]))) == []
    assert len(json.loads("".join(label_studio.write([task(), task()])))) == 2


@pytest.mark.parametrize("offset", [0, 2], ids=["code points", "UTF-16"])
def test_label_studio_positions_are_told_by_their_words(tmp_path, offset):
    start = TEXT.index("It")
    region = (start + offset, start + 10 + offset, "It rained.", "reporting")
    (item,) = label_studio.read(exported(tmp_path, (1, False, [region])))
    assert item.votes == {"person 1": (Mark(Span(start, start + 10), "reporting"),)}
    assert (item.id, item.outlet) == ("rain", "Ostren Post")


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ((4, 9, "rained", "reporting"), "are not 'rained'"),
        ((4, 900, "It", "reporting"), "are not 'It'"),
        ((9, 4, "It", "reporting"), "is no span"),
        ((3, 13, "It rained.", "opinon"), "Did you mean 'opinion'"),
    ],
)
def test_label_studio_regions_that_do_not_fit_are_unusable(tmp_path, region, told):
    (item,) = label_studio.read(exported(tmp_path, (1, False, [region])))
    assert isinstance(item, Unusable)
    assert told in item.cause
    assert "item 1" in item.where


def test_label_studio_cancelled_and_repeated_annotations(tmp_path):
    at = TEXT.index("It")
    once = [(at, at + 10, "It rained.", "reporting")]
    again = [(at, at + 10, "It rained.", "opinion")]
    path = exported(tmp_path, (1, False, once), (2, True, once), ({"id": 1}, False, again))
    (item,) = label_studio.read(path)
    assert {person: marks[0].role for person, marks in item.votes.items()} == {
        "person 1": "opinion"
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "no JSON"), ('{"a": 1}', "no list of tasks")],
)
def test_label_studio_files_of_another_kind(tmp_path, content, told):
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(DataError, match=told):
        list(label_studio.read(path))


def test_label_studio_short_form_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "min.json"
    path.write_text(json.dumps([{"text": "It rained.", "label": []}, 3]))
    assert all("JSON-MIN" in item.cause for item in label_studio.read(path))


def test_doccano_gets_a_line_with_spans_and_types_with_distinct_keys():
    (line,) = doccano.write([task()])
    fields = json.loads(line)
    assert "id" not in fields
    assert fields["article_id"] == "harbour-bridge"
    assert {role for _, _, role in fields["label"]} <= set(ROLES)
    assert all(0 <= start < end <= len(fields["text"]) for start, end, _ in fields["label"])
    types = json.loads(doccano.config())
    assert [it["text"] for it in types] == list(ROLES)
    assert len({it["suffix_key"] for it in types}) == len(ROLES)


@pytest.mark.parametrize("form", ["label", "entities"])
def test_doccano_reads_both_forms(tmp_path, form):
    label = [[3, 13, "reporting"]]
    if form == "entities":
        label = [{"id": 1, "label": "reporting", "start_offset": 3, "end_offset": 13}]
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"id": 5, "text": TEXT, form: label}) + "\n\n")
    (item,) = doccano.read(path)
    assert item.votes == {"all": (Mark(Span(3, 13), "reporting"),)}
    assert item.id == "5"


def test_doccano_archives_hold_a_file_per_person(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for person, role in (("ada", "opinion"), ("ben", "quote")):
            line = json.dumps({"text": TEXT, "label": [[3, 13, role]], "article_id": "rain"})
            archive.writestr(f"{person}.jsonl", line + "\n")
    items = list(doccano.read(path))
    assert [list(item.votes) for item in items] == [["ada"], ["ben"]]
    assert {item.id for item in items} == {"rain"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ('{"text": "  ", "label": []}', "no text"),
        ('{"text": "It rained.", "id": 1}', "no list 'label'"),
        ('{"text": "It rained.", "id": 1, "label": [[0, 11, "quote"]]}', "no span of its 10"),
        ('{"text": "It rained.", "id": 1, "label": [[true, 4, "quote"]]}', "no span"),
        ('{"text": "It rained.", "id": 1, "label": [[0, 4, "qoute"]]}', "'quote'"),
        ('{"text": "It rained.", "id": 1, "label": ["quote"]}', "[start, end, role]"),
        ('{"text": "It rained.", "label": []}', "names the article"),
        ('{"text": "It rained.", "id": 1, "label": [], "sentences": [[0]]}', "malformed"),
        (
            '{"text": "It rained.", "id": 1, "label": [], "sentences": [[0, 5, 0], [4, 9, 0]]}',
            "overlap",
        ),
    ],
)
def test_doccano_lines_that_do_not_fit_are_unusable(tmp_path, line, told):
    path = tmp_path / "all.jsonl"
    path.write_text(f'{{"text": "It rained.", "id": 3, "label": []}}\n{line}\n')
    fine, item = doccano.read(path)
    assert isinstance(fine, Annotated)
    assert fine.votes == {}
    assert isinstance(item, Unusable)
    assert item.where == f"{path}:2"
    assert told in item.cause


@pytest.mark.parametrize("tool", TOOLS)
def test_a_missing_file_is_an_input_error(tool, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list(find_tool(tool).read(tmp_path / "no.json"))


def test_an_archive_without_lines_or_that_is_none(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(DataError, match="cannot be read"):
        list(doccano.read(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x")
    with pytest.raises(DataError, match=r"no \.jsonl file"):
        list(doccano.read(path))


@pytest.mark.parametrize("tool", TOOLS)
def test_sentences_survive_the_way_there_and_back(tool, tmp_path):
    text = f"{TEXT}\n\nIt stopped."
    sent = of_report(reports.bare(text, article=Article(text=text, outlet="Ostren Post")))
    path = tmp_path / "there.json"
    content = "".join(find_tool(tool).write([sent]))
    if tool == "label-studio":
        (item,) = json.loads(content)
        item["annotations"] = item.pop("predictions")
        content = json.dumps([item])
    path.write_text(content, encoding="utf-8")
    (back,) = find_tool(tool).read(path)
    assert back.sentences == sent.sentences
    assert (back.id, back.text, back.outlet) == (sent.id, sent.text, "Ostren Post")
    (marks,) = back.votes.values()
    assert [(it.span, it.role) for it in marks] == [(it.span, it.role) for it in sent.marks]
