"""A whole production: train, export, refit, calibrate; what ``biascheck train`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.catalogue.shelf import cards_folder
from biascheck.encoder.device import torch_device
from biascheck.encoder.persistence import file_sha256
from biascheck.errors import ConfigError, OutputError
from biascheck.training.calibrate import calibrate
from biascheck.training.continuing import learnt_from
from biascheck.training.export import export, list_files
from biascheck.training.refit import refit_sentence_heads
from biascheck.training.refit_framing import refit_framing_head
from biascheck.training.refit_genre import refit_genre_head
from biascheck.training.refit_stance import refit_article_head, refit_mention_head
from biascheck.training.run import REFERENCE, TOKENIZER, run
from biascheck.training.second_stage import SecondStage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biascheck.training.recipe import Recipe

# The second stage: heads fitted on the frozen encoder, by the names and in the order of
# ``recipe.SECOND_STAGE``.
REFITS = {
    "sentences": refit_sentence_heads,
    "framing": refit_framing_head,
    "genre": refit_genre_head,
    "stance": refit_mention_head,
    "article_stance": refit_article_head,
}


def produce(
    recipe: Recipe,
    data: Path,
    output: Path,
    folder: Path,
    *,
    device: str,
    calibrated: bool,
    progress: Callable[[int, int, dict[str, float], float], None],
    say: Callable[[str], None],
) -> None:
    """Train by a recipe and write a model folder.

    Args:
        recipe: What to do.
        data: Folder of the corpora.
        output: The model folder.
        folder: Where the running state is kept; a state of the same recipe is continued.
        device: ``cpu``, ``cuda`` or ``mps``.
        calibrated: Whether to fit calibration, thresholds and reference.
        progress: Told step, number of steps, losses and seconds after each step.
        say: Told what happens otherwise.

    Raises:
        ConfigError: If ``folder`` holds the state of another recipe, or the device is
            not there.
        DataError: If a corpus is missing.
        OutputError: If a folder cannot be made.
    """
    for place in (folder, output):
        _make(place)
    _same_recipe(recipe, folder)
    say(f"reading the corpora of {recipe.name} {recipe.version}")
    network, sources = run(
        recipe,
        data,
        folder,
        device=str(torch_device(device)),
        progress=lambda step, losses, s: progress(step, recipe.steps, losses, s),
    )
    say("writing the model")
    checksums = {
        **learnt_from(recipe.base),
        **{_named(p, data): file_sha256(p) for p in list_files(sources)},
    }
    export(network.cpu(), recipe, folder / TOKENIZER, output, data_checksums=checksums)
    if REFERENCE in recipe.mixture:
        mixture = frozenset(recipe.mixture)
        stage = SecondStage(output, data, mixture, recipe.seed, recipe.bfloat16, say)
        for name, refit in REFITS.items():
            if name in recipe.refit:
                refit(stage)
    if calibrated:
        calibrate(output, data, lambda what: say(f"calibrating: {what}"))
    say(f"done: {output}")


def _named(path: Path, data: Path) -> str:
    """Return a file's name in the provenance: within the corpora, or bare for a user's own."""
    for folder in (data, cards_folder()):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def _make(folder: Path) -> None:
    """Make a folder before hours of training, not after."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"this folder cannot be made: {error.strerror}.",
            source=str(folder),
            hint="Name another one.",
        ) from error


def _same_recipe(recipe: Recipe, folder: Path) -> None:
    """Remember the recipe beside the running state, and refuse to mix two."""
    path = folder / "recipe.txt"
    text = repr(recipe)
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise ConfigError(
            "this folder holds the running state of another recipe.",
            source=str(folder),
            hint="Name another folder with --run, or delete this one.",
        )
    path.write_text(text, encoding="utf-8")
