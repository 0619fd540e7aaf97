"""Writing the adapted model: a copy of the old one with the fitted head, whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.atomic import output_error
from biascheck.dimensions import stance
from biascheck.encoder.persistence import CONFIG, parts_of, read_config
from biascheck.errors import OutputError
from biascheck.training.adaptation.calibration import shifted
from biascheck.training.adaptation.tables import ClassTable
from biascheck.training.export import store_head_weights, write_description

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from biascheck.encoder.persistence import ModelFiles
    from biascheck.training.adaptation.encode import Encoded
    from biascheck.training.adaptation.fit import Fitted
    from biascheck.training.adaptation.subjects import Subject
    from biascheck.training.adaptation.tables import AnyTable, Layer


def require_free(folder: Path) -> None:
    """Check that a folder may be written, before the work and not after.

    Raises:
        OutputError: If it is a file, or holds something.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise OutputError(
            "it exists already.", source=str(folder), hint="Name another folder, or delete it."
        )


def store(
    files: ModelFiles,
    folder: Path,
    subject: Subject,
    encoded: Encoded,
    fitted: Fitted[AnyTable],
    provenance: Mapping[str, Any],
) -> None:
    """Write the model folder.

    Args:
        files: The old model.
        folder: The new one.
        subject: What was fitted.
        encoded: The rows, for the calibration of the axes.
        fitted: The fit on all rows.
        provenance: What the description says of it under ``adapted``.

    Raises:
        OutputError: If it cannot be written.
    """
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir(parents=True)
        for name in (*parts_of(files.config), CONFIG):
            shutil.copyfile(files.path / name, part / name)
        description = read_config(part)
        layer = _settle(description, subject, encoded, fitted)
        description["name"] = folder.name
        description["adapted"] = [*description.get("adapted", []), dict(provenance)]
        write_description(part, description)
        store_head_weights(part, _weights(files, subject, encoded, layer))
        if folder.is_dir():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise output_error(error, str(folder)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _weights(
    files: ModelFiles, subject: Subject, encoded: Encoded, layer: Layer
) -> dict[str, NDArray[np.float32]]:
    """Return the head's last layer with the fitted outputs in their places."""
    name = encoded.spec.name
    weight, bias = f"{name}.out.weight", f"{name}.out.bias"
    stored = files.head_weights()
    shapes = encoded.spec.shapes(files.config["encoder"]["hidden_size"])
    whole = {
        key: np.array(stored[key]) if encoded.known else np.zeros(shapes[key], dtype=np.float32)
        for key in (weight, bias)
    }
    rows = list(subject.outputs)
    whole[weight][rows] = layer.weight
    whole[bias][rows] = layer.bias
    return whole


def _settle(
    description: dict[str, Any], subject: Subject, encoded: Encoded, fitted: Fitted[AnyTable]
) -> Layer:
    """Put head, calibration and threshold into the description; return the layer to store."""
    calibration, thresholds = description["calibration"], description["thresholds"]
    if not encoded.known:
        _add_head(description, encoded)
    if fitted.kept:
        return fitted.layer
    for label in subject.labels:
        thresholds.pop(f"{subject.name}.{label}", None)
    if subject.name == "stance":
        _decide_articles_by_mentions(description)
    for score in subject.outdated:
        description["reference"].pop(score, None)
    if fitted.thresholds is not None:
        thresholds["framing"] = float(fitted.thresholds[0])
    found = fitted.calibration
    slope, offset = found.slope, float(found.offset[-1])
    if subject.folded:
        old_slope, old_offset = calibration.get(subject.calibration, (1.0, 0.0))
        return fitted.layer.rescaled(slope / old_slope, (offset - old_offset) / old_slope)
    calibration[subject.calibration] = [slope, offset]
    if subject.scheme == "roles":
        calibration.update(_axes(subject, encoded, fitted))
    return fitted.layer


def _add_head(description: dict[str, Any], encoded: Encoded) -> None:
    spec = encoded.spec
    entry = {
        "name": spec.name,
        "level": spec.level,
        "outputs": list(spec.outputs),
        "hidden": spec.hidden,
    }
    kept = [head for head in description["heads"] if head["name"] != spec.name]
    description["heads"] = [*kept, entry]


def _decide_articles_by_mentions(description: dict[str, Any]) -> None:
    """Let the fitted head decide whole articles, too: what was fitted to another goes."""
    heads = description["heads"]
    description["heads"] = [head for head in heads if head["name"] not in stance.OPTIONAL]
    for name in list(description["thresholds"]):
        if name.startswith(("stance.author", "stance.source")):
            del description["thresholds"][name]


def _axes(subject: Subject, encoded: Encoded, fitted: Fitted[AnyTable]) -> dict[str, list[float]]:
    """Calibrate the axes behind the roles: opinion is subjective, a quote is attributed."""
    table = encoded.table
    assert isinstance(table, ClassTable)
    outputs = np.zeros((table.n, len(subject.spec.outputs)))
    for fold, layer in enumerate(fitted.layers):
        rows = np.flatnonzero(fitted.folds == fold)
        outputs[rows] = table.take(rows).outputs(layer)
    found = {}
    for axis, role in (("subjective", "opinion"), ("attributed", "quote")):
        gold = table.gold == subject.labels.index(role)
        column = outputs[:, subject.spec.outputs.index(axis)]
        found[axis] = list(shifted(column, gold))
    return found
