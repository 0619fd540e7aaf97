from __future__ import annotations

import math
from importlib import import_module

import pytest

from biascheck.errors import ConfigError
from biascheck.frames import ADDED, rows, score
from biascheck.render.contract import SCORES
from biascheck.results.schema import schema
from tests import fakes

TEXTS = ["It rained in Ostren.", None, "  ", "CHOKE on this.", "BUG in here.", "It stopped."]
BACKENDS = ["pandas", "polars"]


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch):
    fakes.install(monkeypatch)


def frame_of(backend, values, **columns):
    return pytest.importorskip(backend).DataFrame({"body": values, **columns})


def column(frame, name):
    """Return a column with None for every kind of null."""
    return [
        None if value is None or (isinstance(value, float) and math.isnan(value)) else value
        for value in frame[name].to_list()
    ]


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_row_is_kept_in_order_and_says_what_became_of_it(backend):
    frame = frame_of(backend, TEXTS, nr=list(range(len(TEXTS))))
    found = score(frame, "body")
    assert type(found) is type(frame)
    assert list(found.columns) == ["body", "nr", *ADDED, "error"]
    assert column(found, "nr") == list(range(6))
    assert column(found, "neutrality") == [50.0, None, None, None, None, 50.0]
    errors = column(found, "error")
    assert [bool(it) for it in errors] == [False, False, True, True, True, False]
    assert "row:3: the text chokes us" in errors[3]
    assert "ZeroDivisionError" in errors[4]
    assert list(frame.columns) == ["body", "nr"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_no_text_is_an_error_not_a_crash(backend):
    library = pytest.importorskip(backend)
    frame = library.DataFrame({"text": [3, 4]})
    found = score(frame)
    assert "no text but a int" in column(found, "error")[1]
    assert column(found, "genre") == [None, None]


def test_the_index_of_pandas_is_kept_even_with_repeats_and_nulls():
    pandas = pytest.importorskip("pandas")
    index = pandas.MultiIndex.from_tuples([("a", 1), ("a", 1), ("b", 2)], names=["x", "y"])
    values = pandas.array(["It rained.", pandas.NA, "It stopped."], dtype="string")
    frame = pandas.DataFrame({"text": values}, index=index)
    found = score(frame)
    assert found.index.equals(index)
    assert column(found, "neutrality") == [50.0, None, 50.0]
    assert column(found, "error") == [None, None, None]


@pytest.mark.parametrize("backend", BACKENDS)
def test_empty_frames_get_the_columns_with_their_types(backend):
    library = pytest.importorskip(backend)
    found = score(library.DataFrame({"text": []}))
    assert len(found) == 0
    assert list(found.columns) == ["text", *ADDED, "error"]
    for name in SCORES:
        assert "float" in str(found[name].dtype).lower()


@pytest.mark.parametrize("backend", BACKENDS)
def test_columns_prefix_and_titles(backend):
    frame = frame_of(backend, ["It rained."], genre=["ours"], headline=["Rain in Ostren"])
    with pytest.raises(ConfigError, match=r"already has a column 'genre'.*prefix"):
        score(frame, "body")
    found = score(frame, "body", title="headline", columns=["genre", "title"], prefix="b_")
    assert list(found.columns) == ["body", "genre", "headline", "b_genre", "b_title", "b_error"]
    assert column(found, "b_title") == ["Rain in Ostren"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_tables_of_many_rows_per_text(backend):
    frame = frame_of(
        backend, [None, "It rained.", "CHOKE", "It stopped."], key=["x", "y", None, "z"]
    )
    found = rows(frame, "sentences", "body", id="key")
    assert type(found) is type(frame)
    assert list(found.columns) == schema("sentences").names
    assert column(found, "row") == [1, 3]
    assert column(found, "id") == ["y", "z"]
    assert column(found, "text") == ["It rained.", "It stopped."]
    errors = rows(frame, "errors", "body", id="key")
    assert column(errors, "row") == [2]
    assert len(rows(frame[:1], "sentences", "body")) == 0


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_accessor_does_the_same(backend):
    frame = frame_of(backend, TEXTS)
    import_module(f"biascheck.{backend}")
    assert frame.biascheck.score("body").equals(score(frame, "body"))
    found = frame.biascheck.rows("sentences", text="body")
    assert found.equals(rows(frame, "sentences", "body"))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda it: score(it, "boddy"), "'body'"),
        (lambda it: score(it, "body", columns=["neutralty"]), "'neutrality'"),
        (lambda it: rows(it, "sentence", "body"), "'sentences'"),
        (lambda it: score(it["body"]), "Series is no data frame"),
        (lambda it: score(["a text"]), "list is no data frame"),
    ],
)
def test_wrong_names_tell_the_near_ones(call, told):
    with pytest.raises(ConfigError, match=told):
        call(frame_of("pandas", ["It rained."]))
