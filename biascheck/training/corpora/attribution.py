"""Corpora that label what is attributed to a source."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from biascheck.segmentation.sentences import segment
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import (
    Example,
    Source,
    crop,
    cut_document,
    document_from_sentences,
    fixed_source,
    shift_spans,
)
from biascheck.types import Article, Document, Span, merge_spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from biascheck.types import Sentence

_CROP = 2000
_TAGS = ("source", "cue", "content")


def load_polnear(data: Path) -> Source:
    """PolNeAR: source, cue and content spans of every attribution.

    Source: Newell et al., LREC 2018.
    """
    path = data / "attribution" / "polnear.train.jsonl.gz"
    rows = list(read_rows(path))
    documents = [
        Document(Article(text=row["text"], id=row["doc_id"]), segment(row["text"])) for row in rows
    ]

    def draw(index: int, generator: Generator) -> Example:
        return _polnear_example(rows[index], documents[index], generator)

    return Source("polnear", (path,), tuple(min(_CROP, len(r["text"])) for r in rows), draw)


def _polnear_example(row: dict[str, Any], document: Document, generator: Generator) -> Example:
    part, base = cut_document(document, *crop(document.sentences, _CROP, generator))
    length = len(part.article.text)
    spans = {
        tag: shift_spans(
            [(Span(*span), 1.0) for item in row["attributions"] for span in item[tag]], base, length
        )
        for tag in _TAGS
    }
    attributed = attributed_share(part.sentences, [span for span, _ in spans["content"]]) > 0.5
    return Example(
        document=part,
        corpus="polnear",
        sentence_targets={"attributed": attributed.astype(np.float32)},
        token_spans=spans,
    )


def attributed_share(
    sentences: Sequence[Sentence], contents: Sequence[Span]
) -> NDArray[np.float64]:
    """Return the share of each sentence's characters that is attributed content, in [0, 1]."""
    merged = list(merge_spans(contents))
    shares = np.zeros(len(sentences))
    for i, sentence in enumerate(sentences):
        inside = sum(
            max(0, min(sentence.end, span.end) - max(sentence.start, span.start)) for span in merged
        )
        shares[i] = inside / max(1, sentence.end - sentence.start)
    return shares


def load_news_discourse(data: Path) -> Source:
    """News Discourse: speech, comment (distant evaluation, expectations) and furniture.

    Source: Choubey et al., ACL 2020; its "NA" sentences are no part of the report.
    """
    path = data / "discourse" / "news_discourse.train.jsonl.gz"
    examples = []
    for _, group in groupby(read_rows(path), key=lambda row: row["doc_id"]):
        rows = list(group)[:40]
        kinds = np.array([row["discourse"] for row in rows])
        speech = np.array([row["speech"] for row in rows], dtype=np.float32)
        furniture = (kinds == "NA").astype(np.float32)
        evaluation = (kinds == "Distant_Evaluation").astype(np.float32)
        comment = np.where(speech > 0, 0.0, evaluation).astype(np.float32)
        comment[(kinds == "Distant_Expectations_Consequences") & (speech == 0)] = np.nan
        comment[kinds == "NA"] = np.nan
        examples.append(
            Example(
                document=document_from_sentences(
                    [row["text"] for row in rows], [row["paragraph"] for row in rows]
                ),
                corpus="news_discourse",
                sentence_targets={
                    "attributed": speech,
                    "boilerplate": furniture,
                    "subjective": comment,
                },
            )
        )
    return fixed_source("news_discourse", [path], examples)
