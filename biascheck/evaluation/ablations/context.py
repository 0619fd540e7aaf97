"""Is a sentence better judged in its article than alone?

``alone`` reads every sentence as a document of its own; ``alone, neighbours beside`` adds
the mean of its neighbours in the paragraph, each read alone too, so that only what the
encoder itself sees of the context is missing; ``in windows`` is how articles are read.

Source: context windows as in Cohan et al. 2019, "Pretrained Language Models for
Sequential Sentence Classification".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.encoding import neighbours
from biascheck.evaluation.ablations.ablation import Ablation
from biascheck.evaluation.ablations.sentences import sentence_inputs
from biascheck.evaluation.ablations.variants import compare_inputs
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.newssd_folds import single_sentence
from biascheck.evaluation.protocols.protocol import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Request

_SHIPPED = "in windows"


def _run(request: Request) -> Outcome:
    source = ModelReader(request)
    found = compare_inputs(request, lambda sentences: _read(source, sentences), _SHIPPED)
    return Outcome((found,), source.name, source.provenance)


def _read(source: Reader, sentences: Sentences) -> dict[str, NDArray[np.float32]]:
    texts = (
        document.article.text[sentence.start : sentence.end]
        for document in sentences.documents
        for sentence in document.sentences
    )
    alone = np.concatenate([e.sentences for e in source.encodings(map(single_sentence, texts))])
    around = alone[neighbours(sentences.paragraphs)].mean(axis=1)
    return {
        "alone": np.concatenate([alone, alone], axis=1),
        "alone, neighbours beside": np.concatenate([alone, around], axis=1),
        _SHIPPED: sentence_inputs(source, sentences),
    }


ABLATION = Ablation(
    name="context",
    asks="Is a sentence better judged in its article than alone?",
    fitted="the sentence heads, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
