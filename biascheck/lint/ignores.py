"""Comments in a text that speak to the linter, such as ``<!-- biascheck: ignore BC101 -->``.

    <!-- biascheck: ignore BC101, loaded -->   for the paragraph it stands in; alone on its
                                               line, for the paragraph that follows
    <!-- biascheck: ignore -->                 the same, for all rules
    <!-- biascheck: ignore-file BC105 -->      for the whole file
    <!-- biascheck: profile opinion -->        what the text is

Comments are blanked before the text is read, character by character, so that they are not
analysed and every other character keeps its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError
from biascheck.lint.profile import profile_named
from biascheck.lint.registry import RULES, rule_name
from biascheck.render.harmless import shorten
from biascheck.types import Notice, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biascheck.types import Sentence

_COMMENT: Final = re.compile(r"<!--[ \t]*biascheck:(?P<body>[^>\r\n]*?)-->")
_NOT_BLANK: Final = re.compile(r"\S")
_SEPARATOR: Final = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Directive:
    """One ``ignore``: for which rules, and where.

    Attributes:
        rules: Names of the rules.
        line: The span of the line it stands on; None: it holds for the whole file.
        alone: Nothing else stands on that line.
    """

    rules: frozenset[str]
    line: Span | None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Directives:
    """All comments of a text.

    Attributes:
        text: The text with its comments blanked; as long as the original.
        ignores: What is to be ignored.
        profile: What the text says it is; None where no comment says so.
        notices: Comments that could not be understood.
    """

    text: str
    ignores: tuple[Directive, ...] = ()
    profile: str | None = None
    notices: tuple[Notice, ...] = ()


def read_directives(text: str) -> Directives:
    """Find the comments of a text and blank them."""
    found = list(_COMMENT.finditer(text))
    if not found:
        return Directives(text)
    blanked = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    ignores: list[Directive] = []
    notices: list[Notice] = []
    profile = None
    for match in found:
        verb, _, rest = match["body"].strip().partition(" ")
        try:
            if verb == "profile":
                profile = profile_named(rest.strip()).name
            else:
                ignores.append(_ignore(verb, rest, _line(blanked, match.start())))
        except ConfigError as error:
            notices.append(_notice(text, match, error))
    return Directives(blanked, tuple(ignores), profile, tuple(notices))


def _ignore(verb: str, rest: str, line: tuple[Span, bool]) -> Directive:
    words = [word for word in _SEPARATOR.split(rest) if word]
    rules = frozenset(map(rule_name, words) if words else RULES)
    if verb == "ignore":
        return Directive(rules, *line)
    if verb == "ignore-file":
        return Directive(rules, None)
    raise ConfigError(f"{verb!r} is none of ignore, ignore-file, profile.")


def _line(blanked: str, offset: int) -> tuple[Span, bool]:
    """Return the line around an offset, and whether it holds nothing but comments."""
    start = max(blanked.rfind("\n", 0, offset), blanked.rfind("\r", 0, offset)) + 1
    ends = [end for end in (blanked.find("\n", offset), blanked.find("\r", offset)) if end >= 0]
    span = Span(start, min(ends, default=len(blanked)))
    return span, _NOT_BLANK.search(blanked, *span) is None


def _notice(text: str, match: re.Match[str], error: ConfigError) -> Notice:
    number = len(re.findall(r"\r\n|\n|\r", text[: match.start()])) + 1
    told = shorten(match[0], 60)
    return Notice("directive-unknown", f"line {number}: {told} has no effect: {error}")


class Ignored:
    """Which places of an article its comments take from which rules.

    Args:
        ignores: What the comments say.
        sentences: The article's sentences.
    """

    def __init__(self, ignores: Iterable[Directive], sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._file: set[str] = set()
        self._paragraphs: set[tuple[int, str]] = set()
        for directive in ignores:
            if directive.line is None:
                self._file |= directive.rules
            for paragraph in self._of(directive):
                self._paragraphs |= {(paragraph, rule) for rule in directive.rules}

    def covers(self, rule: str, span: Span) -> bool:
        """Say whether a finding of a rule at a span is to be ignored."""
        if rule in self._file:
            return True
        inside = (s for s in self._sentences if s.span.overlaps(span))
        first = next(inside, None)
        return first is not None and (first.paragraph, rule) in self._paragraphs

    def _of(self, directive: Directive) -> Iterator[int]:
        """Yield the paragraphs that a comment speaks of."""
        line = directive.line
        if line is None:
            return
        if directive.alone:
            following = (s.paragraph for s in self._sentences if s.start >= line.end)
            yield from islice(following, 1)
        else:
            yield from (s.paragraph for s in self._sentences if s.span.overlaps(line))
