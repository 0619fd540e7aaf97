"""From bytes to text: which encoding a file is in.

UTF-8 is tried first because text in another encoding is hardly ever valid UTF-8. What
is left is mostly Windows-1252 (the fallback of every browser for Western pages, WHATWG
Encoding Standard); text with many bytes beyond ASCII goes to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from biascheck.errors import InputError
from biascheck.types import Notice

#: Byte order marks; those of UTF-32 first, for UTF-16's is a prefix of one.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Share of bytes beyond ASCII up to which a text is Western; English has below 0.02.
MAX_WESTERN: Final = 0.05
#: So few bytes beyond ASCII tell nothing; they are taken for Western accents and quotes.
FEW: Final = 8
#: Share of NUL bytes at even or odd places that shows UTF-16 without a mark.
MIN_NUL_UTF16: Final = 0.3
#: Share of control characters above which decoded bytes are no text.
MAX_CONTROLS: Final = 0.05
#: Bytes that charset-normalizer looks at: enough to tell, and quick.
SAMPLE: Final = 100_000

_TYPOGRAPHIC: Final = re.compile("[‘’“”–—…]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(
    data: bytes, *, source: str, declared: str | None = None
) -> tuple[str, tuple[Notice, ...]]:
    """Return the text of some bytes, without a byte order mark, and what was guessed.

    Args:
        data: The bytes of a file or page.
        source: Where they came from, for messages.
        declared: The encoding that the page or server states, used where the bytes
            are not valid UTF-8.

    Raises:
        InputError: The bytes are no text, or their encoding cannot be told.
    """
    text, notices = _decode(data, source, declared)
    if len(_CONTROLS.findall(text)) > MAX_CONTROLS * len(text) or "\0" in text:
        raise InputError(
            "the file is binary, not text.",
            source=source,
            hint="Give the article as text (.txt, .md) or as a web page (.html).",
        )
    return text, notices


def _decode(data: bytes, source: str, declared: str | None) -> tuple[str, tuple[Notice, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_damage(data, encoding)
    wide = _utf16_without_mark(data)
    if wide is None:
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
        if _is_damaged_utf8(data):
            return _with_damage(data, "utf-8")
    guessed = wide or _known(declared) or _western(data) or _detected(data)
    if guessed is None:
        raise InputError(
            "the encoding of the text could not be told.",
            source=source,
            hint="Convert it to UTF-8, for instance: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
        )
    text, damage = _with_damage(data, guessed)
    message = f"The text is not UTF-8; it was read as {guessed}."
    return text, (Notice("encoding-guessed", message), *damage)


def _with_damage(data: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the decoded text, with a notice if bytes had to be replaced."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        message = f"Some bytes are not valid {encoding}; they show as \ufffd."
        return data.decode(encoding, errors="replace"), (Notice("encoding-damaged", message),)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return which UTF-16 the places of the NUL bytes show, or None."""
    head = data[:SAMPLE]
    half = len(head) // 2
    if head[1::2].count(0) > MIN_NUL_UTF16 * half > head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > MIN_NUL_UTF16 * half > head[1::2].count(0):
        return "utf-16-be"
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Return whether more characters beyond ASCII are valid UTF-8 than not."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(c > "\x7f" for c in text)
    return beyond > 2 * text.count("\ufffd")


def _known(declared: str | None) -> str | None:
    """Return the declared encoding under Python's name, None where it says nothing new."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip(" \"'")).name
    except LookupError:
        return None
    # Browsers read pages that claim Latin-1 or ASCII as Windows-1252 (WHATWG).
    name = "cp1252" if name in ("iso8859-1", "ascii") else name
    return None if name.startswith("utf") else name


def _western(data: bytes) -> str | None:
    """Return the Western encoding that yields more typographic marks, None if not Western."""
    if sum(byte > 0x7F for byte in data) > max(FEW, MAX_WESTERN * len(data)):
        return None
    marks = {
        name: len(_TYPOGRAPHIC.findall(data.decode(name, errors="replace")))
        for name in ("cp1252", "mac_roman")
    }
    return max(marks, key=lambda name: marks[name])


def _detected(data: bytes) -> str | None:
    """Return the encoding that charset-normalizer finds, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else None
