"""Templates: texts with places for a name, and what becomes of them once it is filled in.

``{adj}`` is the place of a form, ``{Adj}`` the same with a capital at the start of a
sentence; ``<`` and ``>`` enclose a mention of whom the text is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.evaluation.audit.data import read_data
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.evaluation.audit.families import Name

_MARK: Final = re.compile(r"[<>]|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Version:
    """A text with one name in its places.

    Attributes:
        text: The text.
        name: The name.
        swapped: Every place that the name decides, pronouns and roles too.
        mentions: Mentions of whom the text is about.
        title: The headline of an article, None for a sentence.
    """

    text: str
    name: str
    swapped: tuple[Span, ...]
    mentions: tuple[Span, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A text to fill.

    Attributes:
        id: Stable name, such as ``party/quote/2``.
        kind: Which names fit.
        text: The text with its places.
        title: The headline of an article, with its places; None for a sentence.
    """

    id: str
    kind: str
    text: str
    title: str | None = None

    def fill(self, name: Name) -> Version:
        """Return the text with a name in its places.

        Raises:
            KeyError: If the name lacks a form that the text asks for.
        """
        text, swapped, mentions = _fill(self.text, name)
        title = None if self.title is None else _fill(self.title, name)[0]
        return Version(text, name.name, swapped, mentions, title)


def _fill(template: str, name: Name) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """Return the text, the places of the name's forms, and the mentions."""
    text = ""
    position = opened = 0
    swapped, mentions = [], []
    for mark in _MARK.finditer(template):
        text += template[position : mark.start()]
        position = mark.end()
        if mark[0] == "<":
            opened = len(text)
        elif mark[0] == ">":
            mentions.append(Span(opened, len(text)))
        else:
            words = _form(name, mark[1])
            swapped.append(Span(len(text), len(text) + len(words)))
            text += words
    return text + template[position:], tuple(swapped), tuple(mentions)


def _form(name: Name, form: str) -> str:
    words = name.forms[form.lower()]
    return words[0].upper() + words[1:] if form[0].isupper() else words


def sentence_templates() -> Iterator[Template]:
    """Yield neutral, quoting, opinionated, loaded and stance-bearing sentences."""
    for kind, types in read_data("templates.json").items():
        for sort, texts in types.items():
            for number, text in enumerate(texts, 1):
                yield Template(f"{kind}/{sort}/{number}", kind, text)


def article_templates() -> Iterator[Template]:
    """Yield whole articles: news, opinion, and news that ends in an opinion paragraph."""
    for kind, articles in read_data("articles.json").items():
        for number, article in enumerate(articles, 1):
            text = "\n\n".join(article["paragraphs"])
            yield Template(f"{kind}/{article['genre']}/{number}", kind, text, article["title"])


def reworded_templates(check: str) -> Iterator[tuple[Template, Template]]:
    """Yield two wordings each: ``paraphrases`` mean the same, ``reversals`` the opposite.

    The first of a reversal stands for its target, the second against it.
    """
    kinds: dict[str, Any] = read_data("rewordings.json")[check]
    for kind, pairs in kinds.items():
        for number, (first, second) in enumerate(pairs, 1):
            place = f"{kind}/{check}/{number}"
            yield Template(place, kind, first), Template(place, kind, second)
