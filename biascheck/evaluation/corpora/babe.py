"""BABE: lexically biased sentences, labelled by experts.

Outlets are held out, see ``splits.BABE_DEV_OUTLETS``: the outlet's name alone predicts
the label, so a split by sentence would flatter.

Source: Spinde et al. 2021, "Neural Media Bias Detection Using Distant Supervision With
BABE", Findings of EMNLP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.splits import BABE_DEV_OUTLETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split

# Sentences on which the annotators reached no agreement have another label: left out.
_LABELS: Final = {"biased": "biased", "non-biased": "neutral"}


def loaded(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences, each alone: the corpus drew them singly from their articles."""
    for row in corpus_rows(data / "loaded" / "babe.jsonl.gz"):
        held_out = row["outlet"] in BABE_DEV_OUTLETS
        if row["label_bias"] in _LABELS and held_out == (split == "dev"):
            yield {
                "id": row["id"],
                "text": row["text"],
                "label": _LABELS[row["label_bias"]],
                "outlet": row["outlet"],
                "topic": row["topic"],
                "lean": row["lean"],
            }
