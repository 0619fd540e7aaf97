"""The methods paragraph: what was done, with every version, ready to cite."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Final

from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Provenance, Report

_ROLES: Final = (
    "Each sentence was assigned one role (reporting, quote, opinion or boilerplate) from "
    "calibrated probabilities; a passage is a run of neighbouring sentences of one role "
    "within a paragraph."
)
_PERCENTILES: Final = (
    "Percentiles give the share of the reference set of news reports that ships with the model "
    "whose value is lower."
)


def version() -> str:
    """Return the version of biascheck that writes this page."""
    try:
        return metadata.version("biascheck")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def methods(report: Report) -> str:
    """Return one paragraph that a paper can take over as it is."""
    return " ".join(_sentences(report))


def citation() -> str:
    """Return how to cite the software."""
    return f"The biascheck developers. biascheck, version {version()} [software]. Apache-2.0."


def _sentences(report: Report) -> Iterator[str]:
    model = report.provenance
    yield f"The article was analysed with biascheck {version()} and {_model(model)}."
    if model.dimensions:
        measured = ", ".join(f"{name} (version {it})" for name, it in model.dimensions.items())
        yield inline(f"Dimensions measured: {measured}.")
    checkpoint = model.options.get("checkpoint")
    if isinstance(checkpoint, Mapping):
        named = f"{checkpoint.get('name')}, version {checkpoint.get('version')}"
        yield inline(f"Some of them were served by the checkpoint {named}.")
    if report.passages:
        yield _ROLES
    neutrality = report.scores.get("neutrality")
    if neutrality is not None and neutrality.formula:
        yield f"Neutrality was computed as {inline(neutrality.formula).strip()}."
    if neutrality is not None and neutrality.percentile is not None:
        yield _PERCENTILES


def _model(model: Provenance) -> str:
    told = f"the model {model.name}, version {model.version} (SHA-256 of its weights {model.sha256}"
    return inline(f"{told}; runtime {model.runtime})")
