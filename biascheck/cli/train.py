"""``biascheck train``: from a recipe to a calibrated model folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages

if TYPE_CHECKING:
    from collections.abc import Callable

RecipeFile = Annotated[Path, typer.Argument(metavar="RECIPE", help="Recipe file (TOML).")]
DataFolder = Annotated[
    Path | None, typer.Option("--data", help="Folder of the corpora; default: BIASCHECK_DATA.")
]
OutputFolder = Annotated[
    Path, typer.Option("-o", "--output", help="Folder of the model that comes out.")
]
RunFolder = Annotated[
    Path | None,
    typer.Option("--run", help="Folder of the checkpoint; a run found there is continued."),
]
Device = Annotated[str, typer.Option("--device", help="Where to train: cpu, cuda, mps.")]
Steps = Annotated[
    int | None, typer.Option("--steps", min=1, help="Other number of steps than the recipe's.")
]
Base = Annotated[
    str | None,
    typer.Option("--base", help="Other base than the recipe's: encoder or biascheck model."),
]
NoCalibration = Annotated[
    bool, typer.Option("--no-calibration", help="Leave the probabilities as they come.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def command(
    recipe: RecipeFile,
    *,
    output: OutputFolder,
    data: DataFolder = None,
    run: RunFolder = None,
    device: Device = "cpu",
    steps: Steps = None,
    base: Base = None,
    no_calibration: NoCalibration = False,
    quiet: Quiet = False,
) -> int:
    """Train a model by a recipe, calibrate it on the dev files, and write its folder.

    An interrupted run goes on where its last checkpoint stands when the same command
    is given again. Exit codes: 0 done; 2 usage; 4 nothing could be done; 130 interrupted.
    """
    from biascheck.catalogue.location import data_folder
    from biascheck.training.produce import produce
    from biascheck.training.recipe import read_recipe

    produce(
        read_recipe(recipe, steps=steps, base=base),
        data_folder(data),
        output,
        run or output.with_name(output.name + ".run"),
        device=device,
        calibrated=not no_calibration,
        progress=_silent if quiet else _progress(),
        say=(lambda _: None) if quiet else messages.tell,
    )
    return 0


def _silent(_step: int, _steps: int, _losses: dict[str, float], _seconds: float) -> None:
    """Say nothing."""


def _progress() -> Callable[[int, int, dict[str, float], float], None]:
    """Return a reporter: a line that moves on a terminal, a line per 20 steps elsewhere."""
    every = 1 if sys.stderr.isatty() else 20
    end = "\r" if sys.stderr.isatty() else "\n"

    def report(step: int, steps: int, losses: dict[str, float], seconds: float) -> None:
        if step % every and step + 1 != steps:
            return
        told = "  ".join(f"{name} {value:.3f}" for name, value in losses.items())
        line = f"step {step + 1}/{steps}  {seconds:.1f} s/step  {told}"
        print(f"{line:<100}"[:160], end=end, file=sys.stderr, flush=True)  # noqa: T201

    return report
