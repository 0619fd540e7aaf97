"""How consistently silver was annotated: its annotators also coded gold articles, blind.

Among the articles handed to them stood some of ``gold/train``, without their labels.
Compared are both codings of these: roles (Cohen's kappa, macro-F1, F1 of opinion) and loaded
sentences (F1), genre (kappa) and frames (micro-F1), and the author's stance towards the
targets that both name (kappa). Intervals draw articles.

Held out: nothing is fitted.

Seen: no model takes part.

Source: Cohen 1960, "A Coefficient of Agreement for Nominal Scales".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics import kappa, macro_f1, micro_f1
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.evaluation.protocols.protocol import EvaluationProtocol, Outcome, part
from biascheck.labels import FRAMES, ROLES, STANCES
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.silver import ROLE_LETTERS, repeated_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray
    from biascheck.evaluation.protocols.protocol import Part, Request

_GENRES = ("news", "analysis", "opinion", "other")
_SYSTEM = "second coding"
_Pair = tuple[dict[str, Any], dict[str, Any]]


def _run(request: Request) -> Outcome:
    pairs = _pairs(request.data)
    parts = (_sentences(pairs), _articles(pairs), _targets(pairs))
    return Outcome(parts, "none", None, {"articles": len(pairs)})


def _pairs(data: Path) -> list[_Pair]:
    """Return the articles' rows in gold beside those of the second coding."""
    path = data / "gold" / "train.jsonl.gz"
    gold = {row["doc_id"]: row for row in read_rows(path)}
    pairs = []
    for row in read_rows(repeated_path(data)):
        known = gold.get(row["doc_id"], {"sentences": ()})
        if len(known["sentences"]) != len(row["roles"]):
            raise DataError(
                f"the article {row['doc_id']!r} is not there as it was coded again.",
                source=str(path),
                hint="`biascheck datasets check` tells whether the corpus is whole.",
            )
        pairs.append((known, row))
    return pairs


def _sentences(pairs: Sequence[_Pair]) -> Part:
    places = [(g, s) for g, (known, _) in enumerate(pairs) for s in known["sentences"]]
    clusters = np.array([g for g, _ in places], dtype=np.int64)
    gold = _codes([s["role"] for _, s in places], ROLES)
    again = _codes([ROLE_LETTERS[x] for _, row in pairs for x in row["roles"]], ROLES)
    loaded = np.concatenate(
        [_marked(known["sentences"], [n[:2] for n in known["loaded"]]) for known, _ in pairs]
    )
    marked = np.concatenate([_marked(known["sentences"], row["loaded"]) for known, row in pairs])

    def opinion(weights: FloatArray) -> FloatArray:
        found: FloatArray = macro_f1.class_f1(gold, again, weights)[:, ROLES.index("opinion")]
        return found

    measures = (
        Measure("role_kappa", clusters, partial(kappa.kappa, gold, again), kappa.UNDEFINED),
        Measure("role_f1", clusters, partial(macro_f1.macro_f1, gold, again), macro_f1.UNDEFINED),
        Measure("opinion_f1", clusters, opinion, "no opinion in either coding"),
        Measure(
            "loaded_f1", clusters, partial(micro_f1.micro_f1, loaded, marked), micro_f1.UNDEFINED
        ),
    )
    return part("gold/train, coded again", "sentences", {_SYSTEM: measures})


def _articles(pairs: Sequence[_Pair]) -> Part:
    clusters = np.arange(len(pairs))
    genres = tuple(_codes([pair[i]["genre"] for pair in pairs], _GENRES) for i in (0, 1))
    frames = (
        _present([known["frames"]["present"] for known, _ in pairs]),
        _present([row["frames"] for _, row in pairs]),
    )
    measures = (
        Measure(
            "frames_f1",
            clusters,
            partial(micro_f1.micro_f1, frames[0], frames[1]),
            micro_f1.UNDEFINED,
        ),
        Measure(
            "genre_kappa", clusters, partial(kappa.kappa, genres[0], genres[1]), kappa.UNDEFINED
        ),
    )
    return part("gold/train, coded again", "articles", {_SYSTEM: measures})


def _targets(pairs: Sequence[_Pair]) -> Part:
    """Compare the stance towards the targets that both codings name alike."""
    both = [
        (number, (known["stances"][place]["author"], author))
        for number, (known, row) in enumerate(pairs)
        for place, author in row["stances"]
    ]
    clusters = np.unique([n for n, _ in both], return_inverse=True)[1].astype(np.int64)
    first, second = (_codes([codes[i] for _, codes in both], STANCES) for i in (0, 1))
    measure = Measure(
        "author_kappa", clusters, partial(kappa.kappa, first, second), kappa.UNDEFINED
    )
    return part("gold/train, coded again", "targets", {_SYSTEM: (measure,)})


def _codes(labels: Sequence[str], names: Sequence[str]) -> BoolArray:
    numbers: IntArray = np.array([names.index(label) for label in labels], dtype=np.int64)
    return one_hot(numbers, len(names))


def _present(frames: Sequence[dict[str, Any]]) -> BoolArray:
    return np.array([[frame in present for frame in FRAMES] for present in frames])


def _marked(sentences: Sequence[dict[str, Any]], spans: Sequence[Sequence[int]]) -> BoolArray:
    """Return which sentences hold a loaded word ``[n, 1]``."""
    return np.array(
        [[any(a < s["end"] and b > s["start"] for a, b in spans)] for s in sentences], dtype=bool
    )


PROTOCOL = EvaluationProtocol(
    name="silver-agreement",
    held_out="nothing is fitted.",
    seen="no model takes part.",
    run=_run,
)
