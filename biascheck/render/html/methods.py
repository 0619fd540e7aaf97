"""The methods paragraph: what was done, with every version, ready to cite."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
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

_SPREADS: Final = (
    "Distributions are given by medians and quartiles (linear interpolation) of the articles "
    "that have the score."
)


@cache
def version() -> str:
    """Return the version of biascheck that writes this page."""
    try:
        return metadata.version("biascheck")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def methods(report: Report) -> str:
    """Return one paragraph that a paper can take over as it is."""
    return " ".join(_sentences(report))


def corpus_methods(model: Provenance | None, counts: Mapping[str, int]) -> str:
    """Return the paragraph for a corpus.

    Args:
        model: What the articles were analysed with; None where that is not known.
        counts: How many were ``analysed``, are a ``duplicate``, or ``failed``.
    """
    return " ".join(_corpus_sentences(model, counts))


def citation() -> str:
    """Return how to cite the software."""
    return f"The biascheck developers. biascheck, version {version()} [software]. Apache-2.0."


def _corpus_sentences(model: Provenance | None, counts: Mapping[str, int]) -> Iterator[str]:
    served = "a model that the results do not name" if model is None else _model(model)
    analysed, repeated, failed = (counts.get(it, 0) for it in ("analysed", "duplicate", "failed"))
    told = "One article was" if analysed == 1 else f"{analysed:,} articles were"
    yield f"{told} analysed with biascheck {version()} and {served}."
    if repeated or failed:
        yield f"{repeated:,} more repeat one of these and {failed:,} could not be analysed."
    if model is not None:
        yield from _dimensions(model)
    yield _SPREADS


def _sentences(report: Report) -> Iterator[str]:
    model = report.provenance
    yield f"The article was analysed with biascheck {version()} and {_model(model)}."
    yield from _dimensions(model)
    if report.passages:
        yield _ROLES
    neutrality = report.scores.get("neutrality")
    if neutrality is not None and neutrality.formula:
        yield f"Neutrality was computed as {inline(neutrality.formula).strip()}."
    if neutrality is not None and neutrality.percentile is not None:
        yield _PERCENTILES


def _dimensions(model: Provenance) -> Iterator[str]:
    if model.dimensions:
        measured = ", ".join(f"{name} (version {it})" for name, it in model.dimensions.items())
        yield inline(f"Dimensions measured: {measured}.")
    checkpoint = model.options.get("checkpoint")
    if isinstance(checkpoint, Mapping):
        named = f"{checkpoint.get('name')}, version {checkpoint.get('version')}"
        yield inline(f"Some of them were served by the checkpoint {named}.")


def _model(model: Provenance) -> str:
    told = f"the model {model.name}, version {model.version} (SHA-256 of its weights {model.sha256}"
    return inline(f"{told}; runtime {model.runtime})")
