"""The author's stance towards the main targets of our articles, five folds by outlet.

Held out: every fold tests outlets of which the stance head has seen no article; the two
international collections count as one outlet each. The head is fitted on the targets of
the other outlets alone, in ``gold`` and in ``silver`` (where it names the outlet by its
domain), on the mentions in sentences of the author's voice; only ``gold`` is tested.

Targets are those that the annotation names. Part ``gold`` finds their mentions as
training does: by name and, in annotated evidence sentences that do not name the target,
the sentence as a whole, so that it leans on the annotation for where to look. Part
``gold, by name`` uses the name alone, as a user's article would. A target without a
mention in the author's voice is called neutral, and counted.

Seen: the shipped encoder was trained on ``gold/train`` and ``silver``, stances included;
``--encoder base`` reads an encoder that has seen none of it.

Source: targets and voices as in this project's codebook (datasets/gold).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.protocols.encodings import reader
from biascheck.evaluation.protocols.fitting import fit_stance
from biascheck.evaluation.protocols.folds import (
    FOLDS,
    chosen,
    grouped_folds,
    train_and_test,
)
from biascheck.evaluation.protocols.gold_articles import gold_articles, outlet_of
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    numbered,
    part,
)
from biascheck.evaluation.tasks.classes import Classes
from biascheck.evaluation.tasks.stance import MASK
from biascheck.labels import STANCES
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.silver import read_silver
from biascheck.types import Document, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Part, Request
    from biascheck.training.corpora.gold_article import GoldArticle, GoldTarget
    from biascheck.types import Span

_CLASSES = Classes(STANCES, ("macro_f1", "auroc"))
_NEUTRAL = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True)
class _Case:
    """A target: its article, outlet and label, and its mentions in the author's voice."""

    article: int
    outlet: str
    label: int
    mentions: tuple[Span, ...]
    named: tuple[Span, ...]


def _run(request: Request) -> Outcome:
    gold = gold_articles(request.data)
    articles = [*gold, *filter(_has_domain, read_silver(request.data))]
    documents = [build(article).document for article in articles]
    cases = list(_cases(articles, documents))
    source = reader(request)
    request.say(f"encoding {len(articles)} articles with {source.name}")
    vectors = _vectors(source, documents, cases)
    named = [v[_places(case)] for v, case in zip(vectors, cases, strict=True)]
    by_name = [replace(case, mentions=case.named) for case in cases]
    tested = sum(case.article < len(gold) for case in cases)
    parts = (
        _part("gold", documents, cases, vectors, tested, request),
        _part("gold, by name", documents, by_name, named, tested, request),
    )
    details = {
        "folds": FOLDS,
        "articles": len(gold),
        "articles that are only learnt from": len(articles) - len(gold),
        "targets without mention": sum(not case.mentions for case in cases[:tested]),
        "targets without mention by name": sum(not case.named for case in cases[:tested]),
    }
    return Outcome(parts, source.name, source.provenance, details)


def _has_domain(article: GoldArticle) -> bool:
    """Return whether the outlet is named by its domain, as in gold; others cannot be held out."""
    return "." in (article.outlet or "")


def _cases(articles: Sequence[GoldArticle], documents: Sequence[Document]) -> Iterator[_Case]:
    for number, (article, document) in enumerate(zip(articles, documents, strict=True)):
        whole = {sentence.span for sentence in document.sentences}
        for target in article.targets:
            mentions = _author_mentions(article, target)
            named = tuple(span for span in mentions if span not in whole)
            label = STANCES.index(target.author)
            yield _Case(number, outlet_of(article), label, mentions, named)


def _author_mentions(article: GoldArticle, target: GoldTarget) -> tuple[Span, ...]:
    """Return the target's mentions in the author's voice, as training locates them."""
    alone = replace(article, targets=(replace(target, quoted="none"),))
    return tuple(span for mention in build(alone).mentions for span in mention.spans)


def _places(case: _Case) -> list[int]:
    return [i for i, span in enumerate(case.mentions) if span in case.named]


def _vectors(
    source: Reader, documents: Sequence[Document], cases: Sequence[_Case]
) -> list[NDArray[np.float32]]:
    """Return the mention inputs ``[K_i, 2d]`` of every target, in order."""
    by_article: dict[int, list[_Case]] = {}
    for case in cases:
        by_article.setdefault(case.article, []).append(case)
    given = [
        Document(
            document.article,
            document.sentences,
            tuple(Target("", "other", case.mentions) for case in by_article.get(number, ())),
        )
        for number, document in enumerate(documents)
    ]
    found: list[NDArray[np.float32]] = []
    for number, encoding in enumerate(source.encodings(given)):
        sizes = [len(case.mentions) for case in by_article.get(number, ())]
        if sizes:
            found += np.split(encoding.mention_inputs(), np.cumsum(sizes)[:-1])
    return found


def _part(
    name: str,
    documents: Sequence[Document],
    cases: Sequence[_Case],
    vectors: Sequence[NDArray[np.float32]],
    tested: int,
    request: Request,
) -> Part:
    """Measure the first ``tested`` targets in folds; the others are learnt from."""
    outlets = np.array([case.outlet for case in cases])
    folds = grouped_folds(outlets[:tested].tolist())
    labels = np.array([case.label for case in cases], dtype=np.int64)
    texts = [_around(documents[case.article], case) for case in cases]
    scores, simple = np.tile(_NEUTRAL, (tested, 1)), np.zeros((tested, 3))
    mentioned = np.array([len(rows) > 0 for rows in vectors], dtype=np.bool_)
    for number, (_, test) in enumerate(train_and_test(folds), 1):
        request.say(f"{name}: fold {number} of {FOLDS}")
        train = np.flatnonzero(~np.isin(outlets, outlets[test]))
        fit, asked = train[mentioned[train]], test[mentioned[test]]
        scorer = fit_stance(chosen(vectors, fit), labels[fit], request.seed)
        scores[asked] = scorer(chosen(vectors, asked))
        read = chosen(texts, train), chosen(texts, test)
        simple[test] = baseline.class_probabilities(read[0], labels[train], read[1], 3)
    clusters = numbered([case.article for case in cases[:tested]])
    systems = _systems(request.system, labels[:tested], scores, simple, clusters)
    return part(name, "targets", systems)


def _systems(
    system: str, labels: IntArray, scores: FloatArray, simple: FloatArray, clusters: IntArray
) -> dict[str, Sequence[Measure]]:
    gold = labels.tolist()

    def measures(found: FloatArray) -> Sequence[Measure]:
        named = (dict(zip(STANCES, row.tolist(), strict=True)) for row in found)
        return _CLASSES.measures(gold, [_CLASSES.most_probable(p) for p in named], clusters)

    return {
        system: measures(scores),
        TFIDF: measures(simple),
        MAJORITY: _CLASSES.measures(gold, _CLASSES.constant(gold, []), clusters),
    }


def _around(document: Document, case: _Case) -> str:
    """Return the sentences of the author that mention the target, masked, for the baseline."""
    text, named = document.article.text, set(case.named)
    pieces = []
    for sentence in document.sentences:
        inside = sorted(m for m in case.mentions if sentence.span.contains(m))
        if not inside:
            continue
        position = sentence.start
        for mention in (m for m in inside if m in named):
            pieces += [text[position : mention.start], f" {MASK} "]
            position = max(position, mention.end)
        pieces += [text[position : sentence.end], "\n"]
    return "".join(pieces)


PROTOCOL = EvaluationProtocol(
    name="author-stance-folds",
    held_out="the outlets of a fold: the head sees none of their articles.",
    seen="gold/train and silver with their stances, in every fold.",
    run=_run,
    takes_base=True,
)
