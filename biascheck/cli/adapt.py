"""``biascheck adapt``: fit one head of a model to labels of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.cli.options import Device, Format, Quiet, TableOrJson
from biascheck.cli.progress import counted_rows
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from biascheck.evaluation.bootstrap import Measured
    from biascheck.training.adapt import Adaptation


LabelledFile = Annotated[
    Path, typer.Argument(metavar="LABELS", help="Labelled rows: .jsonl or .jsonl.gz.")
]
Dimension = Annotated[
    str,
    typer.Option(
        "--dimension",
        help="What they label: loaded, role, subjectivity, attribution, genre, framing, stance, "
        "or a dimension of another package.",
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="Model to adapt, a name or folder (see: biascheck models)."),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Folder of the new model; without it, only measure."),
]
Group = Annotated[
    str | None,
    typer.Option("--group", help="Keep these whole in the folds: outlet, doc_id or id."),
]
Force = Annotated[bool, typer.Option("--force", help="Write the model even if it got worse.")]


def command(
    labels: LabelledFile,
    *,
    dimension: Dimension,
    model: ModelName = None,
    output_folder: OutputFolder = None,
    group: Group = None,
    force: Force = False,
    form: Format = TableOrJson.TABLE,
    device: Device = "cpu",
    quiet: Quiet = False,
) -> int:
    """Fit one head of a model to labels of your own, and say what that gains.

    The encoder stays as it is. The gain is cross-validated; where there is none, nothing
    is written. Exit codes: 0 done; 1 no gain, nothing written; 2 usage; 3 done, but some
    rows could not be read; 4 nothing could be done.
    """
    from biascheck.training.adapt import adapt

    with counted_rows("adapt", quiet=quiet) as advance:
        found = adapt(
            labels,
            dimension,
            output_folder,
            model=model,
            group=group,
            force=force,
            device=device,
            on_unreadable=lambda row: messages.tell(f"{labels}:{row.line}: left out: {row.cause}."),
            on_rows=advance,
        )
    as_json = form is TableOrJson.JSON
    output.write(
        [output.as_json(found.to_dict()) if as_json else _drawn(found)], None, programs=as_json
    )
    return _conclude(found, output_folder, quiet=quiet)


def _conclude(found: Adaptation, folder: Path | None, *, quiet: bool) -> int:
    """Say what was done and return the exit code."""
    lost = len(found.labels.unreadable)
    if lost:
        messages.tell(f"{found.file}: {lost} rows could not be read.")
    if found.refused and found.written is None:
        messages.tell(
            f"{found.refused}; nothing is written. Label more rows, or write it anyway "
            "with --force."
        )
        return int(ExitCode.FINDINGS)
    if not quiet and found.written is not None:
        messages.tell(f"{folder}: written. Use it with: --model {folder}")
    return int(ExitCode.SOME_FAILED if lost else ExitCode.OK)


def _drawn(found: Adaptation) -> str:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("metric", "before", "after", "gain"):
        table.add_column(heading)
    gain = found.gain
    for name in gain.after:
        values = (gain.before[name], gain.after[name], gain.difference[name])
        table.add_row(name, *(_figure(v, sign=v is values[2]) for v in values))
    return output.drawn(Text(_heading(found)), table)


def _heading(found: Adaptation) -> str:
    labels = ", ".join(f"{n} {label}" for label, n in found.labels.counts.items() if n)
    groups = len(set(found.labels.groups))
    before = (
        f"before: {found.model.name} {found.model.version}"
        if found.compared == "model"
        else f"before: the commonest label ({found.model.name} has no such head)"
    )
    return (
        f"{found.dimension}, {len(found.labels.rows)} rows ({labels})\n"
        f"{found.gain.folds} folds over {groups} groups by {found.labels.by}; {before}\n"
    )


def _figure(measured: Measured, *, sign: bool) -> str:
    if measured.value is None:
        return f"none: {measured.reason}"
    form = "+.3f" if sign else ".3f"
    if measured.low is None or measured.high is None:
        return f"{measured.value:{form}}"
    return f"{measured.value:{form}} [{measured.low:{form}}, {measured.high:{form}}]"
