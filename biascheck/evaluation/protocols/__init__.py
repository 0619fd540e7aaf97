"""Fixed measurements that no single file of rows can give, one per file.

Folds that are disjoint by outlet, transfer to other corpora, coverage, word and span
scores. Each file says what is held out from the fit, and what the encoder has seen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from biascheck.evaluation.protocols.protocol import EvaluationProtocol

PROTOCOLS: Final = {
    "frames-folds": "Policy frames of our articles, five folds disjoint by outlet.",
    "frames-transfer": "Frames learnt from our articles only, on CCF and GVFC.",
    "author-stance-folds": "The author's stance in our articles, five folds disjoint by outlet.",
    "newssd-folds": "Subjective sentences of NewsSD, five random folds.",
    "babe-outlets": "Loaded sentences of BABE, one outlet left out at a time.",
    "babe-folds": "Loaded sentences of BABE, five random folds.",
    "coverage": "How right the surest role decisions are, on our dev articles.",
    "loaded-words": "Loaded words against lexicons, on BABE and our dev articles.",
    "attribution-spans": "Attributed sentences and content characters, on PolNeAR.",
    "silver-agreement": "How consistently our codebook was applied: gold articles coded again.",
}


def load_protocol(name: str) -> EvaluationProtocol:
    """Return the protocol of this name.

    Raises:
        ConfigError: If there is none.
    """
    if name not in PROTOCOLS:
        raise unknown_name("protocol", name, PROTOCOLS)
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    protocol: EvaluationProtocol = module.PROTOCOL
    return protocol
