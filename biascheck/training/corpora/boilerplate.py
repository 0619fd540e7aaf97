"""Lines of web pages: article content or page furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.splits import is_dev
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import Example, Source, document_from_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.random import Generator

_LINES = 40
_VALUE = {"content": 0.0, "boilerplate": 1.0}


def load_dragnet(data: Path) -> Source:
    """Dragnet pages, runs of lines around the border of content and furniture.

    Source: Peters, Lecocq 2013, "Content Extraction Using Diverse Feature Sets".
    """
    path = data / "boilerplate" / "dragnet.jsonl.gz"
    pages = [
        [(text, label) for text, label, _ in row["lines"] if text.strip()]
        for row in read_rows(path)
        if not is_dev(row["page_id"])
    ]
    pages = [page for page in pages if any(label == "content" for _, label in page)]

    def draw(index: int, generator: Generator) -> Example:
        page = pages[index]
        content = [i for i, (_, label) in enumerate(page) if label == "content"]
        middle = content[int(generator.integers(len(content)))]
        first = max(0, middle - int(generator.integers(0, _LINES)))
        lines = page[first : first + _LINES]
        values = [_VALUE.get(label, np.nan) for _, label in lines]
        return Example(
            document=document_from_sentences(
                [text[:600] for text, _ in lines], range(len(lines)), name=f"dragnet-{index}"
            ),
            corpus="dragnet",
            sentence_targets={"boilerplate": np.array(values, dtype=np.float32)},
        )

    return Source("dragnet", (path,), tuple(2500 for _ in pages), draw)
