"""The JSON contract: schema, round trip, and what it must refuse."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import biascheck.render
from biascheck.errors import DataError
from biascheck.render.contract import SCHEMA, SCORES, escape, from_dict, to_dict
from biascheck.types import Article, Score
from tests import reports

FILE = Path(biascheck.render.__file__).with_name("report.schema.json")
VALIDATOR = jsonschema.Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))

# Everything DESIGN promises, as paths; a number stands for the first item of a list.
PROMISED = [
    *(
        [
            "schema",
            "article",
            "genre",
            "sentences",
            "passages",
            "loaded",
            "quotes",
            "frames",
            "stances",
            "scores",
        ]
    ),
    *(["model", "warnings"]),
    *(
        f"article.{k}"
        for k in ["id", "source", "title", "language", "n_characters", "n_words", "text"]
    ),
    "article.n_sentences",
    *("genre.label", "genre.probabilities.news", "genre.probabilities.opinion"),
    *(f"sentences.0.{k}" for k in ["index", "start", "end", "role", "subjective", "attributed"]),
    *(f"sentences.0.{k}" for k in ["loaded", "speaker", "paragraph"]),
    *(f"sentences.0.probabilities.{k}" for k in ["reporting", "quote", "opinion", "boilerplate"]),
    *(f"passages.0.{k}" for k in ["index", "start", "end", "role", "probability", "sentences"]),
    *(f"loaded.0.{k}" for k in ["start", "end", "text", "score", "sentence"]),
    *(
        f"quotes.0.{k}"
        for k in ["start", "end", "speaker", "speaker_span", "cue", "direct", "sentence"]
    ),
    *(f"frames.0.{k}" for k in ["frame", "score", "present", "evidence"]),
    *(f"stances.0.{k}" for k in ["target", "kind", "mentions", "score", "label", "probabilities"]),
    *(f"stances.0.{k}" for k in ["harmed", "evidence", "author.score", "author.n", "quoted.n"]),
    *(f"scores.{name}.{k}" for name in SCORES for k in ("value", "percentile", "reason")),
    *(f"model.{k}" for k in ["name", "version", "sha256", "runtime", "options"]),
    *("warnings.0.code", "warnings.0.message"),
]


def _parent(data, path):
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step)] if step.isdigit() else data[step]
    return data, last


@pytest.fixture
def data():
    return json.loads(json.dumps(to_dict(reports.harbour_bridge())))


def test_schema_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)


def test_reports_follow_the_schema(data):
    VALIDATOR.validate(data)
    VALIDATOR.validate(to_dict(reports.bare()))


@pytest.mark.parametrize("path", PROMISED)
def test_schema_asks_for_every_promised_key(data, path):
    parent, key = _parent(data, path)
    del parent[key]
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("path", PROMISED)
def test_schema_refuses_a_wrong_type(data, path):
    parent, key = _parent(data, path)
    parent[key] = [{}]
    assert not VALIDATOR.is_valid(data)


def test_schema_refuses_an_unknown_number_without_reason(data):
    data["scores"]["neutrality"] |= {"value": None, "reason": None}
    assert not VALIDATOR.is_valid(data)


def test_schema_lets_keys_be_added(data):
    data["sentences"][0]["new"] = 1
    data["scores"]["another"] = copy.copy(data["scores"]["neutrality"])
    VALIDATOR.validate(data)


def test_results_of_other_packages_follow_the_schema():
    data = to_dict(reports.added(reports.bare()))
    VALIDATOR.validate(data)
    assert data["dimensions"]["episodic"]["result"]["evidence"] == [2, 1]
    data["dimensions"]["mood"]["reason"] = None
    assert not VALIDATOR.is_valid(data)


def test_a_report_from_before_dimensions_were_added_is_read(data):
    del data["dimensions"], data["model"]["dimensions"]
    VALIDATOR.validate(data)
    assert from_dict(data).dimensions == {}


@pytest.mark.parametrize(
    "report", [reports.harbour_bridge(), reports.bare(), reports.added(reports.bare())]
)
def test_round_trip(report):
    assert from_dict(json.loads(json.dumps(to_dict(report)))) == report
    assert from_dict(report.to_dict()) == report


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_round_trip_of_any_text_and_number(text, value):
    scores = {name: Score(name, value) for name in SCORES}
    report = reports.bare(text, scores=scores, article=Article(text=text, title=text))
    written = escape(json.dumps(to_dict(report), ensure_ascii=False))
    assert from_dict(json.loads(written)) == report
    written.encode("utf-8")


def test_words_and_characters_are_counted_in_the_untouched_text(data):
    text = data["article"]["text"]
    assert data["article"]["n_characters"] == len(text)
    passage = next(it for it in data["passages"] if it["role"] == "opinion")
    assert text[passage["start"] : passage["end"]].startswith("For years this council")


def test_unbounded_range_is_null_in_json(data):
    assert data["scores"]["loaded_per_1000"]["range"] == [0, None]


def test_other_schema_is_refused(data):
    with pytest.raises(DataError, match=r"biascheck\.report/2"):
        from_dict(data | {"schema": "biascheck.report/2"})
    assert SCHEMA == "biascheck.report/1"


def test_missing_key_is_a_data_error(data):
    del data["genre"]
    with pytest.raises(DataError, match="malformed"):
        from_dict(data)
