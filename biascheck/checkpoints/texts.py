"""Documents as the texts that a checkpoint reads, one for each row it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biascheck.checkpoints.declaration import Service
    from biascheck.types import Document, Sentence


class Text(NamedTuple):
    """A text, and the target beside it where the checkpoint reads pairs."""

    text: str
    target: str | None = None


def sentence_texts(document: Document, *, neighbours: bool) -> list[Text]:
    """Return a text for each sentence, alone or with its neighbours in the paragraph."""
    text = document.article.text
    spans = [_around(document.sentences, i, neighbours=neighbours) for i in _indices(document)]
    return [Text(text[span.start : span.end]) for span in spans]


def mention_texts(document: Document, service: Service) -> list[Text]:
    """Return a text for each mention of each target, in order, that shows the target.

    A mention outside all sentences is read in the last one; its voice is nobody's, so it
    counts nowhere.
    """
    text = document.article.text
    found = []
    for target in document.targets or ():
        for mention in target.mentions:
            inside = (s.index for s in document.sentences if s.span.overlaps(mention))
            index = next(inside, len(document.sentences) - 1)
            neighbours = service.reads == "neighbours"
            span = _around(document.sentences, index, neighbours=neighbours)
            if service.target == "marked":
                found.append(Text(_marked(text, span, mention, service.marks)))
            else:
                found.append(Text(text[span.start : span.end], target.name))
    return found


def article_texts(
    document: Document, count: Callable[[Sequence[str]], Sequence[int]], room: int
) -> tuple[list[Text], list[int]]:
    """Return the article as texts of whole sentences, and the text that each sentence is in.

    A title that was given apart from the text opens the first one.

    Args:
        document: The article.
        count: Returns the number of tokens of each text.
        room: Tokens that a text may have; one sentence may have more.
    """
    article, sentences = document.article, document.sentences
    apart = article.title if article.title and article.title_span is None else None
    pieces = [article.text[s.start : s.end] for s in sentences]
    first, *lengths = count([apart or "", *pieces])
    runs: list[list[int]] = []
    left = room - first
    for index, length in enumerate(lengths):
        if not runs or length > left:
            runs.append([])
            left = room - (first if len(runs) == 1 else 0)
        runs[-1].append(index)
        left -= length
    bodies = [article.text[sentences[r[0]].start : sentences[r[-1]].end] for r in runs]
    if apart:
        bodies[0] = f"{apart}\n\n{bodies[0]}"
    owners = [number for number, run in enumerate(runs) for _ in run]
    return [Text(body) for body in bodies], owners


def _indices(document: Document) -> range:
    return range(len(document.sentences))


def _around(sentences: Sequence[Sentence], index: int, *, neighbours: bool) -> Span:
    """Return the span of a sentence, widened to its neighbours in the paragraph if asked."""
    own = sentences[index]
    first = last = own
    if neighbours:
        near = [s for s in sentences[max(0, index - 1) : index + 2] if s.paragraph == own.paragraph]
        first, last = near[0], near[-1]
    return Span(first.start, last.end)


def _marked(text: str, span: Span, mention: Span, marks: tuple[str, str]) -> str:
    start, end = max(span.start, mention.start), min(span.end, mention.end)
    before, after = marks
    return f"{text[span.start : start]}{before}{text[start:end]}{after}{text[end : span.end]}"
