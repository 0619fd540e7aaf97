"""Everything that the index shows besides its table, and the index as a document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.render import phrases
from biascheck.render.html.index.distributions import FEWEST, Spreads
from biascheck.render.html.index.entries import analysed, duplicate, failed, text
from biascheck.render.html.index.table import to_json
from biascheck.render.html.methods import citation, corpus_methods
from biascheck.render.html.templates import shell, template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from biascheck.render.html.index.entries import Entry
    from biascheck.types import Provenance

# What the codes of the table of errors mean.
_CAUSES: Final = {
    "input": "cannot be read, or holds no text",
    "language": "not in English",
    "data": "its row or file is damaged",
    "model": "the model cannot be used",
    "output": "the result could not be written",
    "crash": "a process died of it",
    "bug": "biascheck failed; please report it",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some articles failed."""

    code: str
    meaning: str
    articles: int


class Index:
    """Collects what became of the items of a corpus, and writes the index."""

    def __init__(self, name: str) -> None:
        """Begin the index of a corpus of this name; "" for a few articles."""
        self._name = text(name)
        self._entries: list[Entry] = []
        self._spreads = Spreads()
        self._codes: Counter[str] = Counter()

    def add_analysed(self, values: Mapping[str, Any], page: str | None) -> None:
        """Add an article from its row of ``articles`` and the address of its page."""
        self._entries.append(analysed(values, page))
        self._spreads.add(values)

    def add_duplicate(self, values: Mapping[str, Any]) -> None:
        """Add an item from its row of ``duplicates``."""
        self._entries.append(duplicate(values))

    def add_failed(self, values: Mapping[str, Any]) -> None:
        """Add an item from its row of ``errors``."""
        self._entries.append(failed(values))
        self._codes[values["code"]] += 1

    def render(self, model: Provenance | None) -> Iterator[str]:
        """Yield the document.

        Args:
            model: What the articles were analysed with; None where that is not known.
        """
        entries = sorted(self._entries, key=lambda entry: entry.row)
        counts: Counter[str] = Counter(entry.status for entry in entries)
        values = {
            "title": self._name or phrases.plural(len(entries), "article"),
            "items": len(entries),
            "counts": counts,
            "causes": tuple(self._causes()),
            "pages": sum(entry.page is not None for entry in entries),
            "overall": self._spreads.overall(),
            "distributions": self._spreads.distributions(),
            "fewest": FEWEST,
            "methods": corpus_methods(model, counts),
            "citation": citation(),
            "rows": to_json(entries),
            **shell("index.js"),
        }
        yield from template("index.html.j2").generate(values)

    def _causes(self) -> Iterator[Cause]:
        for code, number in self._codes.most_common():
            yield Cause(text(code), _CAUSES.get(code, "unknown"), number)
