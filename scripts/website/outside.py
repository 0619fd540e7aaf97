"""What the documents link to outside ``docs/``: cards, examples and schemas come along.

Documents link to files of the repository by relative paths, so that they can be read in the
repository itself. The site holds those files under ``repository/``, Markdown as pages and all else
as it is, and the links lead there. A link to a folder becomes plain text, and a link that reads as
the name of a page, such as ``[method.md](method.md)``, reads as its title.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[2]
_FOLDER: Final = "repository/"
_LINK: Final = re.compile(
    r"\[(?P<text>[^\]]*)\]\((?!\w+:|#)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)"
)

_TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)


def _in_repository(uri: str) -> str:
    """Return the path in the repository of what has this address in the site."""
    return uri.removeprefix(_FOLDER) if uri.startswith(_FOLDER) else f"docs/{uri}"


def _in_site(path: str) -> str:
    """Return the address in the site of what has this path in the repository."""
    return path.removeprefix("docs/") if path.startswith("docs/") else _FOLDER + path


def _target(uri: str, link: str) -> str:
    """Return the path in the repository that a link leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(_in_repository(uri)), link))


def _text(link: re.Match[str], path: str) -> str:
    """Return how a link reads: by the title of its page, where it would read as a file's name."""
    if not link["text"].endswith(".md"):
        return link["text"]
    title = _TITLE.search((ROOT / path).read_text(encoding="utf-8"))
    return title[1] if title else link["text"]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every file outside ``docs/`` that a page links to, and what those pages link to."""
    waiting = list(files.documentation_pages())
    while waiting:
        page = waiting.pop()
        for link in _LINK.finditer(page.content_string):
            path = _target(page.src_uri, link["path"])
            uri = _in_site(path)
            if uri.startswith(_FOLDER) and uri not in files.src_uris and (ROOT / path).is_file():
                found = File.generated(config, uri, abs_src_path=str(ROOT / path))
                files.append(found)
                waiting += [found] if found.is_documentation_page() else []
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - mkdocs' signature
    """Lead the links of a page to where the site has what they name."""
    here = posixpath.dirname(page.file.src_uri)

    def mended(link: re.Match[str]) -> str:
        path = _target(page.file.src_uri, link["path"])
        if (ROOT / path).is_dir():
            return link["text"]
        place = posixpath.relpath(_in_site(path), here)
        return f"[{_text(link, path)}]({place}{link['anchor'] or ''})"

    return _LINK.sub(mended, markdown)
