"""What did training the encoder bring, over the base encoder as published?

The same heads are fitted in the same way on the frozen encodings of both.

Source: the base encoder is all-MiniLM-L6-v2 of sentence-transformers (Reimers, Gurevych
2019; Wang et al. 2020).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.ablations.ablation import Ablation
from biascheck.evaluation.ablations.sentences import sentence_inputs
from biascheck.evaluation.ablations.variants import compare_inputs
from biascheck.evaluation.protocols.encodings import BaseReader, ModelReader
from biascheck.evaluation.protocols.protocol import Outcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from biascheck.evaluation.ablations.sentences import Sentences
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.protocol import Request

_SHIPPED = "trained encoder"


def _run(request: Request) -> Outcome:
    trained = ModelReader(request)
    sources: dict[str, Reader] = {"base encoder": BaseReader(request.base), _SHIPPED: trained}

    def read(sentences: Sentences) -> dict[str, NDArray[np.float32]]:
        return {name: sentence_inputs(source, sentences) for name, source in sources.items()}

    found = compare_inputs(request, read, _SHIPPED)
    return Outcome((found,), trained.name, trained.provenance, {"base": request.base})


ABLATION = Ablation(
    name="encoder",
    asks="What did training the encoder bring?",
    fitted="the sentence heads, on gold/train.",
    shipped=_SHIPPED,
    run=_run,
)
