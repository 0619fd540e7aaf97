"""The block of ``key: value`` lines between two ``---`` that may open a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The block as static site generators write it; a longer one is no front matter.
_BLOCK: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<lines>(?:[^\r\n]*\r?\n){1,60}?)---[ \t]*(?:\r?\n|$)"
)
_FIELD: Final = re.compile(r"(?P<key>[A-Za-z_]+):[ \t]*(?P<value>\S.*?)?[ \t]*$")
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block states; ``end`` is where the text after it begins (0: no block).

    ``fields`` are all its lines, keys in lower case.
    """

    end: int = 0
    title: str | None = None
    published: str | None = None
    language: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter that opens a text, or an empty one.

    Only flat ``key: value`` lines are read, which is how headline, day and language
    are written; no YAML is parsed.
    """
    block = _BLOCK.match(text)
    if not block:
        return FrontMatter()
    fields = {
        m["key"].lower(): m["value"].strip("\"'")
        for line in block["lines"].splitlines()
        if (m := _FIELD.match(line)) and m["value"]
    }
    if not fields:
        return FrontMatter()
    day = _ISO_DAY.match(fields.get("date", ""))
    language = fields.get("lang", fields.get("language", ""))[:2].lower()
    return FrontMatter(
        end=block.end(),
        title=fields.get("title"),
        published=day[0] if day else None,
        language=language or None,
        fields=fields,
    )
