"""Loaded sentences of BABE, five random folds with equal shares of the labels.

Held out: the sentences of a fold. Sentences of one outlet and of one article stand on
both sides, so this figure is never the headline; it is what published figures are.

Seen: the shipped encoder was trained on all outlets but ``splits.BABE_DEV_OUTLETS``,
labels included, that is on 86 % of the tested sentences: on frozen encodings the figure
flatters beyond measure. ``--finetune`` starts from the untouched base encoder in every
fold and has seen nothing.

Source: Spinde et al. 2021, "Neural Media Bias Detection Using Distant Supervision With
BABE", Findings of EMNLP (5-fold cross-validation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.protocols.babe_sentences import babe_rows, labels_of, run_folds
from biascheck.evaluation.protocols.folds import FOLDS, random_folds
from biascheck.evaluation.protocols.protocol import EvaluationProtocol, Outcome

if TYPE_CHECKING:
    from biascheck.evaluation.protocols.protocol import Request


def _run(request: Request) -> Outcome:
    rows = babe_rows(request.data)
    folds = random_folds(labels_of(rows), request.seed)
    return run_folds(request, rows, folds, {"babe": np.arange(len(rows))}, {"folds": FOLDS})


PROTOCOL = EvaluationProtocol(
    name="babe-folds",
    held_out="a random fifth of the sentences.",
    seen="86 % of the sentences with their labels.",
    run=_run,
    takes_base=True,
    takes_finetune=True,
)
