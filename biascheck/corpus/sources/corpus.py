"""A corpus: everything the arguments of a command stand for, as one stream of items."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biascheck.corpus.sources import kinds
from biascheck.corpus.sources.find import STDIN, find, told_kind
from biascheck.corpus.sources.inputs import Input, describe
from biascheck.corpus.sources.options import Context, Options
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.kinds import Kind


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of some folders, patterns, files, and standard input.

    What cannot be read is an item too, with its error, so that the items always add up.

    Attributes:
        names: The arguments.
        options: How to read tables and databases.
        leave_out: The outputs, files or folders, which may lie among the inputs.
        announce: Is told which columns were guessed, once per table.
    """

    names: Sequence[str]
    options: Options
    leave_out: tuple[Path, ...] = ()
    announce: Callable[[str], None] = lambda _: None

    def check(self) -> None:
        """Raise before a long run what would end it later; standard input is left unread.

        Raises:
            ConfigError: An option does not fit a file.
            InputError: An argument names nothing.
        """
        if list(self.names).count(STDIN) > 1:
            raise ConfigError("- is named twice; standard input can be read once.")
        context = Context(self.options, lambda _: None)
        queried = False
        for file, kind in self.files():
            queried = queried or kind.is_database
            if kind not in {kinds.ARTICLE, kinds.STDIN}:
                with closing(kind.items(file, context)) as items:  # closes the file
                    next(items, None)
        if self.options.query is not None and not queried:
            hint = "Name a .sqlite or .duckdb file, or leave --query out."
            raise ConfigError("--query is for databases, and none was named.", hint=hint)

    def items(self) -> Iterator[Item]:
        """Yield the items, each time the same in the same order; memory stays flat.

        Raises:
            ConfigError: An option does not fit a file.
            InputError: An argument names nothing, or standard input was read before.
        """
        context = Context(self.options, self.announce)
        for file, kind in self.files():
            yield from kind.items(file, context)

    def files(self) -> Iterator[tuple[File, Kind]]:
        """Yield the files, each with its kind, in the order in which they are read.

        Raises:
            InputError: An argument names nothing.
        """
        for name in self.names:
            for file in find(name, leave_out=self.leave_out):
                yield file, _kind(file)

    def kinds(self) -> list[tuple[str, int]]:
        """Return of each argument what kind it is and how many files; none is read.

        Raises:
            InputError: An argument names nothing.
        """
        leave_out = self.leave_out
        return [(told_kind(it), sum(1 for _ in find(it, leave_out=leave_out))) for it in self.names]

    def inputs(self) -> list[Input]:
        """Return what each argument stands for, with a checksum; all files are read.

        Raises:
            InputError: An argument names nothing.
        """
        return [describe(name, leave_out=self.leave_out) for name in self.names]


def _kind(file: File) -> Kind:
    """Return the kind of a file; one that no ending tells is taken for an article."""
    if file.path is None:
        return kinds.STDIN
    if file.path.is_dir():
        return kinds.DATASET
    return kinds.kind_of(file.name) or kinds.ARTICLE
