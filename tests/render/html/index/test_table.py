from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from biascheck.render.html.index.entries import NUMBERS, analysed, failed
from biascheck.render.html.index.table import FIELDS, to_json
from tests.render.html import corpora


def read(entries):
    """Return the rows as the page's script reads them."""
    data = json.loads(to_json(entries))
    listed = {"outlet", "genre", "frame", "status"}
    assert data["fields"] == list(FIELDS)
    for values in data["rows"]:
        row = dict(zip(data["fields"], values, strict=True))
        row |= {name: data["texts"][row[name]] for name in listed}
        if row["why"]:
            row["why"] = [None if it is None else data["texts"][it] for it in row["why"]]
        yield row


def test_holds_what_the_entries_say():
    entries = [analysed(corpora.values(0), "articles/0000/0-a0.html"), failed(corpora.failure(1))]
    first, second = read(entries)
    assert first["title"] == entries[0].title
    assert first["page"] == "articles/0000/0-a0.html"
    assert first["outlet"] == entries[0].outlet
    for name in NUMBERS:
        assert abs(first[name] - entries[0].numbers[name]) <= 0.00005
    assert first["why"] is None
    assert (second["status"], second["neutrality"], second["outlet"]) == ("failed", None, "")


def test_reasons_stand_at_their_numbers():
    [row] = read([analysed(corpora.unknown(0), None)])
    assert len(row["why"]) == len(NUMBERS)
    assert row["why"][0] == "the article has no words outside boilerplate"


def test_texts_that_repeat_are_written_once():
    told = to_json([analysed(corpora.values(it, outlet="Ostren Post"), None) for it in range(50)])
    assert told.count("Ostren Post") == 1


@given(st.text(max_size=80))
def test_no_text_of_strangers_is_markup(text):
    told = to_json([analysed(corpora.values(0, title=f"a{text}</script><!--<script>"), None)])
    assert "<" not in told
    told.encode("utf-8")
    [row] = read([analysed(corpora.values(0, title=f"a{text}"), None)])
    assert row["title"] == analysed(corpora.values(0, title=f"a{text}"), None).title
