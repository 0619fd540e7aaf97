"""Whose mentions should decide the stance of an article towards a target?

The model's stance head judges every mention. ``author alone`` averages the mentions in
the author's voice, ``all alike`` every mention outside boilerplate, ``weighed`` keeps
both voices apart. For each, scales and offsets are fitted on ``gold/train`` in the same
way; the label is the author's stance. Targets that nobody mentions are left out.

Source: ``training.voices``; SEESAW, Zhang et al. 2022; voices as in this project's
codebook.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from biascheck.dimensions.registry import load_dimension
from biascheck.dimensions.stance import AUTHOR, SOURCE, mention_logits, mention_voices, voice_means
from biascheck.errors import DataError
from biascheck.evaluation.ablations.ablation import Ablation, compare
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.evaluation.metrics.macro_f1 import UNDEFINED, macro_f1
from biascheck.evaluation.protocols.protocol import Outcome, numbered
from biascheck.labels import STANCES
from biascheck.training.corpora.gold import read_articles
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.voices import VoiceTable, weigh_voices
from biascheck.types import Document, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.training.example import Example

_SHIPPED = "weighed"
# A target: its article, its mentions' logits [n, 4] and voices [n], and its label.
_Case: TypeAlias = "tuple[int, NDArray[np.float32], IntArray, int]"
_NOBODY = np.zeros((0, 4), dtype=np.float32)


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    train, dev = (_read(request, analyzer, split) for split in ("train", "dev"))
    clusters = numbered([article for article, *_ in dev])
    measures = {}
    for variant, view in _VIEWS.items():
        weights = weigh_voices([_table(train, view)])
        measures[variant] = (_measure(weights, _table(dev, view), clusters),)
    found = compare("gold/dev", "targets", measures, _SHIPPED)
    name = f"the stance head of {analyzer.provenance.name}"
    return Outcome((found,), name, analyzer.provenance, {"targets fitted on": len(train)})


def _read(request: Request, analyzer: Analyzer, split: str) -> list[_Case]:
    path = request.data / "gold" / f"{split}.jsonl.gz"
    examples = [whole_article(article) for article in read_articles(path)]
    request.say(f"reading {len(examples)} articles")
    cases = list(_cases(analyzer, examples))
    if not cases:
        raise DataError("no article mentions a target with a stance.", source=str(path))
    return cases


def _cases(analyzer: Analyzer, examples: Sequence[Example]) -> Iterator[_Case]:
    """Yield the targets that somebody mentions."""
    documents = (
        Document(
            example.document.article,
            example.document.sentences,
            tuple(Target("", "other", mention.spans) for mention in example.mentions),
        )
        for example in examples
    )
    for number, context in enumerate(analyzer.contexts(documents)):
        for name in ("role", "sourcing"):
            context.results[name] = load_dimension(name).annotate(context)
        logits, voices = mention_logits(context), mention_voices(context)
        first = 0
        for mention in examples[number].mentions:
            last = first + len(mention.spans)
            own, who = logits[first:last], voices[first:last]
            first = last
            if mention.stance is not None and (who > 0).any():
                yield number, own, who, int(np.argmax(mention.stance))


def _author(logits: NDArray[np.float32], who: IntArray) -> tuple[NDArray[np.float32], bool]:
    return voice_means(logits[who == AUTHOR], _NOBODY), bool((who == AUTHOR).any())


def _all(logits: NDArray[np.float32], who: IntArray) -> tuple[NDArray[np.float32], bool]:
    return voice_means(logits[who > 0], _NOBODY), True


def _weighed(logits: NDArray[np.float32], who: IntArray) -> tuple[NDArray[np.float32], bool]:
    means = voice_means(logits[who == AUTHOR], logits[who == SOURCE])
    return means, bool((who == AUTHOR).any())


_View: TypeAlias = "Callable[[NDArray[np.float32], IntArray], tuple[NDArray[np.float32], bool]]"
_VIEWS: dict[str, _View] = {"author alone": _author, "all alike": _all, _SHIPPED: _weighed}


def _table(cases: Sequence[_Case], view: _View) -> VoiceTable:
    found = [view(logits, who) for _, logits, who, _ in cases]
    return VoiceTable(
        np.stack([means for means, _ in found]),
        np.array([spoken for _, spoken in found]),
        np.array([label for *_, label in cases], dtype=np.int64),
    )


def _measure(weights: Mapping[str, float], table: VoiceTable, clusters: IntArray) -> Measure:
    """Measure the most probable stance, as ``dimensions.stance`` weighs it."""
    offsets = np.array(
        [[weights[f"stance.{voice}.{name}"] for name in STANCES] for voice in ("source", "author")]
    )
    scales = np.array([weights["stance.author_weight"], weights["stance.source_weight"]])
    scores = np.einsum("v,tvk->tk", scales, table.means) + offsets[table.author.astype(np.int64)]
    gold, said = (one_hot(x, len(STANCES)) for x in (table.labels, scores.argmax(axis=1)))
    return Measure("macro_f1", clusters, partial(macro_f1, gold, said), UNDEFINED)


ABLATION = Ablation(
    name="voices",
    asks="Whose mentions should decide the stance of an article?",
    fitted="scales and offsets of the voices, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
