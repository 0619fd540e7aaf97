"""Adapting a model to a user's labels: one head's last layer, on the frozen encoder.

The texts are encoded once. The layer is fitted by logistic regression that is pulled
towards the model's own weights, and what that gains is measured on unseen groups before
anything is written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from biascheck.analyzer import Analyzer
from biascheck.dimensions.registry import DIMENSIONS
from biascheck.encoder.persistence import file_sha256, load_model
from biascheck.evaluation.result import measured_dict, model_dict
from biascheck.training.adaptation.crossval import LEAD, measure_gain
from biascheck.training.adaptation.encode import encode
from biascheck.training.adaptation.fit import fit
from biascheck.training.adaptation.labels import read_labels
from biascheck.training.adaptation.store import require_free, store
from biascheck.training.adaptation.subjects import find_subject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biascheck.evaluation.rows import Unreadable
    from biascheck.training.adaptation.crossval import Gain
    from biascheck.training.adaptation.fit import Fitted
    from biascheck.training.adaptation.labels import Labels
    from biascheck.training.adaptation.tables import AnyTable
    from biascheck.types import Provenance


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What came of it.

    Attributes:
        dimension: What was fitted.
        file: The labelled rows, with their SHA-256.
        labels: What was read of them.
        gain: The cross-validated figures.
        compared: What "before" is: ``model``, or ``majority`` where the model has no head.
        fitted: The fit on all rows.
        model: The model that was adapted.
        written: The new model's folder; None where nothing was written.
    """

    dimension: str
    file: Path
    sha256: str
    labels: Labels
    gain: Gain
    compared: str
    fitted: Fitted[AnyTable]
    model: Provenance
    written: Path | None = None

    @property
    def refused(self) -> str | None:
        """Why the new head is not worth writing; None if it is."""
        if (self.gain.difference[LEAD].value or 0.0) < 0:
            return "on rows that it has not seen, the fitted head is worse than before"
        if self.fitted.kept:
            return "no fit is clearly better than the head as it is"
        return None

    def provenance(self) -> dict[str, Any]:
        """Return what the new model says of its origin."""
        endless = math.isinf(self.fitted.strength)
        calibration, thresholds = self.fitted.calibration, self.fitted.thresholds
        return {
            "dimension": self.dimension,
            "file": self.file.name,
            "sha256": self.sha256,
            "n": len(self.labels.rows),
            "unreadable": len(self.labels.unreadable),
            "labels": self.labels.counts,
            "groups": {"by": self.labels.by, "n": len(set(self.labels.groups))},
            "folds": self.gain.folds,
            "compared": self.compared,
            "before": measured_dict(self.gain.before),
            "after": measured_dict(self.gain.after),
            "gain": measured_dict(self.gain.difference),
            # JSON knows no infinity: null is the old layer as it was.
            "kept": self.fitted.kept,
            "strength": None if endless else self.fitted.strength,
            "calibration": [calibration.slope, float(calibration.offset[-1])],
            "thresholds": None if thresholds is None else thresholds.tolist(),
            "model": {k: v for k, v in model_dict(self.model).items() if k != "options"},
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``--format json`` prints."""
        return {
            **self.provenance(),
            "file": str(self.file),
            "unreadable_rows": [{"line": u.line, "cause": u.cause} for u in self.labels.unreadable],
            "written": None if self.written is None else str(self.written),
        }


def adapt(
    path: Path,
    dimension: str,
    output: Path | None = None,
    *,
    model: str | Path | None = None,
    group: str | None = None,
    force: bool = False,
    device: str = "cpu",
    on_unreadable: Callable[[Unreadable], None] = lambda _: None,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Adaptation:
    """Fit a head to labelled rows, measure the gain, and write the model if there is one.

    Args:
        path: The rows, JSON Lines as ``biascheck evaluate`` reads them.
        dimension: What they label, see ``adaptation.subjects``.
        output: The new model's folder; None: only measure.
        model: Name or folder of the model to adapt; None: the shipped one.
        group: Field that folds keep whole: ``outlet``, ``doc_id`` or ``id``.
        force: Write also what is refused.
        device: Where the encoder runs, see ``Analyzer.from_pretrained``.
        on_unreadable: Told of every row that cannot be read.
        on_rows: Told how many more rows are encoded.

    Raises:
        ConfigError: If a name is unknown.
        DataError: If the rows cannot be read, or are too few or too uniform.
        ModelError: If the model is missing or lacks what a built-in dimension needs.
        OutputError: If the folder is taken or cannot be written.
    """
    subject = find_subject(dimension)
    if output is not None:
        require_free(output)
    files = load_model(model)
    labels = read_labels(subject, path, group)
    for row in labels.unreadable:
        on_unreadable(row)
    needed = [subject.dimension] if subject.dimension in DIMENSIONS else ["role"]
    analyzer = Analyzer.from_pretrained(files.path, device=device, dimensions=needed)
    encoded = encode(subject, labels, analyzer, on_rows)
    found = Adaptation(
        dimension=dimension,
        file=path,
        sha256=file_sha256(path),
        labels=labels,
        gain=measure_gain(encoded, labels),
        compared="model" if encoded.known else "majority",
        fitted=fit(encoded.table, labels.groups, encoded.start),
        model=analyzer.provenance,
    )
    if output is None or (found.refused and not force):
        return found
    store(files, output, subject, encoded, found.fitted, found.provenance())
    return replace(found, written=output)
