"""From a checkpoint's logits to ours: labels joined, calibrated, on the scale of log-odds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.checkpoints.declaration import Activation, Service


def decide(
    logits: NDArray[np.float32], labels: Sequence[str], service: Service, activation: Activation
) -> NDArray[np.float32]:
    """Return calibrated log-odds of our labels, ``[n, len(service.outputs)]``.

    For stance these are log-probabilities, whose softmax is the probability. Labels that
    exclude one another are joined by adding their probabilities; of labels that do not, the
    most probable counts. A threshold other than one half moves the log-odds of a yes/no
    judgement until the decision turns at one half, where all of biascheck decides; the
    thresholds of framing and stance are kept apart instead, see ``Checkpoint.thresholds``.

    Args:
        logits: As the checkpoint computes them, ``[n, len(labels)]``.
        labels: Its labels, in its order.
        service: The mapping and its calibration.
        activation: Whether the labels exclude one another (``softmax``).
    """
    scaled = logits.astype(np.float64) / service.temperature
    ours = [service.labels.get(label) for label in labels]
    rows = []
    for output in service.outputs:
        own = np.array([label == output for label in ours])
        if activation == "sigmoid":
            rows.append(scaled[:, own].max(axis=1))
        elif service.scheme.rest is None:
            rows.append(_log_sum(scaled[:, own]) - _log_sum(scaled))
        else:
            rows.append(_log_sum(scaled[:, own]) - _log_sum(scaled[:, ~own]))
    slope, offset = service.platt
    found = slope * np.stack(rows, axis=1) + offset - _turn(service)
    return np.asarray(found, dtype=np.float32)


def _turn(service: Service) -> float:
    """Return the log-odds at which the decision of a yes/no judgement turns."""
    if service.threshold is None or len(service.scheme.outputs) > 1:
        return 0.0
    return math.log(service.threshold / (1 - service.threshold))


def _log_sum(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log of the sum of exponentials of each row."""
    top = logits.max(axis=1)
    return np.asarray(top + np.log(np.exp(logits - top[:, None]).sum(axis=1)), dtype=np.float64)
