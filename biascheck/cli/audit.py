"""``biascheck audit``: does the judgement stay when only a name changes?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biascheck.cli import messages, output
from biascheck.cli.options import (
    AnyModel,
    Device,
    Format,
    Labels,
    Offline,
    OutputFile,
    TableOrJson,
    load_analyzer,
)
from biascheck.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from biascheck.analyzer import Analyzer
    from biascheck.evaluation.audit.gate import Pins
    from biascheck.evaluation.audit.result import Audit


Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        help="Instead of the pairs: false positives by lean on labelled articles "
        "(.jsonl or .jsonl.gz; id, text, title, lean, label).",
    ),
]
Gate = Annotated[
    Path | None,
    typer.Option("--gate", help="Exit with 1 if a figure grew beyond its pin in this file."),
]
Update = Annotated[Path | None, typer.Option("--update", help="Pin the figures in this file.")]


def command(
    *,
    articles: Articles = None,
    form: Format = TableOrJson.TABLE,
    output_file: OutputFile = None,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    seed: Annotated[
        int | None, typer.Option("--seed", help="Other names for the templates. Default: 13.")
    ] = None,
    gate: Gate = None,
    update: Update = None,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="Let --update raise a pin.")
    ] = False,
) -> int:
    """Swap names in controlled texts and report how far scores and labels change.

    Exit codes: 0 done; 1 a figure grew beyond its pin (--gate), or a pin would have to
    be raised (--update).
    """
    if articles is not None and (gate or update or seed is not None):
        raise ConfigError(
            "--articles goes with none of --gate, --update and --seed.",
            hint="Run the two audits one after the other.",
        )
    pins = _pins(gate)
    analyzer = load_analyzer(model, device, labels, offline=offline)
    if articles is not None:
        return _audit_leans(articles, analyzer, form, output_file)
    audit = _audit_pairs(analyzer, seed)
    _write(audit.to_dict(), form, output_file, lambda: _tables(audit))
    passed = pins is None or _passes(audit, pins, gate)
    pinned = update is None or _pin(audit, update, allow_regression=allow_regression)
    return int(ExitCode.OK if passed and pinned else ExitCode.FINDINGS)


def _audit_pairs(analyzer: Analyzer, seed: int | None) -> Audit:
    from biascheck.evaluation.audit.measurement import measure
    from biascheck.evaluation.audit.pairs import SEED, audit_pairs

    return measure(analyzer, audit_pairs(SEED if seed is None else seed))


def _audit_leans(
    path: Path, analyzer: Analyzer, form: TableOrJson, output_file: Path | None
) -> int:
    from biascheck.evaluation.audit.leans import measure_leans

    audit = measure_leans(path, analyzer)
    for row in audit.unreadable:
        messages.tell(f"{path}:{row.line}: left out: {row.cause}.")
    _write(audit.to_dict(), form, output_file, lambda: _lean_tables(audit))
    return int(ExitCode.SOME_FAILED if audit.unreadable else ExitCode.OK)


def _pins(path: Path | None) -> Pins | None:
    from biascheck.evaluation.audit.gate import read_pins

    return None if path is None else read_pins(path)


def _passes(audit: Audit, pins: Pins, path: Path | None) -> bool:
    """Say which figures grew beyond their pin; return whether none did."""
    from biascheck.evaluation.audit.gate import check

    if audit.model.sha256 != pins.model_sha256:
        messages.tell(f"{path}: pinned with another model; its figures still hold as bounds.")
    grown = check(audit, pins)
    for growth in grown:
        messages.tell(f"{path}: {growth}")
    return not grown


def _pin(audit: Audit, path: Path, *, allow_regression: bool) -> bool:
    """Write the pins, unless that would raise one unasked; return whether it did."""
    from biascheck.evaluation.audit.gate import raised, read_pins, write_pins

    higher = raised(audit, read_pins(path)) if path.exists() else ()
    if higher and not allow_regression:
        for growth in higher:
            messages.tell(f"{path}: {growth}")
        messages.tell(f"{path}: not written. To raise a pin, add --allow-regression.")
        return False
    write_pins(audit, path)
    messages.tell(f"{path}: pinned.")
    return True


def _tables(audit: Any) -> RenderableType:
    from biascheck.evaluation.audit.display import audit_tables

    return audit_tables(audit)


def _lean_tables(audit: Any) -> RenderableType:
    from biascheck.evaluation.audit.display import lean_tables

    return lean_tables(audit)


def _write(result: dict[str, Any], form: TableOrJson, path: Path | None, tables: Any) -> None:
    as_json = form is TableOrJson.JSON
    text = output.as_json(result) if as_json else output.drawn(tables())
    output.write([text], path, programs=as_json)
