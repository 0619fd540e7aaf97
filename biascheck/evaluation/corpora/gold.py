"""Our own annotation: roles, frames and stance in whole articles, by the codebook.

Source: this project's codebook (datasets/gold).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.types import Span, merge_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


def _articles(data: Path, split: Split) -> Iterator[JsonRow]:
    yield from corpus_rows(data / "gold" / f"{split}.jsonl.gz")


def _sentences(data: Path, split: Split, label: Callable[[str], str]) -> Iterator[JsonRow]:
    for article in _articles(data, split):
        for index, sentence in enumerate(article["sentences"]):
            yield {
                "id": f"{article['doc_id']}#{index}",
                "doc_id": article["doc_id"],
                "index": index,
                "paragraph": sentence["paragraph"],
                "text": article["text"][sentence["start"] : sentence["end"]],
                "label": label(sentence["role"]),
                "outlet": article["outlet"],
            }


def role(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences with their role."""
    return _sentences(data, split, str)


def attribution(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences; those with the role quote are attributed."""
    return _sentences(data, split, lambda r: "attributed" if r == "quote" else "not")


def subjectivity(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences; those with the role opinion are subjective."""
    return _sentences(data, split, lambda r: "subjective" if r == "opinion" else "objective")


def boilerplate(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences; those with the role boilerplate are, all others are content."""
    return _sentences(data, split, lambda r: "boilerplate" if r == "boilerplate" else "content")


def _whole(article: Mapping[str, Any]) -> JsonRow:
    names = ("title", "text", "outlet")
    return {"id": article["doc_id"], **{name: article[name] for name in names}}


def passages(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield all articles with their opinion passages."""
    for article in _articles(data, split):
        yield {**_whole(article), "spans": [[*s, "opinion"] for s in _opinion(article)]}


def news_passages(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield only the news reports, where opinion passages are rare and matter most."""
    news = {a["doc_id"] for a in _articles(data, split) if a["genre"] == "news" or a["mixed"]}
    return (row for row in passages(data, split) if row["id"] in news)


def _opinion(article: Mapping[str, Any]) -> Iterator[Span]:
    """Yield runs of neighbouring opinion sentences inside one paragraph."""
    by_paragraph: dict[int, list[Span]] = {}
    previous: Mapping[str, Any] | None = None
    for sentence in article["sentences"]:
        if sentence["role"] == "opinion":
            follows = (
                previous is not None
                and previous["role"] == "opinion"
                and previous["paragraph"] == sentence["paragraph"]
            )
            # A run takes in the blank between its sentences, as a passage does.
            start = previous["end"] if follows and previous is not None else sentence["start"]
            spans = by_paragraph.setdefault(sentence["paragraph"], [])
            spans.append(Span(start, sentence["end"]))
        previous = sentence
    for spans in by_paragraph.values():
        yield from merge_spans(spans)


def frames(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the articles with their policy frames."""
    for article in _articles(data, split):
        yield {**_whole(article), "labels": list(article["frames"]["present"])}


def stance_article(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the targets of each article with the author's stance."""
    for article in _articles(data, split):
        for number, stance in enumerate(article["stances"]):
            yield {
                **_whole(article),
                "id": f"{article['doc_id']}#{number}",
                "doc_id": article["doc_id"],
                "target": stance["target"],
                "label": stance["author"],
            }
