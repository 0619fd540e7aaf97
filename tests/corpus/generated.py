"""A corpus made for tests: articles of very different length, some of them broken."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from biascheck.benchmark.generator import news_article
from biascheck.corpus.item import BrokenItem, TextItem
from biascheck.errors import DataError


@dataclass(frozen=True)
class Input:
    name: str
    sha256: str


@dataclass
class GeneratedCorpus:
    """Items as a source gives them."""

    texts: list
    columns: dict = field(default_factory=dict)

    def items(self):
        for number, text in enumerate(self.texts):
            place = {"id": f"a{number}", "source": "made.jsonl", "line": number + 1}
            if text is None:
                error = DataError("the line is broken.", source=f"made.jsonl:{number + 1}")
                yield BrokenItem(**place, error=error)
            else:
                yield TextItem(**place, text=text, columns={"outlet": f"o{number % 3}"})

    def inputs(self):
        return [Input("made.jsonl", "0" * 64)]


def articles(number, seed=0):
    """Return so many texts: news, now and then French, nothing, no text at all, or news again."""
    chance = random.Random(seed)
    special = {
        3: None,
        5: "Le conseil municipal a voté hier soir la réparation du pont.",
        8: " ",
        9: news_article(60),
    }
    return [
        special.get(i % 11) if i % 11 in special else news_article(chance.randint(10, 120), i)
        for i in range(number)
    ]
