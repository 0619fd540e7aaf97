"""How much annotation do the roles need: a part of gold, all of it, silver beside it?

Heads are fitted on the encodings of the base encoder as it was published, which has read
none of our articles; the trained one has read all of them. A fit has as many steps whatever
its articles, so that more of them do not mean more training.

Source: learning curves, e.g. Perlich, Provost, Simonoff 2003.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.ablations.sentences import (
    fitted_roles,
    gold_sentences,
    lay_out,
    sentence_inputs,
)
from biascheck.evaluation.protocols.encodings import BaseReader
from biascheck.evaluation.protocols.protocol import Outcome
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.silver import read_silver
from biascheck.training.refit import Table, fit_heads, join_ours

if TYPE_CHECKING:
    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.protocol import Request

_SHIPPED: Final = "gold and silver"
_PARTS: Final = {"a quarter of gold": 4, "half of gold": 2, "gold": 1}
# Sentences drawn in a fit: twelve times gold.
_DRAWN: Final = 110_000


def _run(request: Request) -> Outcome:
    source = BaseReader(request.base)
    train, dev = (gold_sentences(request.data, split) for split in ("train", "dev"))
    more = lay_out([build(article) for article in read_silver(request.data)])
    request.say(f"encoding {len(train.roles)} + {len(more.roles)} sentences")
    seen, asked = sentence_inputs(source, train), sentence_inputs(source, dev)
    gold, silver = train.table("gold", seen), more.table("silver", sentence_inputs(source, more))
    tables = {name: _part(gold, train, share, request.seed) for name, share in _PARTS.items()}
    tables["gold, half of silver"] = join_ours([gold, _part(silver, more, 2, request.seed)])[0]
    tables[_SHIPPED] = join_ours([gold, silver])[0]
    measures, sizes = {}, {}
    for name, table in tables.items():
        request.say(f"fitting: {name}")
        epochs = max(1, round(_DRAWN / len(table.roles)))
        heads = fit_heads([table], request.seed, epochs=epochs)
        measures[name], sizes[name] = fitted_roles(heads, dev, asked), len(table.roles)
    parts = (compare("gold/dev", "sentences", measures, _SHIPPED),)
    details = {"base": request.base, "sentences fitted on": sizes}
    return Outcome(parts, source.name, None, details)


def _part(table: Table, sentences: Sentences, share: int, seed: int) -> Table:
    """Return the rows of one in so many articles, rounded up."""
    order = np.random.default_rng(seed).permutation(len(sentences.documents))
    kept = np.isin(sentences.articles, order[: -(-len(order) // share)])
    return Table(table.corpus, table.inputs[kept], table.targets[kept], table.roles[kept])


ABLATION = Ablation(
    name="annotation",
    asks="How much annotation do the roles need?",
    fitted="the sentence heads, on parts of gold/train and on silver.",
    shipped=_SHIPPED,
    run=_run,
)
