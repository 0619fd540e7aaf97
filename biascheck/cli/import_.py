"""``biascheck import``: corrected annotations as labelled rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.cli.export import Quiet, Tool
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.annotation import task
    from biascheck.annotation.votes import Labelled

Exports = Annotated[
    list[Path],
    typer.Argument(metavar="EXPORT...", help="What the tool exported; several are put together."),
]
From = Annotated[Tool, typer.Option("--from", help="The tool that exported them.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write the rows here.")]


def command(
    exports: Exports, *, tool: From, output_file: Output = None, quiet: Quiet = False
) -> int:
    """Turn corrected annotations into the labelled rows that adapt and evaluate read.

    A sentence gets the role that covers most of it, of several annotators the one that most
    give. Exit codes: 0 done; 2 usage; 3 done, but some items could not be used; 4 nothing
    could be done.
    """
    from biascheck.annotation.votes import label

    found = label(_items(exports, tool.value))
    for item in found.unusable:
        messages.tell(f"{item.where}: left out: {item.cause}.")
    for tie in found.ties:
        votes = ", ".join(f"{n} {role}" for role, n in sorted(tie.votes.items()))
        messages.tell(f"{tie.where}: left out, no majority ({votes}): {tie.text}")
    if not found.rows:
        messages.tell(f"no sentence is labelled ({_summary(found)}); nothing is written.")
        return int(ExitCode.NOTHING_DONE)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in found.rows)
    output.write(lines, output_file, programs=True)
    if not quiet:
        messages.tell(f"{_summary(found)}.")
    return int(ExitCode.SOME_FAILED if found.unusable else ExitCode.OK)


def _items(paths: Sequence[Path], tool: str) -> Iterator[task.Annotated | task.Unusable]:
    """Yield the items of all files; of a file that cannot be read, its error."""
    from biascheck.annotation.formats import find_tool
    from biascheck.annotation.task import Unusable
    from biascheck.errors import BiascheckError

    reader = find_tool(tool)
    for path in paths:
        try:
            yield from reader.read(path)
        except BiascheckError as error:
            cause = f"{error.cause} {error.hint or ''}".strip().rstrip(".")
            yield Unusable(str(path), cause)


def _summary(found: Labelled) -> str:
    return (
        f"{len(found.rows):,} labelled sentences of {found.articles:,} articles; "
        f"{len(found.ties):,} without a majority, {found.unlabelled:,} unlabelled, "
        f"{found.waiting:,} articles not annotated, {len(found.unusable):,} items left out"
    )
