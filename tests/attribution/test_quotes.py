"""Attributions in invented news prose: who is quoted, with which words and verb."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.attribution.evidence import TokenEvidence
from biascheck.attribution.quotes import content_spans, find_quotes
from biascheck.names.tokens import tokenize
from biascheck.segmentation.sentences import segment
from biascheck.types import Quote, Span


def quotes(text: str, **options: bool) -> tuple[Quote, ...]:
    return find_quotes(text, segment(text), **options)


def contents(text: str) -> list[str]:
    return [text[slice(*q.span)] for q in quotes(text)]


def only(text: str) -> Quote:
    (quote,) = quotes(text)
    return quote


@pytest.mark.parametrize(
    ("text", "content", "speaker", "cue"),
    [
        ("Ana Kolt said that the ferry would stop.", "the ferry would stop", "Ana Kolt", "say"),
        ("Ana Kolt says the ferry will stop.", "the ferry will stop", "Ana Kolt", "say"),
        ("Ana Kolt told reporters the ferry would stop.", "the ferry would stop", "Ana Kolt",
         "tell"),
        ("The ferry will stop in May, Ana Kolt said.", "The ferry will stop in May", "Ana Kolt",
         "say"),
        ("According to Ana Kolt, the ferry will stop.", "the ferry will stop", "Ana Kolt",
         "according to"),
        ("The ferry will stop, according to Ana Kolt.", "The ferry will stop", "Ana Kolt",
         "according to"),
        ("Police said two men were held.", "two men were held", "Police", "say"),
        ("A report found that half the piers leak.", "half the piers leak", "report", "find"),
        ("In a statement, Ana Kolt argued that piers leak.", "piers leak", "Ana Kolt", "argue"),
        ("On Tuesday Ana Kolt claimed that piers leak.", "piers leak", "Ana Kolt", "claim"),
    ],
)  # fmt: skip
def test_indirect_speech(text: str, content: str, speaker: str, cue: str) -> None:
    found = only(text)
    assert (text[slice(*found.span)], found.speaker, found.cue) == (content, speaker, cue)
    assert not found.direct


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ('"The ferry must stop," Ana Kolt said.', '"The ferry must stop,"', "Ana Kolt"),
        ("“The ferry must stop,” said Ana Kolt.", "“The ferry must stop,”", "Ana Kolt"),
        ("Ana Kolt: 'The ferry must stop.' Ana Kolt left.", "'The ferry must stop.'", "Ana Kolt"),
        ('Ana Kolt wrote on Twitter: "The ferry must stop."', '"The ferry must stop."',
         "Ana Kolt"),
        ("“The ferry must stop,” said Dr. Ana Kolt, the head of the line.",
         "“The ferry must stop,”", "Ana Kolt"),
    ],
)  # fmt: skip
def test_direct_speech(text: str, content: str, speaker: str) -> None:
    found = quotes(text)[0]
    assert (text[slice(*found.span)], found.speaker, found.direct) == (content, speaker, True)


def test_mixed_quotation_takes_in_its_clause() -> None:
    text = 'The closure would be "a gift to the smugglers of the coast", Ana Kolt said.'
    found = only(text)
    assert text[slice(*found.span)].startswith("The closure would be")
    assert found.speaker == "Ana Kolt"


def test_content_on_both_sides_of_the_source() -> None:
    assert contents("The pier, Ana Kolt said, will hold.") == ["The pier", "will hold"]
    text = "“The pier will hold,” Ana Kolt said, “but not for ever.”"
    assert contents(text) == ["“The pier will hold,”", "“but not for ever.”"]
    assert [q.speaker for q in quotes(text)] == ["Ana Kolt", "Ana Kolt"]


def test_passive_names_the_agent() -> None:
    text = "Ana Kolt was accused of theft by the opposition."
    found = only(text)
    assert (text[slice(*found.span)], found.speaker) == ("of theft", "opposition")


def test_second_verb_keeps_the_speaker_of_the_first() -> None:
    text = "Tom Breck said that he would resign, adding that his house was sold."
    assert [(text[slice(*q.span)], q.speaker) for q in quotes(text)] == [
        ("he would resign", "Tom Breck"),
        ("his house was sold", "Tom Breck"),
    ]


def test_surname_pronoun_and_office_are_resolved() -> None:
    text = (
        "Harbour Minister Ana Kolt opened the pier.\n\n"
        "Kolt said the work was done. She said it had taken years. "
        "The minister added that more piers would follow."
    )
    assert [q.speaker for q in quotes(text)] == ["Ana Kolt"] * 3
    assert [text[slice(*q.speaker_span)] for q in quotes(text) if q.speaker_span] == [
        "Kolt",
        "She",
        "The minister",
    ]


def test_pronoun_passes_over_people_it_does_not_suit() -> None:
    text = "Robert Dorn met Maria Venn. She said that the lake was clean."
    assert only(text).speaker == "Maria Venn"


def test_pronoun_without_anybody_stays_unknown() -> None:
    found = only("He said that the lake was clean.")
    assert found.speaker is None
    assert found.speaker_span == Span(0, 2)


def test_quotation_without_attribution_inherits_in_its_paragraph() -> None:
    text = '"We cannot pay for it," Ana Kolt said. "Nobody on this coast can."'
    first, second = quotes(text)
    assert (second.speaker, second.speaker_span, second.direct) == (first.speaker, None, True)


def test_quotation_in_the_next_paragraph_does_not_inherit() -> None:
    text = '"We cannot pay for it," Ana Kolt said.\n\n"Nobody on this coast ever could."'
    assert [q.speaker for q in quotes(text)] == ["Ana Kolt", None]


def test_continued_quotation_keeps_its_speaker_both_ways() -> None:
    text = "“The river rose.\n\n“It took the mill,” Tom Breck said."
    assert [q.speaker for q in quotes(text)] == ["Tom Breck", "Tom Breck"]


def test_speaker_before_a_colon_at_the_paragraph_end() -> None:
    text = "Tom Breck replied:\n\n“The river took the mill and the road.”"
    assert [q.speaker for q in quotes(text)] == ["Tom Breck"]


def test_one_quote_for_each_sentence_of_a_quotation() -> None:
    text = '"The river rose last night. It took the old mill away," Tom Breck said.'
    found = quotes(text)
    assert len({q.sentence for q in found}) == len(segment(text)) == len(found)
    assert {q.speaker for q in found} == {"Tom Breck"}


@pytest.mark.parametrize(
    "text",
    [
        "The council opened the pier in May and closed it in June.",
        "The so-called “reform” closed three schools.",
        "Insurance claims rose and the state reports fell.",
        "I think the pier is ugly.",
        "Breck declined to comment.",
        "The town plans a new pier and wants a bridge.",
    ],
)
def test_the_authors_own_statements_are_no_quotes(text: str) -> None:
    assert quotes(text) == ()


def test_attitudes_are_reported_on_request() -> None:
    text = "Tom Breck wants a new pier."
    assert [text[slice(*q.span)] for q in quotes(text, attitudes=True)] == ["a new pier"]


# A tagger's evidence


def evidence_for(text: str, source: str = "", cue: str = "", content: str = "") -> TokenEvidence:
    tokens = tokenize(text)
    starts = np.array([t.start for t in tokens], dtype=np.int64)
    ends = np.array([t.end for t in tokens], dtype=np.int64)

    def inside(words: str) -> np.ndarray:
        at = text.find(words) if words else -1
        hit = (starts >= at) & (ends <= at + len(words)) if at >= 0 else np.zeros(len(starts), bool)
        return np.where(hit, 0.9, 0.1).astype(np.float32)

    return TokenEvidence(starts, ends, inside(source), inside(cue), inside(content))


def test_evidence_finds_what_the_rules_miss() -> None:
    text = "For Ana Kolt the pier is beyond repair."
    assert quotes(text) == ()
    evidence = evidence_for(text, "Ana Kolt", "For", "the pier is beyond repair")
    (found,) = find_quotes(text, segment(text), evidence)
    assert text[slice(*found.span)] == "the pier is beyond repair"
    assert (found.speaker, found.cue) == ("Ana Kolt", "for")


def test_evidence_overrules_the_rules_content() -> None:
    text = "Ana Kolt said the pier was old, and the council met again."
    evidence = evidence_for(text, content="the pier was old")
    (found,) = find_quotes(text, segment(text), evidence)
    assert text[slice(*found.span)] == "the pier was old"
    assert (found.speaker, found.cue) == ("Ana Kolt", "say")  # filled by the rules


def test_marks_count_whatever_the_tagger_thinks() -> None:
    text = "“The pier will hold for years,” Ana Kolt said."
    (found,) = find_quotes(text, segment(text), evidence_for(text))
    assert found.direct
    assert found.speaker == "Ana Kolt"


def test_tagged_content_is_cut_at_the_sentence_end() -> None:
    text = "The pier is old. The bridge is new."
    found = find_quotes(text, segment(text), evidence_for(text, content=text))
    assert [q.sentence for q in found] == [0, 1]


def test_threshold_decides_what_counts() -> None:
    text = "The pier is old."
    evidence = evidence_for(text, content="The pier is old")
    assert find_quotes(text, segment(text), evidence, threshold=0.95) == ()


def test_rules_find_what_the_evidence_misses() -> None:
    text = "The lock will stay shut, two people familiar with the repairs told the Courier."
    (found,) = find_quotes(text, segment(text), evidence_for(text))
    assert text[slice(*found.span)] == "The lock will stay shut"
    assert found.speaker == "two people familiar with the repairs"


def test_a_scrap_that_only_the_rules_attribute_is_no_quote() -> None:
    text = "The Courier left the pier alone, citing a memo."
    assert find_quotes(text, segment(text), evidence_for(text)) == ()


def test_evidence_rejects_unequal_arrays_and_numbers_out_of_range() -> None:
    good = evidence_for("A b.")
    with pytest.raises(ValueError, match="one length"):
        TokenEvidence(good.starts, good.ends[:1], good.source, good.cue, good.content)
    with pytest.raises(ValueError, match="outside"):
        TokenEvidence(good.starts, good.ends, good.source + 1, good.cue, good.content)


WORDS = (
    'Kolt|said|that|the|pier|,|.|“|”|"|:|and|He|told|Breck|according|to|was|by|who|-|\n\n|Mr.|'
    "in his view ,|adding|’s"
)
PROSE = st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map(" ".join)


@settings(max_examples=150)
@given(PROSE)
def test_quotes_lie_in_their_sentence_disjoint_and_repeatable(text: str) -> None:
    sentences = segment(text)
    found = find_quotes(text, sentences)
    assert found == find_quotes(text, sentences)
    end = 0
    for q in found:
        assert end <= q.span.start < q.span.end
        assert sentences[q.sentence].span.contains(q.span)
        assert q.speaker_span is None or 0 <= q.speaker_span.start < q.speaker_span.end <= len(text)
        end = q.span.end
    spans = content_spans(found)
    assert all(a.end < b.start for a, b in pairwise(spans))


@settings(max_examples=60)
@given(PROSE, st.integers(0, 2**32 - 1))
def test_evidence_of_any_kind_keeps_the_promises(text: str, seed: int) -> None:
    tokens = tokenize(text)
    random = np.random.default_rng(seed)
    roles = random.random((3, len(tokens)), dtype=np.float32)
    evidence = TokenEvidence(
        np.array([t.start for t in tokens], dtype=np.int64),
        np.array([t.end for t in tokens], dtype=np.int64),
        *roles,
    )
    sentences = segment(text)
    end = 0
    for q in find_quotes(text, sentences, evidence):
        assert end <= q.span.start < q.span.end
        assert sentences[q.sentence].span.contains(q.span)
        end = q.span.end
