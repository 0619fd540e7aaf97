"""The lexicon of saying and thinking."""

from __future__ import annotations

import pytest

from biascheck.segmentation.cues import cue_forms, cues


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("admitted", "admit"),
        ("referring", "refer"),
        ("wrote", "write"),
        ("agreed", "agree"),
        ("criticizing", "criticize"),
        ("stresses", "stress"),
    ],
)
def test_inflected_forms_find_their_verb(form: str, lemma: str) -> None:
    assert cue_forms()[form].cue.lemma == lemma


@pytest.mark.parametrize("lemma", ["say", "tell", "write", "add", "ask", "announce", "warn"])
def test_plain_reporting_verbs_are_neutral(lemma: str) -> None:
    assert cues()[lemma].tone == "neutral"


@pytest.mark.parametrize("lemma", ["claim", "admit", "insist", "slam", "boast", "reveal", "allege"])
def test_colouring_verbs_are_loaded(lemma: str) -> None:
    assert cues()[lemma].tone == "loaded"


def test_attitudes_are_told_from_speech() -> None:
    assert cues()["want"].attitude
    assert not cues()["say"].attitude


def test_every_form_is_lower_case_and_has_a_known_verb() -> None:
    for word, form in cue_forms().items():
        assert word == word.lower()
        assert form.cue is cues()[form.cue.lemma]
        assert form.forms
