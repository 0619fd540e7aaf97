"""What is left after a deletion, and where it stands."""

from __future__ import annotations

from biascheck.evaluation.faithfulness.deletion import delete_sentences, delete_words
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Span, Target

TITLE = "Ostren closes its baths"
TEXT = (
    f"{TITLE}\n\nThe shameful vote took place in Ostren. Nobody spoke. The baths of Ostren close."
)


def _span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _document():
    article = Article(TEXT, title=TITLE, title_span=Span(0, len(TITLE)))
    mentions = (_span("Ostren closes")._replace(end=6), _span("Ostren. Nobody"))
    mentions = (mentions[0], Span(mentions[1].start, mentions[1].start + 6))
    target = Target("Ostren", "place", mentions)
    return Document(article, segment(TEXT, article.title_span), (target,))


def _texts(document):
    return [document.article.text[s.start : s.end] for s in document.sentences]


def test_words_go_with_their_blank_and_nothing_else_moves():
    document = delete_words(_document(), [_span("shameful"), _span("place")])
    assert _texts(document)[1:3] == ["The vote took in Ostren.", "Nobody spoke."]
    assert [s.index for s in document.sentences] == [0, 1, 2, 3]
    (target,) = document.targets
    assert [document.article.text[m.start : m.end] for m in target.mentions] == ["Ostren"] * 2


def test_sentences_go_with_their_mentions_and_the_rest_is_numbered_anew():
    document = delete_sentences(_document(), {1})
    assert _texts(document) == [TITLE, "Nobody spoke.", "The baths of Ostren close."]
    assert [s.index for s in document.sentences] == [0, 1, 2]
    assert [s.paragraph for s in document.sentences] == [0, 1, 1]
    assert len(document.targets[0].mentions) == 1
    assert document.article.title_span == Span(0, len(TITLE))


def test_a_deleted_headline_is_no_title_any_more():
    article = delete_sentences(_document(), {0}).article
    assert (article.title, article.title_span) == (None, None)
