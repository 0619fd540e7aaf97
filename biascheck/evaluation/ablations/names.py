"""What does it cost and bring that the encoder is not told who is written about?

``under stand-ins`` is how the shipped model reads names, see ``names.stand_ins``. Beside the
roles stand the mean absolute changes of P(subjective) and P(loaded) when the names of
``gold/dev`` are swapped inside their families, over all sentences of the articles that hold
such a name (lower is better); probabilities are those of the fit, without calibration.

Source: as ``names.stand_ins``; the swaps are those of ``training.swaps``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import (
    document_inputs,
    fitted_roles,
    gold_examples,
    lay_out,
    sentence_inputs,
)
from biascheck.evaluation.ablations.twins import changes
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.training.refit import fit_heads
from biascheck.training.swaps import swap_names
from biascheck.training.twins import Twins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.training.example import Example
    from biascheck.types import Document

_VARIANTS = {"as written": False, "under stand-ins": True}
_SHIPPED = "under stand-ins"


def _run(request: Request) -> Outcome:
    examples = {split: gold_examples(request.data, split) for split in ("train", "dev")}
    train, dev = lay_out(examples["train"]), lay_out(examples["dev"])
    pairs = swapped_pairs(examples["dev"], request.seed)
    roles, moves = {}, {}
    for variant, stand_ins in _VARIANTS.items():
        request.say(f"encoding and fitting: {variant}")
        source = ModelReader(request, stand_ins=stand_ins)
        table = train.table("gold", sentence_inputs(source, train))
        heads = fit_heads([table], request.seed)
        roles[variant] = fitted_roles(heads, dev, sentence_inputs(source, dev))
        moves[variant] = changes(heads, _both(source, pairs))
    parts = (
        compare("gold/dev", "sentences", roles, _SHIPPED),
        compare("gold/dev, names swapped", "sentences", moves, _SHIPPED),
    )
    return Outcome(parts, source.name, source.provenance)


def swapped_pairs(examples: Sequence[Example], seed: int) -> list[tuple[Document, Document]]:
    """Return the documents that hold a swappable name, as they are and swapped.

    Raises:
        DataError: If there is none.
    """
    generator = np.random.default_rng(seed)
    swapped = ((example, swap_names(example, generator)) for example in examples)
    pairs = [(a.document, b.document) for a, b in swapped if a is not b]
    if not pairs:
        raise DataError("no article holds a name that can be swapped for another.", source="gold")
    return pairs


def _both(source: Reader, pairs: Sequence[tuple[Document, Document]]) -> Twins:
    first = list(document_inputs(source, [a for a, _ in pairs]))
    second = list(document_inputs(source, [b for _, b in pairs]))
    texts = np.repeat(np.arange(len(pairs)), [len(rows) for rows in first])
    return Twins(np.concatenate(first), np.concatenate(second), texts)


ABLATION = Ablation(
    name="names",
    asks="What does it cost and bring that the encoder is not told who is written about?",
    fitted="the sentence heads, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
