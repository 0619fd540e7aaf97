"""Majority labels of BABE, or the annotators' votes, to fit the loaded head on?

``soft votes`` draw the share of annotators who saw bias half way to the majority label,
as training does, and use sentences without an agreed label too. The head is tested on
agreed sentences of the outlets in ``splits.BABE_DEV_OUTLETS``, of which it sees none;
a sentence is loaded from P = .5 on. Intervals draw articles where the corpus names them,
else sentences.

Source: Spinde et al., Findings of EMNLP 2021; soft labels as in Uma et al. 2021,
"Learning from Disagreement: A Survey".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from biascheck.dimensions.loaded import HEADS
from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import head_logits
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.evaluation.metrics.auroc import UNDEFINED as NO_AUROC
from biascheck.evaluation.metrics.auroc import auroc
from biascheck.evaluation.metrics.macro_f1 import UNDEFINED, macro_f1
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.newssd_folds import single_sentence
from biascheck.evaluation.protocols.protocol import Outcome, numbered
from biascheck.splits import BABE_DEV_OUTLETS
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.loaded import soft_vote
from biascheck.training.fitting import fit
from biascheck.training.network import Head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from biascheck.evaluation.protocols.protocol import Request

_SHIPPED = "soft votes"
_VALUES = {"biased": 1.0, "non-biased": 0.0}
# As ``training.refit`` fits the sentence heads.
_EPOCHS, _BATCH, _RATE, _DECAY, _DROPOUT = 12, 256, 1e-3, 0.05, 0.2


def _run(request: Request) -> Outcome:
    source = ModelReader(request)
    path = request.data / "loaded" / "babe.jsonl.gz"
    rows = list(read_rows(path))
    train = [row for row in rows if row["outlet"] not in BABE_DEV_OUTLETS]
    held_out = [row for row in rows if row["outlet"] in BABE_DEV_OUTLETS]
    dev = [row for row in held_out if row["label_bias"] in _VALUES]
    if not train or not dev:
        raise DataError("the corpus lacks rows of training or of dev outlets.", source=str(path))
    request.say(f"encoding {len(train)} + {len(dev)} sentences")
    inputs, asked = _encode(source, train), _encode(source, dev)
    measures = {}
    for variant, targets in _targets(train).items():
        request.say(f"fitting: {variant}")
        known = ~np.isnan(targets)
        head = _fit(inputs[known], targets[known], request.seed)
        measures[variant] = _measures(head_logits(head, asked)[:, 0], dev)
    found = compare("BABE, unseen outlets", "sentences", measures, _SHIPPED)
    return Outcome((found,), source.name, source.provenance, {"sentences fitted on": len(train)})


def _encode(source: ModelReader, rows: Sequence[dict[str, Any]]) -> NDArray[np.float32]:
    documents = (single_sentence(row["text"]) for row in rows)
    return np.concatenate([e.sentence_inputs() for e in source.encodings(documents)])


def _targets(rows: Sequence[dict[str, Any]]) -> dict[str, NDArray[np.float32]]:
    """Return P(loaded) of each row by variant ``[n]``, NaN where nothing was agreed."""
    majority = [_VALUES.get(row["label_bias"], np.nan) for row in rows]
    soft = [soft_vote(row["bias_votes"], _VALUES, row["label_bias"]) for row in rows]
    return {
        "majority labels": np.array(majority, dtype=np.float32),
        _SHIPPED: np.array(soft, dtype=np.float32),
    }


def _fit(inputs: NDArray[np.float32], targets: NDArray[np.float32], seed: int) -> Head:
    torch.manual_seed(seed)
    head = Head(HEADS[0], inputs.shape[1] // 2, _DROPOUT)
    x, y = torch.from_numpy(inputs), torch.from_numpy(targets)
    draws = torch.Generator().manual_seed(seed)

    def loss(_: int) -> torch.Tensor:
        rows = torch.randint(len(x), (_BATCH,), generator=draws)
        return functional.binary_cross_entropy_with_logits(head(x[rows])[:, 0], y[rows])

    steps = max(1, _EPOCHS * len(x) // _BATCH)
    fit([head], loss, steps=steps, rate=_RATE, decay=_DECAY)
    return head


def _measures(logits: NDArray[np.float32], rows: Sequence[dict[str, Any]]) -> tuple[Measure, ...]:
    labels = np.array([int(_VALUES[row["label_bias"]]) for row in rows], dtype=np.int64)
    clusters = numbered([row.get("doc_id") or row["id"] for row in rows])
    gold, said = one_hot(labels, 2), one_hot((logits > 0).astype(np.int64), 2)
    area = partial(auroc, labels == 1, logits.astype(np.float64))
    return (
        Measure("macro_f1", clusters, partial(macro_f1, gold, said), UNDEFINED),
        Measure("auroc", clusters, area, NO_AUROC),
    )


ABLATION = Ablation(
    name="votes",
    asks="Should the loaded head learn majority labels or the annotators' votes?",
    fitted="the loaded head, on BABE's training outlets.",
    shipped=_SHIPPED,
    run=_run,
)
