"""What a text says it is: in its front matter, in a comment, or in its headline.

A declaration in the text comes before the profile of the desk, as a column in the news section
is still a column. It counts only where its word is one of ``WORDS``: a section called
"harbour" declares nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.lint.profile import PROFILES
from biascheck.reading.front_matter import read_front_matter

if TYPE_CHECKING:
    from biascheck.types import Article

#: Keys of the front matter that may declare, in the order in which they are asked.
KEYS: Final = ("profile", "genre", "type", "section", "category")
#: The words of newsrooms, by profile.
WORDS: Final = {
    **dict.fromkeys(("news", "report"), "news"),
    **dict.fromkeys(("analysis", "background", "explainer"), "analysis"),
    **dict.fromkeys(("column", "comment", "commentary", "editorial", "letter"), "opinion"),
    **dict.fromkeys(("letters", "op-ed", "opinion", "review", "viewpoint"), "opinion"),
}
_LABEL: Final = re.compile(
    rf"\s*(?P<word>{'|'.join(map(re.escape, WORDS))})\s*[:|]\s", re.IGNORECASE
)


def declared_profile(article: Article, directive: str | None = None) -> str | None:
    """Return the profile that a text declares; None where it declares none.

    Args:
        article: The article.
        directive: What a comment in the text says, which comes first.
    """
    if directive in PROFILES:
        return directive
    fields = read_front_matter(article.text).fields
    for key in KEYS:
        word = fields.get(key, "").strip("[]\"' ").casefold()
        if word in WORDS:
            return WORDS[word]
    label = _LABEL.match(article.title or "")
    return None if label is None else WORDS[label["word"].casefold()]
