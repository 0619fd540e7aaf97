"""Whose mentions should decide the stance of an article towards a target?

The model's head for the stance of articles judges every mention. ``author alone`` averages
the mentions in the author's voice, ``all alike`` every mention outside boilerplate,
``weighed`` keeps both voices apart. For each, scales and offsets are fitted on
``gold/train`` in the same way; the label is the author's stance. Targets that nobody
mentions are left out.

Source: ``training.voices``; SEESAW, Zhang et al. 2022; voices as in this project's
codebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.dimensions.stance import AUTHOR, voice_means
from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import gold_examples, gold_path
from biascheck.evaluation.ablations.stances import most_probable
from biascheck.evaluation.protocols.protocol import Outcome, numbered
from biascheck.labels import STANCES
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.voices import both_voices, lay_out, read_targets, weigh_voices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.training.voices import HeardTarget, VoiceTable

_SHIPPED = "weighed"
_NOBODY = np.zeros((0, 3), dtype=np.float32)


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    train, dev = (_read(request, analyzer, split) for split in ("train", "dev"))
    clusters = numbered([target.article for target in dev])
    measures = {}
    for variant, view in _VIEWS.items():
        weights = weigh_voices([lay_out(train, view)])
        measures[variant] = (_measure(weights, lay_out(dev, view), clusters),)
    found = compare("gold/dev", "targets", measures, _SHIPPED)
    name = f"the stance head of {analyzer.provenance.name}"
    return Outcome((found,), name, analyzer.provenance, {"targets fitted on": len(train)})


def _read(request: Request, analyzer: Analyzer, split: str) -> list[HeardTarget]:
    examples = gold_examples(request.data, split, whole_article)
    request.say(f"reading {len(examples)} articles")
    targets = list(read_targets(analyzer, examples))
    if not targets:
        raise DataError(
            "no article mentions a target with a stance.",
            source=str(gold_path(request.data, split)),
        )
    return targets


def _author(target: HeardTarget) -> tuple[NDArray[np.float32], bool]:
    own = target.voices == AUTHOR
    return voice_means(target.logits[own], _NOBODY), bool(own.any())


def _all(target: HeardTarget) -> tuple[NDArray[np.float32], bool]:
    return voice_means(target.logits[target.voices > 0], _NOBODY), True


_VIEWS = {"author alone": _author, "all alike": _all, _SHIPPED: both_voices}


def _measure(weights: Mapping[str, float], table: VoiceTable, clusters: IntArray) -> Measure:
    """Measure the most probable stance, as ``dimensions.stance`` weighs it."""
    offsets = np.array(
        [[weights[f"stance.{voice}.{name}"] for name in STANCES] for voice in ("source", "author")]
    )
    scales = np.array([weights["stance.author_weight"], weights["stance.source_weight"]])
    scores = np.einsum("v,tvk->tk", scales, table.means) + offsets[table.author.astype(np.int64)]
    return most_probable(table.labels, scores, clusters)


ABLATION = Ablation(
    name="voices",
    asks="Whose mentions should decide the stance of an article?",
    fitted="scales and offsets of the voices, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
