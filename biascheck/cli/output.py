"""Results go to standard output, or to a file that appears whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from biascheck.atomic import atomic, output_error
from biascheck.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

_STDOUT = "standard output"


class PipeClosedError(Exception):
    """Whoever reads our output has stopped reading."""


def write(chunks: Iterable[str], path: Path | None, *, programs: bool = False) -> None:
    """Write text as it comes, to the file or to standard output.

    Args:
        chunks: The text.
        path: The file; None for standard output.
        programs: The readers are programs, so it is UTF-8 whatever the terminal says.

    Raises:
        OutputError: It cannot be written.
        PipeClosedError: Nobody reads standard output any more.
    """
    if path is None:
        _write_stdout(chunks, programs=programs)
        return
    with atomic(path) as file:
        for chunk in chunks:
            file.write(chunk.encode("utf-8", "replace"))


def as_json(value: Any) -> str:
    """Return a result as the JSON that programs read."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def drawn(*parts: RenderableType) -> str:
    """Return tables and texts as the terminal shows them."""
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return captured.get()


def stdout() -> TextIO:
    """Return standard output.

    Raises:
        OutputError: It is closed.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("it is closed.", source=_STDOUT, hint="Leave it open, or use -o FILE.")
    return sys.stdout


def can_draw() -> bool:
    """Return whether standard output can show characters beyond ASCII."""
    return (stdout().encoding or "").lower().replace("-", "").startswith("utf")


def flush() -> None:
    """Write what is still in the buffer of standard output.

    Raises:
        OutputError: It cannot be written.
    """
    if sys.stdout is not None and not sys.stdout.closed:
        _write_stdout((), programs=False)


def discard() -> None:
    """Let standard output lead nowhere, so that the interpreter can close it in peace."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _write_stdout(chunks: Iterable[str], *, programs: bool) -> None:
    stream = stdout()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if programs else None, errors="replace")
    for chunk in chunks:
        _put(stream, chunk)
    _put(stream, "")


def _put(stream: TextIO, chunk: str) -> None:
    """Write a chunk through to the reader; only writing is guarded, not its making."""
    try:
        stream.write(chunk)
        stream.flush()
    except BrokenPipeError as error:
        discard()
        raise PipeClosedError from error
    except OSError as error:
        discard()
        if error.errno == errno.EPIPE:
            raise PipeClosedError from error
        raise output_error(error, _STDOUT) from error
