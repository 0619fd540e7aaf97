"""What should a sentence head read beside the sentence's own mean?

All variants have the same width: ``own`` reads the sentence's mean twice.

Source: the levels of ``encoder.heads``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.ablations.ablation import Ablation
from biascheck.evaluation.ablations.variants import compare_inputs
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.protocol import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.encoder.encoding import Encoding
    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Request

_SHIPPED = "own, neighbours"


def _run(request: Request) -> Outcome:
    source = ModelReader(request)
    found = compare_inputs(request, lambda sentences: _read(source, sentences), _SHIPPED)
    return Outcome((found,), source.name, source.provenance)


def _read(source: Reader, sentences: Sentences) -> dict[str, NDArray[np.float32]]:
    views: dict[str, list[NDArray[np.float32]]] = {"own": [], _SHIPPED: [], "own, article": []}
    for encoding in source.encodings(sentences.documents):
        own = encoding.sentences
        views["own"].append(np.concatenate([own, own], axis=1))
        views[_SHIPPED].append(encoding.sentence_inputs())
        views["own, article"].append(_beside_article(encoding))
    return {name: np.concatenate(found) for name, found in views.items()}


def _beside_article(encoding: Encoding) -> NDArray[np.float32]:
    whole = np.broadcast_to(encoding.article, encoding.sentences.shape)
    return np.concatenate([encoding.sentences, whole], axis=1)


ABLATION = Ablation(
    name="level",
    asks="What should a head read beside the sentence's own mean?",
    fitted="the sentence heads, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
