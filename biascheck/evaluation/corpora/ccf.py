"""CCF: two-sentence units of Canadian articles on climate, with climate frames.

One document in five is held out (``splits.is_dev``).

Source: Lemor 2026, Canadian climate framing corpus.
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
    """Yield the units with the policy frames their labels decide."""
    crosswalk = read_crosswalk(data, "ccf_climate_frames")
    for row in corpus_rows(data / "framing" / "ccf.jsonl.gz"):
        if is_dev(row["doc_id"]) != (split == "dev"):
            continue
        disputed = set(row.get("disputed_frames") or ())
        given = {*row["labels"], *row["all_labels"]}
        present, scored = map_labels(given - disputed, crosswalk)
        doubtful = {frame for label in disputed for frame in crosswalk.get(label, ())}
        yield {
            "id": row["id"],
            "doc_id": row["doc_id"],
            "text": row["text"],
            "labels": [f for f in present if f not in doubtful],
            "frames_scored": [f for f in scored if f not in doubtful],
            "outlet": row["outlet"],
        }
