"""Quotes of an article: direct, indirect and mixed, with speaker and cue.

Rules alone read marks and cues; with the evidence of a token tagger, the tagger
decides what is content and which words are source and cue, and the rules fill
what it leaves open. A quotation without attribution takes the speaker of the
attribution before it in its paragraph; one that continues over paragraphs keeps
its speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from biascheck.attribution.clauses import Attribution, Clauses
from biascheck.attribution.speakers import Speakers
from biascheck.names.article import Names, recognise
from biascheck.names.entities import join
from biascheck.segmentation.cues import cue_forms, cues
from biascheck.segmentation.quotations import Quotation, find_quotations
from biascheck.types import Quote, Sentence, Span, merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biascheck.attribution.evidence import TokenEvidence

# The share of a content's characters that must stand between marks for it to be direct.
_DIRECT: Final = 0.5
# Words that a tagged stretch beside quotation marks must have to be part of the quote.
_CLAUSE: Final = 4
# Words that a content has which only the rules attribute: "a memo" is nobody's statement.
_STATEMENT: Final = 3
_AUTHOR: Final = frozenset({"i", "we", "you", "my", "our", "one"})
_TRIM: Final = " \t\n\r\u00a0,;:—–-"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A content whose speaker is not resolved yet; ``sentence`` is a position."""

    sentence: int
    span: Span
    source: Span | None = None
    cue: str | None = None
    quotation: int | None = None


def find_quotes(
    text: str,
    sentences: Sequence[Sentence],
    evidence: TokenEvidence | None = None,
    *,
    threshold: float = 0.5,
    attitudes: bool = False,
    names: Names | None = None,
) -> tuple[Quote, ...]:
    """Return every quote of the article, in text order.

    Args:
        text: The article's text.
        sentences: Its sentences.
        evidence: Probabilities of a token tagger; None for rules alone.
        threshold: Probability from which on a tagged token counts, in (0, 1].
        attitudes: Whether the rules also report what somebody wants, knows or does
            about something ("plans to ...", "endorsed ..."), and what the author
            says they think themselves: the broader notion of attribution of
            PolNeAR. Without it, only other people's words and stated views.
        names: What was recognised in the sentences; None: recognise it.

    Returns:
        One quote per sentence and content; their spans are disjoint, and a
        quotation of several sentences gives one quote for each.
    """
    names = recognise(text, sentences) if names is None else names
    quotations = [q for q in find_quotations(text, sentences) if q.speech and q.level == 0]
    places = _Places(sentences, quotations)
    entities = join(text, names)
    people = frozenset(
        w for e in entities if e.kind == "person" for m in e.mentions for w in m.words
    )
    readers = [Clauses(line.tokens, places.inside(i), people) for i, line in enumerate(names.lines)]
    ruled = [list(reader.attributions()) for reader in readers]
    drafts = [d for d in _by_rules(ruled) if attitudes or _reports(text, d, places)]
    if evidence is not None:
        by_sentence: dict[int, list[_Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(draft.sentence, []).append(draft)
        tagged = _by_evidence(text, sentences, places, evidence, threshold)
        found = [_filled(draft, by_sentence.get(draft.sentence, ())) for draft in tagged]
        drafts = [*found, *_missed(text, drafts, found)]
    drafts = _with_quotations(text, _disjoint(drafts), places)
    drafts = _inherit(drafts, sentences, quotations, readers)
    speakers = Speakers(text, entities)
    return tuple(_quote(draft, sentences, quotations, speakers) for draft in drafts)


def content_spans(quotes: Iterable[Quote]) -> tuple[Span, ...]:
    """Return the attributed stretches of the text, ordered and disjoint."""
    return tuple(merge_spans(q.span for q in quotes))


class _Places:
    """Which quotations stand in which sentences."""

    def __init__(self, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> None:
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._inside: dict[int, list[Span]] = {}
        self.pieces: list[tuple[int, Span, int]] = []
        for number, quotation in enumerate(quotations):
            for i in self.covered(quotation.span):
                whole, sentence = quotation.span, sentences[i].span
                piece = Span(max(whole.start, sentence.start), min(whole.end, sentence.end))
                self._inside.setdefault(i, []).append(piece)
                self.pieces.append((i, piece, number))

    def inside(self, position: int) -> list[Span]:
        """Return the stretches of one sentence that stand between marks."""
        return self._inside.get(position, [])

    def covered(self, span: Span) -> Iterator[int]:
        """Yield the positions of the sentences that the span reaches into."""
        i = max(0, bisect_left(self._starts, span.start + 1) - 1)
        while i < len(self._sentences) and self._starts[i] < span.end:
            if self._sentences[i].end > span.start:
                yield i
            i += 1


def _by_rules(ruled: Sequence[Sequence[Attribution]]) -> Iterator[_Draft]:
    for i, attributions in enumerate(ruled):
        for attribution in attributions:
            for span in attribution.contents:
                yield _Draft(i, span, attribution.source, attribution.lemma)


def _reports(text: str, draft: _Draft, places: _Places) -> bool:
    """Return whether the content is another's words and not only an attitude."""
    if any(draft.span.overlaps(piece) for piece in places.inside(draft.sentence)):
        return True
    if draft.source is not None and text[slice(*draft.source)].lower() in _AUTHOR:
        return False
    cue = cues().get(draft.cue or "")
    return cue is None or not cue.attitude


def _by_evidence(
    text: str,
    sentences: Sequence[Sentence],
    places: _Places,
    evidence: TokenEvidence,
    threshold: float,
) -> Iterator[_Draft]:
    """Yield tagged and marked contents with the tagged source and cue nearest to each."""
    sources = _by_sentence(evidence.runs(evidence.source, threshold, sentences))
    cue_spans = _by_sentence(evidence.runs(evidence.cue, threshold, sentences))
    contents = _by_sentence(evidence.runs(evidence.content, threshold, sentences))
    for i, runs in contents.items():
        contents[i] = [part for run in runs for part in _beside(text, run, places.inside(i))]
    for i, piece, _ in places.pieces:
        contents.setdefault(i, []).append(piece)
    for i in sorted(contents):
        for span in merge_spans(contents[i]):
            cue = _nearest(span, cue_spans.get(i, ()))
            yield _Draft(
                i,
                span,
                _nearest(span, sources.get(i, ())),
                _lemma(text[cue.start : cue.end]) if cue is not None else None,
            )


def _beside(text: str, run: Span, pieces: Sequence[Span]) -> Iterator[Span]:
    """Yield what a tagged run covers outside the quotation marks of its sentence.

    The marks say where a quotation ends; a few tagged words beyond them are the tagger's
    blur ("said"), a clause is a part of the quote that the marks leave out.
    """
    start = run.start
    for piece in pieces:
        if piece.overlaps(Span(start, run.end)):
            if len(text[start : piece.start].split()) >= _CLAUSE:
                yield Span(start, piece.start)
            start = max(start, piece.end)
    if start == run.start or len(text[start : run.end].split()) >= _CLAUSE:
        yield Span(start, max(start, run.end))


def _by_sentence(spans: Iterable[tuple[int, Span]]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for i, span in spans:
        found.setdefault(i, []).append(span)
    return found


def _nearest(content: Span, spans: Sequence[Span]) -> Span | None:
    outside = [s for s in spans if not content.contains(s)]
    if not outside:
        return None
    return min(outside, key=lambda s: (max(content.start - s.end, s.start - content.end), s.start))


def _lemma(cue: str) -> str:
    """Return the lemma of the verb of saying among the words of a cue, else the words."""
    words = cue.lower().split()
    forms = cue_forms()
    return next((forms[w].cue.lemma for w in words if w in forms), " ".join(words))


def _filled(draft: _Draft, ruled: Sequence[_Draft]) -> _Draft:
    """Take source and cue from the rules where they read the same content.

    A clause rule sees the whole name; the tagger may have only a part of it.
    """
    for rule in ruled:
        if rule.span.overlaps(draft.span):
            return replace(draft, source=rule.source or draft.source, cue=rule.cue or draft.cue)
    return draft


def _missed(text: str, ruled: Iterable[_Draft], tagged: Sequence[_Draft]) -> Iterator[_Draft]:
    """Yield clauses that the rules attribute to a source and the tagger to nobody."""
    spans: dict[int, list[Span]] = {}
    for draft in tagged:
        spans.setdefault(draft.sentence, []).append(draft.span)
    for draft in ruled:
        long = len(text[slice(*draft.span)].split()) >= _STATEMENT
        if long and not any(draft.span.overlaps(span) for span in spans.get(draft.sentence, ())):
            yield draft


def _disjoint(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Order the drafts; of overlapping ones the first keeps the shared stretch."""
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.span.start, -d.span.end, d.source is None)):
        end = kept[-1].span.end if kept else 0
        if draft.span.start >= end:
            kept.append(draft)
        elif draft.span.end > end:
            kept.append(replace(draft, span=Span(end, draft.span.end)))
    return kept


def _with_quotations(text: str, drafts: list[_Draft], places: _Places) -> list[_Draft]:
    """Let a content take in the whole quotation it touches; add quotations left over."""
    kept = [d for d in (_trimmed(text, d) for d in drafts) if d is not None]
    starts = [d.span.start for d in kept]
    added = []
    for i, piece, number in places.pieces:
        k = max(0, bisect_left(starts, piece.start + 1) - 1)
        touching = [
            j for j in range(k, bisect_left(starts, piece.end)) if kept[j].span.overlaps(piece)
        ]
        if not touching:
            added.append(_Draft(i, piece, quotation=number))
            continue
        for j in touching:
            kept[j] = replace(kept[j], quotation=number)
        first, last = touching[0], touching[-1]
        start = min(kept[first].span.start, piece.start)
        kept[first] = replace(kept[first], span=Span(start, kept[first].span.end))
        end = max(kept[last].span.end, piece.end)
        kept[last] = replace(kept[last], span=Span(kept[last].span.start, end))
    return _disjoint([*kept, *added])


def _trimmed(text: str, draft: _Draft) -> _Draft | None:
    start, end = draft.span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return replace(draft, span=Span(start, end))


def _inherit(
    drafts: list[_Draft],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    readers: Sequence[Clauses],
) -> list[_Draft]:
    """Give quotations without attribution the speaker they go on with."""
    owners: dict[int, _Draft] = {}
    for draft in drafts:
        if draft.quotation is not None and draft.source is not None:
            owners.setdefault(draft.quotation, draft)
    for number in range(len(quotations) - 1, 0, -1):
        if quotations[number].continued and number in owners:
            owners.setdefault(number - 1, owners[number])
    done: list[_Draft] = []
    last: _Draft | None = None
    for draft in drafts:
        current = draft
        if draft.quotation is not None and draft.source is None:
            owner = owners.get(draft.quotation) or _before(
                draft, last, sentences, quotations, readers
            )
            if owner is not None:
                current = replace(draft, source=owner.source, cue=draft.cue or owner.cue)
                owners[draft.quotation] = current
        if current.source is not None:
            last = current
        done.append(current)
    return done


def _before(
    draft: _Draft,
    last: _Draft | None,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    readers: Sequence[Clauses],
) -> _Draft | None:
    """Return the attribution that an unattributed quotation goes on with."""
    number = draft.quotation
    if number is None:
        return None
    lead = readers[draft.sentence].lead_in()
    if lead is None and draft.sentence > 0:
        lead = readers[draft.sentence - 1].lead_in(colon=True)
    if lead is not None and lead.source is not None:
        return _Draft(draft.sentence, draft.span, lead.source, lead.lemma)
    if last is None:
        return None
    same = sentences[last.sentence].paragraph == sentences[draft.sentence].paragraph
    return last if same or quotations[number].continued else None


def _quote(
    draft: _Draft,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    speakers: Speakers,
) -> Quote:
    speaker = speakers.resolve(draft.source) if draft.source is not None else None
    sentence = sentences[draft.sentence]
    near = draft.source is not None and sentence.span.overlaps(draft.source)
    direct = draft.quotation is not None and (
        _shared(draft.span, quotations[draft.quotation].span) >= _DIRECT
    )
    return Quote(
        draft.span,
        speaker,
        draft.source if near else None,
        draft.cue,
        direct=direct,
        sentence=sentence.index,
    )


def _shared(span: Span, quotation: Span) -> float:
    shared = min(span.end, quotation.end) - max(span.start, quotation.start)
    return shared / (span.end - span.start)
