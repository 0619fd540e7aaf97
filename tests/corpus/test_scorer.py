from __future__ import annotations

import json
import pickle

import pytest

from biascheck.corpus.block import Block
from biascheck.corpus.dedupe import Duplicate
from biascheck.corpus.item import TextItem
from biascheck.corpus.scorer import Scorer
from biascheck.errors import ConfigError, ModelError
from biascheck.results.carried import Carried
from tests import fakes
from tests.corpus.generated import GeneratedCorpus
from tests.render.test_contract import VALIDATOR

TEXTS = ["It rained.", "CHOKE", "It snowed.", "BUG", None, "Bonjour"]


def block(texts=TEXTS, **changes):
    return Block(0, 0, tuple(GeneratedCorpus(texts).items()), **changes)


@pytest.fixture
def fake(monkeypatch):
    fakes.install(monkeypatch)


@pytest.mark.usefixtures("fake")
def test_each_item_is_a_row_of_one_table():
    scored = Scorer()(block(duplicates={2: Duplicate(0, "a0", None, "exact")}))
    assert [row["row"] for row in scored.tables["articles"]] == [0]
    assert [(row["row"], row["of_row"]) for row in scored.tables["duplicates"]] == [(2, 0)]
    assert [(row["row"], row["code"]) for row in scored.tables["errors"]] == [
        (1, "input"),
        (3, "bug"),
        (4, "data"),
        (5, "language"),
    ]
    counts = scored.counts
    assert (counts.results, counts.duplicates, counts.failed) == (1, 1, 4)
    assert counts.least == ("made.jsonl:1", 50.0)
    assert scored.lines == ()


@pytest.mark.usefixtures("fake")
def test_lines_stand_in_the_order_of_the_items(tiny_analyzer):
    scored = Scorer(lines=True, tables=())(block(duplicates={2: Duplicate(0, "a0", 0.9, "near")}))
    assert not any(scored.tables.values())
    report, failed, repeated, *_ = map(json.loads, scored.lines)
    assert len(scored.lines) == len(TEXTS)
    assert report["columns"] == {"outlet": "o0"}
    assert failed["error"]["code"] == "input"
    known = {"row": 0, "id": "a0", "kind": "near", "similarity": 0.9}
    assert repeated == {"id": "a2", "source": "made.jsonl", "line": 3, "duplicate_of": known}


def test_a_line_is_a_report(tiny_model):
    scored = Scorer(model=str(tiny_model), lines=True)(block(["The council met on Tuesday."] * 2))
    for line in scored.lines:
        VALIDATOR.validate(json.loads(line))


@pytest.mark.usefixtures("fake")
def test_the_model_is_loaded_when_an_article_needs_it_and_once():
    scorer = Scorer()
    scorer(block([None]))
    assert fakes.FakeAnalyzer.loaded == []
    scorer(block())
    pickle.loads(pickle.dumps(scorer))(block())
    assert len(fakes.FakeAnalyzer.loaded) == 1


@pytest.mark.usefixtures("fake")
def test_a_model_that_breaks_at_one_article_ends_the_run(monkeypatch):
    def broken(self, articles, *, targets=()):
        articles = list(articles)
        raise ModelError("gone.") if len(articles) == 1 else ValueError

    monkeypatch.setattr(fakes.FakeAnalyzer, "analyze_many", broken)
    with pytest.raises(ModelError):
        Scorer()(block(["It rained."] * 2))


@pytest.mark.usefixtures("fake")
def test_items_that_crashed_are_not_tried_again():
    scored = Scorer()(block(["It rained.", "BUG"], crashed=frozenset({1})))
    (row,) = scored.tables["errors"]
    assert row["code"] == "crash"
    assert row["message"].startswith("made.jsonl:2: the process that analysed it died")


@pytest.mark.usefixtures("fake")
def test_carried_columns_stand_in_the_table_of_articles():
    scorer = Scorer(carried=Carried.settle([{"lean": "left"}]))
    item = TextItem(id="x", source="s", text="It rained.", columns={"lean": "right"})
    (row,) = scorer(Block(0, 0, (item,))).tables["articles"]
    assert row["lean"] == "right"


@pytest.mark.usefixtures("fake")
def test_other_languages_are_let_through_by_force():
    assert Scorer(force=True)(block(["Bonjour"])).counts.results == 1


def _batches():
    import pandas as pd
    import pyarrow as pa

    columns = {"id": ["x", "y", None], "text": ["It rained.", "CHOKE", None]}
    return [
        columns,
        pd.DataFrame(columns),
        pa.table(columns),
        pa.RecordBatch.from_pydict(columns),
    ]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("kind", range(4))
def test_batches_of_other_frameworks(kind):
    import pyarrow as pa

    from biascheck.corpus.batch import batch_schema

    batch = _batches()[kind]
    made = Scorer().score_batch(batch)
    assert type(made) is type(batch)
    if isinstance(made, dict):
        made = pa.table(made, schema=batch_schema())
    elif not isinstance(made, (pa.Table, pa.RecordBatch)):
        made = pa.Table.from_pandas(made, batch_schema())
    assert made.schema == batch_schema()
    rows = made.to_pylist()
    told = [(row["id"], row["status"], row["neutrality"], row["error_code"]) for row in rows]
    assert told == [
        ("x", "result", 50.0, None),
        ("y", "error", None, "input"),
        ("2", "error", None, "input"),
    ]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("kind", range(1, 4))
def test_an_empty_batch_has_the_same_columns(kind):
    from biascheck.corpus.batch import batch_schema

    batch = _batches()[kind]
    empty = batch.iloc[:0] if kind == 1 else batch.slice(0, 0)
    made = Scorer().score_batch(empty)
    assert len(made) == 0
    names = list(made.columns) if kind == 1 else made.schema.names
    assert names == batch_schema().names


@pytest.mark.usefixtures("fake")
def test_a_batch_needs_texts():
    with pytest.raises(ConfigError, match=r"no column 'text' .columns: body"):
        Scorer().score_batch({"body": ["It rained."]})
    with pytest.raises(ConfigError, match="cannot be a list"):
        Scorer().score_batch(["It rained."])
