"""Do the other corpora of the mixture help the roles of our articles?

The others are a fixed sample, evenly spaced, so that encoding takes minutes. Their share
of the fit is the shipped one, and each has biases of its own, which are dropped.

Source: the corpora of ``training.refit``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import (
    fitted_roles,
    gold_sentences,
    lay_out,
    sentence_inputs,
)
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.training.corpora import load
from biascheck.training.refit import DRAWS, OURS, fit_heads

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.protocol import Request

_FIRST = "gold"
_SHIPPED = "with the others"
# Characters of each other corpus: about 1,500 sentences, so all take as long as ours.
_MOST = 200_000


def _run(request: Request) -> Outcome:
    source = ModelReader(request)
    train, dev = (gold_sentences(request.data, split) for split in ("train", "dev"))
    others = {name: _sample(name, request.data, request.seed) for name in DRAWS if name not in OURS}
    tables, sizes = [], {}
    for name, found in {_FIRST: train, **others}.items():
        request.say(f"encoding {len(found.roles)} sentences of {name}")
        tables.append(found.table(name, sentence_inputs(source, found)))
        sizes[name] = len(found.roles)
    asked = sentence_inputs(source, dev)
    measures = {}
    for variant, fit in ((f"{_FIRST} alone", tables[:1]), (_SHIPPED, tables)):
        request.say(f"fitting: {variant}")
        measures[variant] = fitted_roles(fit_heads(fit, request.seed), dev, asked)
    parts = (compare("gold/dev", "sentences", measures, _SHIPPED),)
    return Outcome(parts, source.name, source.provenance, {"sentences fitted on": sizes})


def _sample(name: str, data: Path, seed: int) -> Sentences:
    source = load(name, data)
    step = max(1, -(-sum(source.sizes) // _MOST))
    generator = np.random.default_rng(seed)
    return lay_out([source.draw(i, generator) for i in range(0, len(source.sizes), step)])


ABLATION = Ablation(
    name="corpora",
    asks="Do other corpora help the roles of our articles?",
    fitted="the sentence heads, on gold/train and a sample of the other corpora.",
    shipped=_SHIPPED,
    run=_run,
)
