from __future__ import annotations

import pytest

from biascheck.errors import ConfigError
from biascheck.results.columns import COLUMNS, OUTCOME
from biascheck.results.schema import KINDS, TABLES, describe, schema, single_schema

pa = pytest.importorskip("pyarrow")


@pytest.mark.parametrize("table", TABLES)
def test_schema_is_what_is_documented(table):
    found = schema(table)
    assert found.names == [column.name for column in describe()[table]]
    for column in COLUMNS[table]:
        field = found.field(column.name)
        assert column.kind in KINDS
        assert field.nullable == (column.null is not None)
        told = field.metadata[b"description"].decode()
        assert column.meaning in told
        assert (column.null or "") in told


def test_kinds_become_types():
    articles, frames = schema("articles"), schema("frames")
    assert articles.field("row").type == pa.int64()
    assert articles.field("neutrality").type == pa.float64()
    assert articles.field("frames").type.value_type == pa.string()
    assert frames.field("evidence").type.value_type == pa.int32()
    assert frames.field("score").type == pa.float32()


def test_carried_columns_stand_at_the_end_of_articles_only():
    carried = pa.schema([("lean", pa.string())])
    assert schema("articles", carried).names[-1] == "lean"
    assert "lean" not in schema("errors", carried).names


def test_single_says_what_became_of_an_item():
    found = single_schema(pa.schema([("lean", pa.string())]))
    assert found.names[-len(OUTCOME) - 1] == "lean"
    assert not found.field("status").nullable
    assert found.field("words").nullable


def test_unknown_table():
    with pytest.raises(ConfigError, match="Did you mean 'articles'"):
        schema("article")
