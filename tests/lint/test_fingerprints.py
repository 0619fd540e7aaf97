from __future__ import annotations

from biascheck.lint.fingerprints import fingerprints
from tests.lint.desk import lint


def _prints(text, **options):
    return [it.fingerprint for it in lint(text, **options).findings]


TEXT = "The council met.\n\nA shameful act.\n\nThe mayor squandered it.\n"


def test_moved_lines_and_other_blanks_keep_them():
    moved = "It rained.\n\nThe mayor squandered  it.\n\nIt snowed.\n\nA  Shameful act.\n"
    moved = moved.replace("Shameful", "shameful")
    assert sorted(_prints(moved)) == sorted(_prints(TEXT))


def test_severity_and_threshold_keep_them():
    other = _prints(TEXT, severities=["opinion=info"], thresholds=["opinion=0.8"])
    assert other == _prints(TEXT)


def test_a_reworded_sentence_is_a_new_finding():
    assert set(_prints("A shameful deed.\n")).isdisjoint(_prints(TEXT))


def test_the_same_sentence_twice_is_two_findings():
    found = _prints("A shameful act.\n\nIt rained.\n\nA shameful act.\n")
    assert len(set(found)) == 2


def test_codes_tell_findings_of_one_sentence_apart():
    assert len(set(fingerprints([("BC101", "a"), ("BC102", "a"), ("BC101", "a")]))) == 3


def test_halves_of_surrogate_pairs_do_no_harm():
    assert len(list(fingerprints([("BC101", "\ud800")]))) == 1
