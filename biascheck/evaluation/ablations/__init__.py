"""Ablations, one per file: what a choice of the shipped model is worth.

Each fits heads on frozen encodings of ``gold/train`` and sets every variant beside the
shipped choice on ``gold/dev``, whose articles neither has seen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from biascheck.evaluation.ablations.ablation import Ablation

ABLATIONS: Final = {
    "context": "Sentences read alone, or with the article around them.",
    "level": "A sentence's own mean, beside its neighbours', or beside the article's.",
    "annotation": "A part of gold, all of it, or silver beside it.",
    "corpora": "Our articles alone, or with the other corpora of the sentence heads.",
    "names": "Names read under stand-ins, or as they are written.",
    "twins": "The weight of keeping judgements from hanging on names.",
    "encoder": "The base encoder as published, or the trained one.",
    "votes": "Majority labels of BABE, or the annotators' votes.",
    "voices": "An article's stance from the author's mentions, from all, or weighed by voice.",
    "pooling": "An article's stance as the mean of its mentions, or as the clear or first ones.",
}


def load_ablation(name: str) -> Ablation:
    """Return the ablation of this name.

    Raises:
        ConfigError: If there is none.
    """
    if name not in ABLATIONS:
        raise unknown_name("ablation", name, ABLATIONS)
    ablation: Ablation = import_module(f"{__name__}.{name}").ABLATION
    return ablation
