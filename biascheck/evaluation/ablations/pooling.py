"""How should the judgements of a target's mentions become one of the article?

The head for the stance of articles is fitted anew on ``gold/train``, twins included: to the
``mean`` over a target's mentions, to their ``log-mean-exp``, in which clear mentions count
more, and to the ``first`` alone. The label is the author's stance.

Source: Pinheiro, Collobert 2015, "From Image-level to Pixel-level Labeling", eq. 6, for
log-mean-exp.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import gold_examples, gold_path
from biascheck.evaluation.ablations.stances import most_probable
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.network import group_log_mean_exp, group_mean
from biascheck.training.refit_stance import (
    ARTICLES,
    encode_stance,
    encode_stance_twins,
    fit_stance,
    stance_head,
    target_logits,
)

if TYPE_CHECKING:
    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.training.example import Example
    from biascheck.training.network import Head
    from biascheck.training.refit_stance import Pool, StanceTable

_SHIPPED = "mean"
_PLAN = replace(ARTICLES, losses={"gold": 1.0})


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    train, dev = (_examples(request, split) for split in ("train", "dev"))
    request.say(f"reading {len(train)} + {len(dev)} articles")
    table, asked = (encode_stance(analyzer, "gold", examples) for examples in (train, dev))
    request.say("reading them with swapped names")
    twins = encode_stance_twins(analyzer, train, request.seed)
    clusters = np.repeat(np.arange(len(dev)), [len(example.mentions) for example in dev])
    measures = {}
    for variant, pool in _POOLS.items():
        request.say(f"fitting: {variant}")
        head = fit_stance(stance_head("article_stance"), [table], _PLAN, request.seed, twins, pool)
        measures[variant] = (_measure(head, asked, pool, clusters),)
    found = compare("gold/dev", "targets", measures, _SHIPPED)
    details = {"targets fitted on": len(table.labels)}
    return Outcome((found,), analyzer.provenance.name, analyzer.provenance, details)


def _examples(request: Request, split: str) -> list[Example]:
    """Return the articles that mention a target."""
    examples = gold_examples(request.data, split, whole_article)
    found = [example for example in examples if example.mentions]
    if not found:
        path = gold_path(request.data, split)
        raise DataError("no article mentions a target with a stance.", source=str(path))
    return found


def _first(logits: torch.Tensor, groups: torch.Tensor, n: int) -> torch.Tensor:
    """Return the logits of each group's first row."""
    return logits[torch.searchsorted(groups, torch.arange(n))]


_POOLS: dict[str, Pool] = {
    "first": _first,
    "log-mean-exp": group_log_mean_exp,
    _SHIPPED: group_mean,
}


def _measure(head: Head, table: StanceTable, pool: Pool, clusters: IntArray) -> Measure:
    """Measure the most probable stance."""
    with torch.no_grad():
        logits = target_logits(head, table, np.arange(len(table.labels)), pool)
    return most_probable(table.labels, logits.numpy(), clusters)


ABLATION = Ablation(
    name="pooling",
    asks="How should the judgements of a target's mentions become one of the article?",
    fitted="the head for the stance of articles, on gold/train with twins.",
    shipped=_SHIPPED,
    run=_run,
)
