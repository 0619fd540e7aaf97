"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from biascheck.analyzer import Analyzer
    from biascheck.lint.linter import Linter
    from biascheck.lint.options import Options


class TableOrJson(StrEnum):
    """Forms of a result: for people, for programs."""

    TABLE = "table"
    JSON = "json"


Data = Annotated[
    Path | None, typer.Option("--data", help="Folder of the corpora. Default: $BIASCHECK_DATA.")
]
OwnModel = Annotated[
    str | None, typer.Option("--model", help="Name or folder of a model (see: biascheck models).")
]
AnyModel = Annotated[
    str | None,
    typer.Option(
        "--model", help="Name or folder of a model, or a Hugging Face checkpoint: OWNER/NAME[@REV]."
    ),
]
Labels = Annotated[
    Path | None,
    typer.Option("--labels", help="What a checkpoint's labels mean; default: its biascheck.toml."),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Take a checkpoint from the local cache, or not at all.")
]
Device = Annotated[str, typer.Option("--device", help="Where the model runs: cpu, cuda, mps.")]
Base = Annotated[str, typer.Option("--base", help="The base encoder: a package or a folder.")]
Format = Annotated[TableOrJson, typer.Option("--format", help="Form of the result.")]
OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def load_analyzer(
    model: str | None, device: str, labels: Path | None = None, *, offline: bool = False
) -> Analyzer:
    """Load a model, ours or a checkpoint, when a command comes to need it."""
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(model, labels=labels, device=device, offline=offline)


def load_linter(options: Options, model: str | None, device: str) -> Linter:
    """Load a model, ours or a checkpoint, that reads what the linter's rules need."""
    from biascheck.analyzer import Analyzer
    from biascheck.lint.linter import Linter
    from biascheck.lint.registry import DIMENSIONS

    analyzer = Analyzer.from_pretrained(model, device=device, dimensions=DIMENSIONS)
    return Linter(analyzer, options)
