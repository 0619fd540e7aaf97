import io
import zipfile

import pytest

from biascheck.errors import InputError
from biascheck.reading.formats import FORMATS, refuse_other_formats


def archive(*members: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "hint"),
    [
        (b"%PDF-1.7 ...", "PDF", "pdftotext bridge.pdf bridge.txt"),
        (archive(("[Content_Types].xml", "x"), ("word/document.xml", "x")), "DOCX", "pandoc"),
        (archive(("mimetype", "application/vnd.oasis.opendocument.text")), "ODT", "bridge.odt"),
        (archive(("mimetype", "application/epub+zip")), "EPUB", "bridge.epub"),
        (archive(("a.txt", "x")), "ZIP", "Unpack"),
        (b"{\\rtf1 Bridge}", "RTF", "bridge.rtf"),
        (b"\x89PNG\r\n", "PNG", "OCR"),
        (b"\xff\xd8\xff\xe0", "JPEG", "OCR"),
        (b"RIFF\x00\x00\x00\x00WEBP", "WebP", "OCR"),
        (b"\x1f\x8b\x08", "gzip", "gunzip"),
    ],
)
def test_other_formats_are_refused_with_the_next_step(data, name, hint):
    with pytest.raises(InputError, match=name) as caught:
        refuse_other_formats(data, source="bridge.x", stem="bridge")
    assert caught.value.source == "bridge.x"
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("data", [b"", b"The bridge fell.", b"PKK leaders met.", b"# Bridge"])
def test_text_passes(data):
    refuse_other_formats(data, source="a.txt", stem="a")


def test_every_hint_can_be_filled_in():
    assert all("{" not in known.hint.format(stem="a") for known in FORMATS)
