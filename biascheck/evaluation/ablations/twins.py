"""What does it cost and bring to keep judgements from hanging on names?

Twins are the same sentence before and after its names were swapped inside their families.
The distance of their logits joins the loss with a weight. Beside the roles stand the mean
absolute changes of P(subjective) and P(loaded) over sentences of ``gold/dev`` that a swap
reached (lower is better); probabilities are those of the fit, without calibration.

Source: counterfactual logit pairing, Garg et al. 2019, eq. 3.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.heads import AXES, sigmoid
from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import (
    document_inputs,
    fitted_roles,
    gold_examples,
    head_logits,
    lay_out,
    sentence_inputs,
)
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics.arrays import ratio
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.training.refit import TWINS, fit_heads
from biascheck.training.twins import encode_twins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.training.example import Example
    from biascheck.training.network import Head
    from biascheck.training.twins import Twins

_WEIGHTS = (0.0, TWINS, 4.0)


def _named(weight: float) -> str:
    return f"weight {weight:g}"


def _run(request: Request) -> Outcome:
    source = ModelReader(request)
    examples = {split: gold_examples(request.data, split) for split in ("train", "dev")}
    train, dev = lay_out(examples["train"]), lay_out(examples["dev"])
    request.say(f"encoding {len(train.documents)} + {len(dev.documents)} articles")
    table, asked = train.table("gold", sentence_inputs(source, train)), sentence_inputs(source, dev)
    request.say("encoding them with swapped names")
    twins, held_out = (
        swapped_twins(source, examples[split], request.seed) for split in ("train", "dev")
    )
    roles, moves = {}, {}
    for weight in _WEIGHTS:
        request.say(f"fitting: {_named(weight)}")
        heads = fit_heads([table], request.seed, twins, weight)
        roles[_named(weight)] = fitted_roles(heads, dev, asked)
        moves[_named(weight)] = changes(heads, held_out)
    shipped = _named(TWINS)
    parts = (
        compare("gold/dev", "sentences", roles, shipped),
        compare("gold/dev, names swapped", "sentences", moves, shipped),
    )
    return Outcome(parts, source.name, source.provenance, {"twins fitted on": len(twins.first)})


def swapped_twins(source: Reader, examples: Sequence[Example], seed: int) -> Twins:
    """Encode articles as they are and with swapped names.

    Raises:
        DataError: If no article holds a name that can be swapped.
    """
    twins = encode_twins(
        lambda some: document_inputs(source, [e.document for e in some]), examples, seed
    )
    if twins is None:
        raise DataError("no article holds a name that can be swapped for another.", source="gold")
    return twins


def changes(heads: Mapping[str, Head], twins: Twins) -> tuple[Measure, ...]:
    """Measure how far fitted heads' probabilities move between twins."""

    def probabilities(inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        subjective = head_logits(heads["axes"], inputs)[:, AXES.index("subjective")]
        return sigmoid(np.stack([subjective, head_logits(heads["loaded"], inputs)[:, 0]], axis=1))

    moved = np.abs(probabilities(twins.second) - probabilities(twins.first)).astype(np.float64)
    return tuple(
        Measure(f"{name}_moves", twins.texts, partial(_mean, moved[:, i]), "no sentence drawn")
        for i, name in enumerate(("subjective", "loaded"))
    )


def _mean(values: FloatArray, weights: FloatArray) -> FloatArray:
    return ratio(weights @ values, weights.sum(axis=1))


ABLATION = Ablation(
    name="twins",
    asks="What does it cost and bring to keep judgements from hanging on names?",
    fitted="the sentence heads, on gold/train and its sentences with swapped names.",
    shipped=_named(TWINS),
    run=_run,
)
