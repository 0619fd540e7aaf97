"""Files that are no article text, told by their first bytes, and what to do with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biascheck.errors import InputError


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that cannot be read as an article.

    Attributes:
        name: What it is called in the message.
        hint: The next step; ``{stem}`` is the file's name without its ending.
        magic: The bytes with which such a file begins.
        inside: Bytes that must follow within the first kilobytes (members of a ZIP).
    """

    name: str
    hint: str
    magic: bytes
    inside: bytes = b""


_PANDOC: Final = "Save it as plain text, for instance: pandoc {stem}.%s -t plain -o {stem}.txt"
_OCR: Final = "Read its text with OCR, for instance: tesseract {stem}.png {stem}"
_ZIP: Final = b"PK\x03\x04"

#: In the order in which they are tried: a special ZIP before the plain one.
FORMATS: Final = (
    Format("a PDF file", "Extract its text: pdftotext {stem}.pdf {stem}.txt", b"%PDF-"),
    Format("an EPUB book", _PANDOC % "epub", _ZIP, b"application/epub"),
    Format("an OpenDocument text (ODT)", _PANDOC % "odt", _ZIP, b"application/vnd.oasis"),
    Format("a Word document (DOCX)", _PANDOC % "docx", _ZIP, b"word/"),
    Format("a Word document (DOCX)", _PANDOC % "docx", _ZIP, b"[Content_Types].xml"),
    Format("a ZIP archive", "Unpack it and give the files inside.", _ZIP),
    Format("an RTF document", _PANDOC % "rtf", b"{\\rtf"),
    Format("an old Word document (DOC)", "Save it as plain text.", b"\xd0\xcf\x11\xe0"),
    Format("a PNG image", _OCR, b"\x89PNG"),
    Format("a JPEG image", _OCR, b"\xff\xd8\xff"),
    Format("a GIF image", _OCR, b"GIF8"),
    Format("a TIFF image", _OCR, b"II*\x00"),
    Format("a WebP image", _OCR, b"RIFF", b"WEBP"),
    Format("a gzip archive", "Unpack it: gunzip {stem}.gz", b"\x1f\x8b"),
    Format("a Parquet table", "Use: biascheck batch {stem}.parquet -o OUT.jsonl", b"PAR1"),
)

#: Web pages, told by their ending.
HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")

#: Tables of many articles, told by their ending.
CORPUS_SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")

_HEAD: Final = 4_096


def refuse_other_formats(data: bytes, *, source: str, stem: str) -> None:
    """Raise an error that says what to do if the bytes are of a known other format.

    Raises:
        InputError: The bytes begin like one of `FORMATS`.
    """
    head = data[:_HEAD]
    for known in FORMATS:
        if head.startswith(known.magic) and known.inside in head:
            cause = f"this is {known.name}, not text."
            raise InputError(cause, source=source, hint=known.hint.format(stem=stem))
