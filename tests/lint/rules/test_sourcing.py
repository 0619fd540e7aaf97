from __future__ import annotations

from dataclasses import replace

from biascheck.lint.rules.sourcing import find
from biascheck.types import Quote, Span
from tests import reports


def _report(*rooms):
    """Return a report that quotes speakers with so many words each."""
    text, quotes = "", []
    for speaker, words in rooms:
        start = len(text)
        text += "word " * words
        quotes.append(Quote(Span(start, len(text)), speaker, None, "say", True, 0))
    return replace(reports.bare(text), quotes=tuple(quotes))


def test_one_speaker_with_nearly_all_the_room():
    report = _report(("Voss", 10), ("Reyl", 60), ("Reyl", 40))
    (found,) = find(report, 0.8)
    assert found.span == report.quotes[1].span
    assert found.message == "Reyl has 91% of the 110 quoted words, of 2 named sources"
    assert found.evidence == ("Reyl: 100 words", "others: 10 words")
    assert found.anchor == "Reyl"


def test_a_single_source():
    (found,) = find(_report(("Reyl", 40), ("Reyl", 40), ("Reyl", 1)), 0.8)
    assert found.certainty == 1.0
    assert "of 1 named source" in found.message


def test_even_room_is_no_finding():
    assert list(find(_report(("Voss", 50), ("Reyl", 60), ("Reyl", 40)), 0.8)) == []


def test_words_of_unknown_speakers_count_as_anothers():
    assert list(find(_report((None, 50), ("Reyl", 60), ("Reyl", 40)), 0.8)) == []
    assert list(find(_report((None, 500), ("Reyl", 1), ("Reyl", 1)), 0.8)) == []


def test_few_words_or_quotes_show_no_choice():
    assert list(find(_report(("Reyl", 20), ("Reyl", 20), ("Reyl", 20)), 0.8)) == []
    assert list(find(_report(("Reyl", 200), ("Reyl", 200)), 0.8)) == []
    assert list(find(reports.bare(), 0.8)) == []
