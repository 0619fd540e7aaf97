"""Swapping names: the same sentence about another party, leader, country or religion.

A judgement must not hang on who is written about. An example is now and then given with
its names exchanged inside their families, the same way throughout the document.

Source: counterfactual data augmentation, Lu et al. 2018, "Gender Bias in Neural Natural
Language Processing"; the families were written for biascheck.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from biascheck.types import Article, Document, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.training.example import Example

# A family is left alone in one document of five, so that names also stay together.
_LEFT_ALONE = 0.2


@dataclass(frozen=True, slots=True)
class Families:
    """The families: members are tuples of parallel forms (name, adjective, plural ...).

    Attributes:
        members: Family to its members.
        place: Form to (family, member, number of the form).
        pattern: Finds any form as a whole word.
    """

    members: Mapping[str, tuple[tuple[str, ...], ...]]
    place: Mapping[str, tuple[str, int, int]]
    pattern: re.Pattern[str]


@cache
def load_families() -> Families:
    """Read ``name_families.json``; a form in two families belongs to the first."""
    path = Path(__file__).with_name("name_families.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    members = {name: tuple(map(tuple, family)) for name, family in content.items()}
    place: dict[str, tuple[str, int, int]] = {}
    for name, family in members.items():
        for number, forms in enumerate(family):
            for index, form in enumerate(forms):
                place.setdefault(form, (name, number, index))
    longest = sorted(place, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return Families(members, place, pattern)


def swap_names(example: Example, generator: np.random.Generator) -> Example:
    """Return the example with its names exchanged and every span moved along."""
    families = load_families()
    text = example.document.article.text
    changes = _changes(text, families, generator)
    if not changes:
        return example
    mapping = _Mapping(text, changes)
    return replace(
        example,
        document=_document(example.document, mapping),
        token_spans={
            name: [(mapping.span(span), weight) for span, weight in spans]
            for name, spans in example.token_spans.items()
        },
        mentions=tuple(
            replace(mention, spans=tuple(mapping.span(s) for s in mention.spans))
            for mention in example.mentions
        ),
    )


def _changes(
    text: str, families: Families, generator: np.random.Generator
) -> list[tuple[int, int, str]]:
    """Return what to put where: (start, end, new form), in order, without idle changes."""
    orders = {
        name: np.arange(len(family))
        if generator.random() < _LEFT_ALONE
        else generator.permutation(len(family))
        for name, family in families.members.items()
    }
    changes = []
    for match in families.pattern.finditer(text):
        name, number, index = families.place[match.group()]
        forms = families.members[name][int(orders[name][number])]
        new = forms[min(index, len(forms) - 1)]
        if new != match.group():
            changes.append((match.start(), match.end(), new))
    return changes


class _Mapping:
    """The new text, and where each old position went."""

    def __init__(self, text: str, changes: list[tuple[int, int, str]]) -> None:
        self.position = np.arange(len(text) + 1)
        parts: list[str] = []
        done = 0
        for start, end, new in changes:
            parts += [text[done:start], new]
            done = end
            grown = len(new) - (end - start)
            self.position[end:] += grown
            # Inside a changed name, positions stick to its ends.
            self.position[start + 1 : end] = self.position[start]
        parts.append(text[done:])
        self.text = "".join(parts)

    def span(self, span: Span) -> Span:
        """Return the span in the new text."""
        return Span(int(self.position[span.start]), int(self.position[span.end]))


def _document(document: Document, mapping: _Mapping) -> Document:
    article = document.article
    title = article.title_span
    moved = Article(
        text=mapping.text,
        id=article.id,
        title=article.title,
        title_span=None if title is None else mapping.span(title),
    )
    sentences = tuple(
        Sentence(s.index, mapping.span(s.span), s.paragraph) for s in document.sentences
    )
    return Document(moved, sentences)
