from __future__ import annotations

from biascheck.checkpoints.declaration import Service
from biascheck.checkpoints.texts import article_texts, mention_texts, sentence_texts
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Span, Target

TEXT = "It rained in Ostren. Mara Orlen stayed at home. Nobody came.\n\nThe river rose."


def document(targets=(), **article):
    return Document(Article(TEXT, **article), segment(TEXT), targets)


def orlen():
    start = TEXT.index("Orlen")
    return Target("Mara Orlen", "person", (Span(start, start + 5),))


def words(texts):
    return [len(text.split()) for text in texts]


def test_sentences_alone():
    found = [text.text for text in sentence_texts(document(), neighbours=False)]
    assert found[1] == "Mara Orlen stayed at home."
    assert len(found) == 4


def test_neighbours_stay_inside_the_paragraph():
    found = [text.text for text in sentence_texts(document(), neighbours=True)]
    assert found[0] == "It rained in Ostren. Mara Orlen stayed at home."
    assert found[1] == TEXT.partition("\n")[0]
    assert found[3] == "The river rose."


def test_a_target_beside_and_inside_its_sentence():
    labels = {"a": "positive"}
    (beside,) = mention_texts(document((orlen(),)), Service("stance", labels, "sentence"))
    assert beside == ("Mara Orlen stayed at home.", "Mara Orlen")
    marked = Service("stance", labels, "sentence", target="marked", marks=("[", "]"))
    (inside,) = mention_texts(document((orlen(),)), marked)
    assert inside == ("Mara [Orlen] stayed at home.", None)


def test_an_article_in_texts_of_whole_sentences():
    texts, owners = article_texts(document(), words, 9)
    assert owners == [0, 0, 1, 1]
    assert texts[0].text == "It rained in Ostren. Mara Orlen stayed at home."
    assert texts[1].text == "Nobody came.\n\nThe river rose."


def test_a_sentence_longer_than_the_room_stands_alone():
    texts, owners = article_texts(document(), words, 2)
    assert owners == [0, 1, 2, 3]
    assert len(texts) == 4


def test_a_title_apart_opens_the_first_text():
    texts, owners = article_texts(document(title="Rain again"), words, 9)
    assert texts[0].text == "Rain again\n\nIt rained in Ostren."
    assert owners == [0, 1, 1, 2]
