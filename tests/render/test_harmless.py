from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from biascheck.render.harmless import inline, shorten

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text())
def test_nothing_active_is_left(text):
    shown = inline(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in shown)
    assert not any(unicodedata.bidirectional(character) in BIDI for character in shown)
    assert not {"\u2028", "\u2029"} & set(shown)


def test_escapes_become_visible():
    assert inline("a\x1b[31mb") == "a␛[31mb"
    assert inline("a\u202eb") == "a<U+202E>b"
    assert inline("one\r\n two\u00a0three") == "one two three"


@given(st.text(), st.integers(2, 60))
def test_shortened_text_fits(text, limit):
    assert len(shorten(text, limit)) <= limit


def test_text_is_cut_at_a_word():
    assert shorten("the harbour bridge reopened", 20) == "the harbour bridge…"
