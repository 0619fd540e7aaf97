"""GVFC: headlines on gun violence in the US, with the frames of that issue.

One headline in five is held out (``splits.is_dev``); headlines that are not on the issue
carry no frame labels and are left out.

Source: Liu, Guo, Mays, Betke, Wijaya 2019, "Detecting Frames in News Headlines and Its
Application to Analyzing News Framing Trends Surrounding U.S. Gun Violence", CoNLL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.frame_crosswalk import map_labels, read_crosswalk
from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.splits import is_dev

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


def frames(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the headlines with the policy frames their labels decide."""
    crosswalk = read_crosswalk(data, "gvfc")
    for row in corpus_rows(data / "framing" / "gvfc.jsonl.gz"):
        if row["relevant"] and is_dev(row["doc_id"]) == (split == "dev"):
            present, scored = map_labels(row["labels"], crosswalk)
            yield {
                "id": row["id"],
                "text": row["text"],
                "labels": present,
                "frames_scored": scored,
                "outlet": row["outlet"],
            }
