"""Which columns of a table hold what: asked for, or guessed from their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.errors import DataError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biascheck.corpus.sources.options import Options

#: Names that corpora use for the columns, the likeliest first; letter case does not count.
GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "article_text", "maintext", "full_text"),
    "id": ("id", "article_id", "doc_id", "uid", "guid"),
    "title": ("title", "headline"),
    "outlet": ("outlet",),
    "url": ("url",),
    "published": ("published", "date"),
}
#: What a user may name, and is told.
ASKED: Final = ("text", "id", "title")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table; all but the text's may be None: there is none."""

    text: str
    id: str | None
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None

    @property
    def taken(self) -> frozenset[str | None]:
        """Those that are part of the article, and so not carried through beside it.

        A ``date`` is carried: it need not be the day of publication.
        """
        ours = {self.text, self.id, self.title, self.outlet, self.url}
        if self.published is not None and self.published.casefold() != "date":
            ours.add(self.published)
        return frozenset(ours)

    def __str__(self) -> str:
        told = ((field, getattr(self, field)) for field in ASKED)
        return ", ".join(f"{field} = {name or '(none)'}" for field, name in told)


def has_text(names: Iterable[str], options: Options) -> bool:
    """Return whether one of the columns holds, or looks like, the text."""
    wanted = _wanted("text", options)
    return any(name.casefold() in wanted for name in names)


def settle(names: Iterable[str], options: Options, source: str) -> tuple[Columns, bool]:
    """Return the columns of a table, and whether any was guessed.

    Raises:
        ConfigError: A column that was asked for is not there.
        DataError: No column looks like a text.
    """
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(name.casefold(), name)
    found: dict[str, str | None] = {}
    for field in GUESSES:
        asked = _asked(field, options)
        if asked is not None and asked.casefold() not in by_name:
            raise unknown_name(f"{field} column", asked, by_name.values(), source)
        found[field] = next((by_name[it] for it in _wanted(field, options) if it in by_name), None)
    text = found.pop("text")
    if text is None:
        have = ", ".join(by_name.values()) or "none"
        cause = f"no column looks like the text (columns: {have})."
        raise DataError(cause, source=source, hint="Name it with --text-column.")
    columns = Columns(text, **found)
    guessed = any(getattr(columns, it) and _asked(it, options) is None for it in ASKED)
    return columns, guessed


def unique_names(names: Iterable[object]) -> list[str]:
    """Return the names of a table's columns, each once: ``text``, ``text_2``; none is blank."""
    taken: set[str] = set()
    chosen = []
    for number, given in enumerate(names, start=1):
        name = str(given) or f"column_{number}"
        told, copy = name, 1
        while told in taken:
            copy += 1
            told = f"{name}_{copy}"
        taken.add(told)
        chosen.append(told)
    return chosen


def _asked(field: str, options: Options) -> str | None:
    asked: str | None = getattr(options, f"{field}_column") if field in ASKED else None
    return asked


def _wanted(field: str, options: Options) -> Sequence[str]:
    asked = _asked(field, options)
    return GUESSES[field] if asked is None else (asked.casefold(),)
