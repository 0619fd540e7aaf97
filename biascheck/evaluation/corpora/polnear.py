"""PolNeAR: political news with every attribution marked.

Source: Newell, Margolin, Ruths 2018, "An Attribution Relations Corpus for Political
News", LREC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.evaluation.metrics.character_f1 import overlap_counts
from biascheck.segmentation.sentences import segment
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


def attribution(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences, in context.

    A sentence is attributed when the contents of attributions together cover more than
    half of its characters. Of an article that several people annotated, the first
    annotation counts.
    """
    seen: set[str] = set()
    for row in corpus_rows(data / "attribution" / f"polnear.{split}.jsonl.gz"):
        if row["doc_id"] in seen:
            continue
        seen.add(row["doc_id"])
        contents = [Span(*span) for item in row["attributions"] for span in item["content"]]
        for sentence in segment(row["text"]):
            shared, length, _ = overlap_counts([sentence.span], contents)
            yield {
                "id": f"{row['doc_id']}#{sentence.index}",
                "doc_id": row["doc_id"],
                "index": sentence.index,
                "paragraph": sentence.paragraph,
                "text": row["text"][sentence.start : sentence.end],
                "label": "attributed" if 2 * shared > length else "not",
                "outlet": row["outlet"],
            }
