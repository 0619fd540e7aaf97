"""Where the articles of a corpus come from: folders, patterns, files of rows.

Every source is a stream of rows. What cannot be read is a row too, with its error,
so that the rows of a corpus always add up.
"""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biascheck.corpus import records
from biascheck.corpus.row import Row
from biascheck.errors import BiascheckError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from biascheck.corpus.records import Columns

# In a folder, only these are articles; hidden and other files there are left alone.
ARTICLE_SUFFIXES: Final = (".htm", ".html", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a corpus; ``id`` is its path relative to the corpus."""

    path: Path
    id: str


def find(corpus: Sequence[str], *, leave_out: Path | None = None) -> Iterator[Source]:
    """Yield the files of all given folders, patterns and files, each in sorted order.

    Args:
        corpus: Folders (read with their subfolders), patterns such as
            ``news/**/*.txt``, or files.
        leave_out: The output, which may lie among the inputs.

    Raises:
        InputError: An argument names nothing.
    """
    hidden = None if leave_out is None else Path(os.path.realpath(leave_out))
    for name in corpus:
        found = False
        for source in _expand(name):
            found = True
            if Path(os.path.realpath(source.path)) != hidden:
                yield source
        if not found:
            raise _nothing(name)


def check(corpus: Sequence[str]) -> None:
    """Raise before a long run starts if an argument names nothing.

    Raises:
        InputError: An argument names no file.
    """
    for name in corpus:
        if next(_expand(name), None) is None:
            raise _nothing(name)


def rows(
    corpus: Sequence[str],
    columns: Columns,
    *,
    force: bool = False,
    leave_out: Path | None = None,
    announce: Callable[[str], None] = lambda _: None,
) -> Iterator[Row]:
    """Yield a row per article, in order, each in a language that is supported.

    Args:
        corpus: As for ``find``.
        columns: The columns of files with rows.
        force: Let articles in other languages through, with a notice.
        leave_out: As for ``find``.
        announce: Is told which columns were guessed.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    for source in find(corpus, leave_out=leave_out):
        if records.is_table(source.path):
            for row in records.rows(source.path, columns, announce=announce):
                yield _supported(row, force=force)
        else:
            yield _supported(_read(source), force=force)


def _expand(name: str) -> Iterator[Source]:
    path = Path(name)
    if path.is_dir():
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for file in sorted(names):
                found = Path(folder, file)
                if found.suffix.lower() in ARTICLE_SUFFIXES and not file.startswith("."):
                    yield Source(found, found.relative_to(path).as_posix())
    elif path.exists():
        yield Source(path, path.name)
    else:
        for match in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - absolute patterns
            if not Path(match).is_dir():
                yield Source(Path(match), match)


def _nothing(name: str) -> InputError:
    if Path(name).is_dir():
        cause = f"the folder holds no article ({', '.join(ARTICLE_SUFFIXES)})."
        return InputError(cause, source=name, hint="Name the folder that holds the articles.")
    if glob.has_magic(name):
        return InputError("no file matches this pattern.", source=name, hint="Try ls with it.")
    return InputError("there is no such file or folder.", source=name, hint="Check the path.")


def _read(source: Source) -> Row:
    from biascheck.reading.files import read

    where = str(source.path)
    try:
        article = replace(read(where), id=source.id)
    except BiascheckError as error:
        return Row(source.id, where, None, error=error)
    return Row(source.id, where, None, article=article)


def _supported(row: Row, *, force: bool) -> Row:
    from biascheck.reading.language import require_supported

    if row.article is None:
        return row
    try:
        return replace(row, article=require_supported(row.article, force=force))
    except BiascheckError as error:
        return replace(row, article=None, error=error)
