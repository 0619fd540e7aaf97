"""The files that folders, patterns and names on the command line stand for."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biascheck.corpus.sources.file import File
from biascheck.corpus.sources.kinds import DATASET, KINDS, kind_of
from biascheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN: Final = "-"


def find(name: str, *, leave_out: tuple[Path, ...] = ()) -> Iterator[File]:
    """Yield the files that an argument stands for, in sorted order.

    Args:
        name: A folder (read with its subfolders), a pattern such as ``news/**/*.txt``, a
            file, or ``-``.
        leave_out: The outputs, files or folders, which may lie among the inputs.

    Raises:
        InputError: The argument names nothing.
    """
    hidden = [Path(os.path.realpath(path)) for path in leave_out]
    found = False
    for file in _expand(name):
        found = True
        if not any(_is_within(file.path, it) for it in hidden):
            yield file
    if not found:
        raise _nothing(name)


def told_kind(name: str) -> str:
    """Return what kind of input an argument is."""
    if name == STDIN:
        return "standard input"
    path = Path(name)
    if path.is_dir():
        return DATASET.name if is_dataset(path) else "folder"
    if not path.exists():
        return "pattern"
    kind = kind_of(path.name)
    return "article" if kind is None else kind.name


def is_dataset(folder: Path) -> bool:
    """Return whether a folder is what ``datasets`` saves: one split, or several."""
    if (folder / "dataset_dict.json").is_file():
        return True
    known = any((folder / name).is_file() for name in ("dataset_info.json", "state.json"))
    return known and any(folder.glob("*.arrow"))


def _is_within(path: Path | None, folder: Path) -> bool:
    if path is None:
        return False
    real = Path(os.path.realpath(path))
    return real == folder or folder in real.parents


def _expand(name: str) -> Iterator[File]:
    path = Path(name)
    if name == STDIN:
        yield File(STDIN, STDIN)
    elif path.is_dir() and is_dataset(path):
        yield File.at(path, path.name)
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield File.at(path, path.name)
    else:
        for match in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - absolute patterns
            if not Path(match).is_dir():
                yield File.at(Path(match), match)


def _walk(root: Path) -> Iterator[File]:
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in [name for name in below if is_dataset(Path(folder, name))]:
            below.remove(name)
            yield File.at(Path(folder, name), Path(folder, name).relative_to(root).as_posix())
        for name in sorted(names):
            kind = kind_of(name)
            if kind is not None and kind.is_in_folders and not name.startswith("."):
                path = Path(folder, name)
                yield File.at(path, path.relative_to(root).as_posix())


def _nothing(name: str) -> InputError:
    if Path(name).is_dir():
        known = ", ".join(sorted(s for kind in KINDS if kind.is_in_folders for s in kind.suffixes))
        cause = f"the folder holds no article and no table ({known})."
        return InputError(cause, source=name, hint="Name the folder that holds the articles.")
    if glob.has_magic(name):
        return InputError("no file matches this pattern.", source=name, hint="Try ls with it.")
    return InputError("there is no such file or folder.", source=name, hint="Check the path.")
