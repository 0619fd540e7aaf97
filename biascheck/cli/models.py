"""``biascheck models``: what is installed, its licence, its figures, its integrity."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biascheck.cli import output
from biascheck.errors import BiascheckError, ExitCode, ModelError, unknown_name
from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FormatName = Annotated[str, typer.Option("--format", help="One of: terminal, json.")]


@dataclass(frozen=True, slots=True)
class Installed:
    """One model folder; ``fault`` says why it cannot be used, None if it can.

    ``figures`` holds the leading metric of each task, as ``task`` to ``(name, value)``.
    """

    name: str
    version: str | None
    licence: str | None
    size: int
    path: str
    figures: dict[str, tuple[str, float]]
    fault: str | None


def command(format_name: FormatName = "terminal") -> int:
    """List the installed models, their figures and licences.

    Every file is checked against its checksum. Exit codes: 0 all models are whole;
    3 some are not; 4 there is none that can be used.
    """
    if format_name not in {"json", "terminal"}:
        raise unknown_name("format", format_name, ("json", "terminal"))
    from biascheck.encoder.persistence import installed_models, models_root

    found = [_inspect(folder) for folder in installed_models()]
    if not found:
        raise ModelError(
            "no model is installed here.",
            source=str(models_root()),
            hint="Train one: biascheck train RECIPE, or install biascheck anew.",
        )
    if format_name == "json":
        text = json.dumps([asdict(model) for model in found], ensure_ascii=False, indent=1) + "\n"
    else:
        text = "\n".join(_describe(model) for model in found)
    output.write([text], None, programs=format_name == "json")
    return _exit_code(found)


def _inspect(folder: Path) -> Installed:
    from biascheck.encoder.persistence import verify

    fault = None
    try:
        verify(folder)
    except BiascheckError as error:
        fault = str(error)
    description = _read_json(folder / "biascheck.json")
    return Installed(
        name=str(description.get("name") or folder.name),
        version=_text(description.get("version")),
        licence=_text(description.get("licence") or description.get("license")),
        size=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        path=str(folder),
        figures=dict(_figures(_read_json(folder / "metrics.json"))),
        fault=fault,
    )


def _read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file; empty where there is none, which ``verify`` tells."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _figures(metrics: dict[str, Any]) -> Iterator[tuple[str, tuple[str, float]]]:
    """Yield the leading metric of each row of ``biascheck evaluate table``."""
    for row in metrics.get("table", ()):
        lead = str(row["lead"])
        value = (row.get("biascheck") or {}).get(lead, {}).get("value")
        if isinstance(value, (int, float)):
            yield f"{row['task']}/{row['corpus']}", (lead, float(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _describe(model: Installed) -> str:
    figures = [
        f"    {task:<24} {lead.replace('_', '-')} {value:.3f}"
        for task, (lead, value) in model.figures.items()
    ]
    lines = [
        f"{model.name} {model.version or '(version unknown)'}",
        f"  licence   {model.licence or 'not stated'}",
        f"  size      {model.size / 1e6:.1f} MB",
        f"  checksums {'ok' if model.fault is None else f'FAILED: {inline(model.fault)}'}",
        f"  folder    {model.path}",
        "  figures" if figures else "  figures   none recorded",
        *figures,
    ]
    return "\n".join(inline(line).rstrip() for line in lines) + "\n"


def _exit_code(models: Sequence[Installed]) -> ExitCode:
    whole = sum(model.fault is None for model in models)
    if whole == len(models):
        return ExitCode.OK
    return ExitCode.SOME_FAILED if whole else ExitCode.NOTHING_DONE
