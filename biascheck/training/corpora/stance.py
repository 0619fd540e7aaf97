"""Corpora that label the stance towards a target, by mention or by article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.segmentation.sentences import segment
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import (
    Example,
    Mention,
    Source,
    document_from_sentences,
    fixed_source,
)
from biascheck.types import Article, Document, Span

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

STANCE = {"positive": (1.0, 0.0, 0.0), "neutral": (0.0, 1.0, 0.0), "negative": (0.0, 0.0, 1.0)}
_LONGEST = 3000


def _sentence_examples(path: Path, corpus: str, spans: str) -> list[Example]:
    examples = []
    for row in read_rows(path):
        mention = Mention(tuple(Span(*span) for span in row[spans]), STANCE[row["label"]])
        document = document_from_sentences([row["text"]], name=row["id"])
        examples.append(Example(document=document, corpus=corpus, mentions=(mention,)))
    return examples


def load_newsmtsc(data: Path) -> Source:
    """NewsMTSC: sentences with a person. Source: Hamborg, Donnay, EACL 2021."""
    path = data / "stance" / "newsmtsc.train.jsonl.gz"
    return fixed_source("newsmtsc", [path], _sentence_examples(path, "newsmtsc", "spans"))


def load_dse(data: Path) -> Source:
    """DSE: directed sentiment between entities. Source: Park et al., NAACL 2021."""
    path = data / "stance" / "dse.train.jsonl.gz"
    return fixed_source("dse", [path], _sentence_examples(path, "dse", "spans"))


def load_seesaw(data: Path) -> Source:
    """SEESAW triples: holder to target, in political news. Source: Zhang et al., 2022."""
    path = data / "stance" / "seesaw_triples.train.jsonl.gz"
    return fixed_source("seesaw", [path], _sentence_examples(path, "seesaw", "target_spans"))


def load_seesaw_article(data: Path) -> Source:
    """SEESAW: the article's sentiment to each salient entity, over the entity's mentions."""
    path = data / "stance" / "seesaw_article.train.jsonl.gz"
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(path):
        articles.setdefault(row["doc_id"], []).append(row)
    examples = [_article(rows) for rows in articles.values()]
    return fixed_source("seesaw_article", [path], examples)


def _article(rows: list[dict[str, Any]]) -> Example:
    text = rows[0]["text"][:_LONGEST]
    mentions = []
    for row in rows:
        spans = tuple(Span(*span) for span in row["spans"] if span[1] <= len(text))
        if spans:
            mentions.append(Mention(spans, STANCE[row["label"]], whole=True))
    document = Document(Article(text=text, id=rows[0]["doc_id"]), segment(text))
    return Example(document=document, corpus="seesaw_article", mentions=tuple(mentions))
