from __future__ import annotations

import pytest

from biascheck.corpus.sources import Options
from biascheck.corpus.sources.columns import has_text, settle, unique_names
from biascheck.errors import ConfigError, DataError


def test_likeliest_names_win_whatever_their_case():
    columns, guessed = settle(["Article", "BODY", "headline", "uid"], Options(), "c")
    assert (columns.text, columns.title, columns.id) == ("BODY", "headline", "uid")
    assert guessed
    assert str(columns) == "text = BODY, id = uid, title = headline"


def test_what_is_asked_for_is_no_guess():
    options = Options(text_column="A", id_column="B")
    columns, guessed = settle(["a", "b", "text"], options, "c")
    assert (columns.text, columns.id) == ("a", "b")
    assert not guessed


def test_date_serves_and_is_carried():
    columns, _ = settle(["text", "date"], Options(), "c")
    assert columns.published == "date"
    assert "date" not in columns.taken
    columns, _ = settle(["text", "date", "published"], Options(), "c")
    assert columns.published == "published"
    assert "published" in columns.taken


def test_errors():
    with pytest.raises(ConfigError, match="c: unknown id column 'nr'"):
        settle(["text", "number"], Options(id_column="nr"), "c")
    with pytest.raises(DataError, match=r"columns: none\)"):
        settle([], Options(), "c")


def test_has_text():
    assert has_text(["a", "Body"], Options())
    assert not has_text(["a", "Body"], Options(text_column="text"))


def test_unique_names():
    assert unique_names(["a", "", "a", "a_2", "a"]) == ["a", "column_2", "a_2", "a_2_2", "a_3"]
