"""The families: enough of them, their names apart, with every form that templates ask for."""

from __future__ import annotations

import re

import pytest

from biascheck.evaluation.audit.families import family_names, load_groups
from biascheck.evaluation.audit.templates import (
    article_templates,
    reworded_templates,
    sentence_templates,
)

REWORDED = [
    t for check in ("paraphrases", "reversals") for both in reworded_templates(check) for t in both
]
TEMPLATES = [*sentence_templates(), *article_templates(), *REWORDED]


def test_there_are_at_least_eight_families():
    assert len(family_names()) >= 8


@pytest.mark.parametrize("group", load_groups(), ids=lambda g: f"{g.family}-{g.label}")
def test_a_group_holds_different_names_of_the_same_forms(group):
    assert len({name.name for name in group.names}) == len(group.names) >= 2
    assert len({frozenset(name.forms) for name in group.names}) == 1


def test_every_kind_of_name_has_templates_and_the_other_way_round():
    assert {group.kind for group in load_groups()} == {template.kind for template in TEMPLATES}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.id)
def test_every_form_asked_for_is_there(template):
    asked = set(re.findall(r"\{(\w+)\}", template.text + (template.title or "")))
    for group in load_groups():
        if group.kind == template.kind:
            assert {form.lower() for form in asked} <= set(group.names[0].forms)
