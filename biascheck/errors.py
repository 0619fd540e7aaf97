"""Everything that can go wrong, as a tree.

BiascheckError
├── InputError     an article or corpus row cannot be read (names the input)
│   └── LanguageError  the article is in a language that no shipped model supports
├── CrashError     the process that analysed an article died of it
├── ModelError     a model folder is missing, mismatched or tampered with
├── DataError      a labelled or catalogue file is malformed (names path:line)
├── OutputError    a result cannot be written (names the output)
└── ConfigError    an option, name or combination is unknown (names near matches)

Every message says what failed, where, and what to do next. The command line
catches exactly this tree; anything else is a bug.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """Exit codes of every command, as documented in the README."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    NOTHING_DONE = 4
    INTERRUPTED = 130


class BiascheckError(Exception):
    """Base of all errors a user can meet.

    Args:
        cause: What went wrong, in one sentence without the input's name.
        source: The input it happened to (path, URL, ``path:line``), if any.
        hint: What to do next, one sentence.
    """

    exit_code = ExitCode.NOTHING_DONE

    def __init__(self, cause: str, *, source: str | None = None, hint: str | None = None) -> None:
        self.cause = cause
        self.source = source
        self.hint = hint
        super().__init__(str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error cross to another process with all it says."""
        rebuild = partial(type(self), source=self.source, hint=self.hint)
        return rebuild, (self.cause,)

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        then = f" {self.hint}" if self.hint else ""
        return f"{where}{self.cause}{then}"


class InputError(BiascheckError):
    """An article cannot be read or holds nothing that can be analysed."""


class LanguageError(InputError):
    """The article is in a language the model was not trained for."""


class CrashError(BiascheckError):
    """The process that analysed an article died of it, without a word."""


class ModelError(BiascheckError):
    """A model folder is missing, incomplete, mismatched or altered."""


class DataError(BiascheckError):
    """A labelled file or a catalogue entry is malformed."""


class OutputError(BiascheckError):
    """A result cannot be written: no such folder, no permission, no space left."""


class ConfigError(BiascheckError):
    """An option, a name or a combination of them is not known."""

    exit_code = ExitCode.USAGE


def unknown_name(
    kind: str, name: str, known: Iterable[str], source: str | None = None
) -> ConfigError:
    """Return the error for a name that is not registered, with near matches."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(names)}."
    return ConfigError(f"unknown {kind} {name!r}.", source=source, hint=hint)


# The most special class first: a LanguageError is an InputError, too.
_CODES: Final = (
    (LanguageError, "language"),
    (InputError, "input"),
    (DataError, "data"),
    (CrashError, "crash"),
    (ModelError, "model"),
    (OutputError, "output"),
)


def error_code(error: Exception) -> str:
    """Return the stable name of a kind of error; ``bug`` for one that none foresaw."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), "bug")


def error_message(error: Exception) -> str:
    """Return what went wrong; a bug is told with its type, since its text may be empty."""
    if error_code(error) == "bug":
        return f"unexpected {type(error).__name__}: {error}"
    return str(error)
