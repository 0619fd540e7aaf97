"""Names are read once per article; what follows from the reading equals reading it anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.names.article import recognise
from biascheck.segmentation.sentences import segment
from biascheck.types import Sentence, Span

# Words that are names or not, as the rest of the article writes them.
PIECES = (
    "Fishing|fishing|Harbour|harbour|the|The|of|said|Kolt|Mara|Orlen|Watch|watch|Minister|in"
    "|Ministry|New|York|Green|green|Lead|lead|Mr|.|.|,|\n\n|“|”|WATCH|OSLO|Oslo"
)
WORDS = st.sampled_from(PIECES.split("|"))
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def test_a_word_is_a_name_until_the_rest_of_the_article_writes_it_small():
    text = "Fishing is banned. The boats went fishing. Fishing divides Kolt from Orlen."
    names = recognise(text, segment(text))
    words = [mention.words for mention in names.mentions]
    assert ("Fishing",) not in words
    first, _, last = names.lines
    apart = names.among([first.sentence, last.sentence])
    assert ("Fishing",) in [mention.words for mention in apart.mentions]


def test_sentences_without_such_words_are_not_read_again():
    text = "Mara Orlen left Oslo. By our fishing desk. The council met Kolt."
    names = recognise(text, segment(text))
    first, _, last = names.lines
    assert names.among([first.sentence, last.sentence]).lines == (first, last)
    assert names.among([first.sentence, last.sentence]).lines[0] is first


@settings(max_examples=200)
@given(TEXTS, st.sets(st.integers(0, 8)))
def test_a_part_of_an_article_is_read_as_if_it_stood_alone(text, left_out):
    sentences = segment(text)
    kept = [sentence for sentence in sentences if sentence.index not in left_out]
    assert recognise(text, sentences).among(kept) == recognise(text, kept)


@settings(max_examples=200)
@given(TEXTS, TEXTS.filter(str.strip))
def test_an_article_is_read_under_a_headline_as_if_it_stood_there(text, title):
    sentences = segment(text)
    head = len(title) + 1
    whole = [Sentence(-1, Span(0, len(title)), -1)]
    moved = [Sentence(s.index, Span(s.start + head, s.end + head), s.paragraph) for s in sentences]
    found = recognise(text, sentences).under(title)
    assert found == recognise(f"{title}\n{text}", [*whole, *moved])
