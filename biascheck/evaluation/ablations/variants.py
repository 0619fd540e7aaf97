"""The common case: variants that differ in what the sentence heads read of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.ablations.ablation import compare
from biascheck.evaluation.ablations.sentences import fitted_roles, gold_sentences
from biascheck.training.refit import fit_heads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.protocol import Part, Request


def compare_inputs(
    request: Request,
    read: Callable[[Sentences], Mapping[str, NDArray[np.float32]]],
    shipped: str,
) -> Part:
    """Fit the sentence heads on ``gold/train`` for every variant and compare on ``gold/dev``.

    Args:
        request: What is asked.
        read: Returns each variant's inputs of some sentences ``[S, 2d]``.
        shipped: The variant that ships.
    """
    train, dev = (gold_sentences(request.data, split) for split in ("train", "dev"))
    request.say(f"encoding {len(train.documents)} + {len(dev.documents)} articles")
    seen, asked = read(train), read(dev)
    measures = {}
    for variant, inputs in seen.items():
        request.say(f"fitting: {variant}")
        heads = fit_heads([train.table("gold", inputs)], request.seed)
        measures[variant] = fitted_roles(heads, dev, asked[variant])
    return compare("gold/dev", "sentences", measures, shipped)
