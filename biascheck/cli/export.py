"""``biascheck export``: reports as tasks for an annotation tool."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.errors import ExitCode
from biascheck.render.phrases import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.annotation.task import Task


class Tool(StrEnum):
    """Annotation tools; ``biascheck.annotation.formats.TOOLS`` has the same names."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


Reports = Annotated[
    list[Path],
    typer.Argument(metavar="REPORTS...", help="Reports (.json, .jsonl) or a folder of results."),
]
To = Annotated[Tool, typer.Option("--to", help="The tool that reads them.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write the tasks here.")]
Config = Annotated[
    Path | None, typer.Option("--config", help="Write the tool's labelling configuration here.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")]


def command(
    reports: Reports,
    *,
    to: To,
    output_file: Output = None,
    config: Config = None,
    quiet: Quiet = False,
) -> int:
    """Write articles with their sentences' roles as tasks, for people to correct.

    Exit codes: 0 done; 2 usage; 3 done, but some articles could not be used; 4 nothing
    could be done.
    """
    from biascheck.annotation.formats import find_tool

    tool = find_tool(to.value)
    lost: list[str] = []
    tasks = list(_told_apart(_tasks(reports, lost)))
    if not tasks:
        messages.tell("no article was found that could be annotated; nothing is written.")
        return int(ExitCode.NOTHING_DONE)
    output.write(tool.write(tasks), output_file, programs=True)
    if config is not None:
        output.write([tool.config()], config, programs=True)
    if not quiet:
        sentences = sum(len(task.sentences) for task in tasks)
        written = f"{plural(len(tasks), 'article')} with {plural(sentences, 'sentence')}"
        messages.tell(f"{written}, {len(lost):,} left out.")
    return int(ExitCode.SOME_FAILED if lost else ExitCode.OK)


def _tasks(paths: Sequence[Path], lost: list[str]) -> Iterator[Task]:
    """Yield the tasks of all files; what cannot be used is told and counted."""
    from biascheck.annotation.reports import read_tasks
    from biascheck.annotation.task import Unusable
    from biascheck.errors import BiascheckError, ConfigError

    for path in paths:
        try:
            for item in read_tasks(path):
                if isinstance(item, Unusable):
                    lost.append(item.where)
                    messages.tell(f"{item.where}: left out: {item.cause}.")
                else:
                    yield item
        except ConfigError:
            raise
        except BiascheckError as error:
            lost.append(str(path))
            messages.tell_error(error)


def _told_apart(tasks: Iterator[Task]) -> Iterator[Task]:
    """Number articles of one name: what comes back is put together by it."""
    seen: Counter[str] = Counter()
    for task in tasks:
        seen[task.id] += 1
        number = seen[task.id]
        yield task if number == 1 else replace(task, id=f"{task.id} ({number})")
