"""A report on many articles as a folder: an index, and a page for each article.

``index.html`` needs no other file to be read; ``articles/0001/1204-NAME.html`` is the page
of item 1,204, so that no folder holds more than ``SHARD`` files. Every file appears whole
or not at all, the index last; writing the same report again changes no byte.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from biascheck.atomic import atomic, output_error
from biascheck.errors import ConfigError
from biascheck.render.html import render
from biascheck.render.html.index.entries import report_values
from biascheck.render.html.index.overview import Index
from biascheck.render.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from biascheck.types import Provenance, Report

INDEX: Final = "index.html"
SHARD: Final = 1_000
# The sign that a folder is ours, and that its pages may be replaced.
MARK: Final = "biascheck-report.json"
_SCHEMA: Final = "biascheck.html/1"
_PAGES: Final = "articles"
_HOME: Final = f"../../{INDEX}"
_NAME: Final = 60
_UNSAFE: Final = re.compile(r"[^a-z0-9]+")


class ReportFolder:
    """The folder of a report, which is written page by page."""

    def __init__(self, path: Path) -> None:
        """Take a folder for the report; it is made if it is not there.

        Raises:
            ConfigError: The folder holds something else, or the path is a file.
            OutputError: It cannot be made or written.
        """
        self.path = path
        self._pages: set[str] = set()
        claim(path)

    @property
    def index(self) -> Path:
        """The file to open."""
        return self.path / INDEX

    def add(self, report: Report, row: int, name: str, layout: Layout | None = None) -> str:
        """Write the page of an article, and return its address from the index.

        Args:
            report: What was found.
            row: The article's number in the corpus, from 0; no other page may have it.
            name: Its name there, whatever that contains.
            layout: How much is shown.

        Raises:
            OutputError: The page cannot be written.
        """
        address = page_address(row, name)
        alone = replace(layout or Layout(), several=False)
        self._write(address, render([report], alone, home=_HOME))
        self._pages.add(address)
        return address

    def finish(self, index: Index, model: Provenance | None) -> None:
        """Write the index, and remove pages of an earlier report that are in this no more.

        Raises:
            OutputError: The index cannot be written.
        """
        self._write(INDEX, index.render(model))
        for path in (self.path / _PAGES).glob("*/*"):
            ours = path.name.endswith((".html", ".part"))
            if ours and path.relative_to(self.path).as_posix() not in self._pages:
                path.unlink(missing_ok=True)

    def _write(self, name: str, chunks: Iterable[str]) -> None:
        path = self.path / name
        _make(path.parent)
        _put(path, "".join(chunks))


def claim(path: Path) -> None:
    """Make a folder and mark it as one of a report, unless it is that already.

    Raises:
        ConfigError: The folder holds something else, or the path is a file.
        OutputError: It cannot be made or written.
    """
    if path.exists() and not path.is_dir():
        raise ConfigError(
            "a report on several articles is a folder, and this is a file.",
            source=str(path),
            hint="Name a new folder.",
        )
    _make(path)
    foreign = next((it.name for it in path.iterdir()), None)
    if foreign is not None and not (path / MARK).is_file():
        raise ConfigError(
            f"the folder holds something else, such as {foreign!r}.",
            source=str(path),
            hint="Name a new folder, an empty one, or that of an earlier report.",
        )
    _put(path / MARK, json.dumps({"schema": _SCHEMA}) + "\n")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, str(folder)) from error


def _put(path: Path, text: str) -> None:
    """Write a file, unless it holds the same already."""
    data = text.encode("utf-8", "replace")
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    with atomic(path) as file:
        file.write(data)


def page_address(row: int, name: str) -> str:
    """Return the address of an item's page, which any file system and any link can hold.

    Letters lose their accents, all but ASCII letters and digits becomes a dash, and the
    number of the item tells equal names apart.
    """
    plain = unicodedata.normalize("NFKD", name[: 4 * _NAME]).encode("ascii", "ignore").decode()
    slug = _UNSAFE.sub("-", plain.lower()).strip("-")[:_NAME].strip("-")
    return f"{_PAGES}/{row // SHARD:04d}/{row}{'-' * bool(slug)}{slug}.html"


def write_folder(reports: Iterable[Report], path: Path, layout: Layout) -> None:
    """Write a few reports as they come, with an index of them.

    Raises:
        ConfigError: The folder holds something else.
        OutputError: It cannot be written.
    """
    folder, index, model = ReportFolder(path), Index(""), None
    for row, report in enumerate(reports):
        # An article that was read by itself has its path or address as its name.
        name = re.split(r"[/\\]", report.article.id.rstrip("/\\"))[-1]
        address = folder.add(report, row, name, layout)
        index.add_analysed(report_values(report, row), address)
        model = report.provenance
    folder.finish(index, model)
