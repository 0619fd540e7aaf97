from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from biascheck.evaluation.cases import Case, article, document_sizes, gather, sentences_document
from biascheck.evaluation.rows import Row


def row(line, doc_id=None, index=None, text="Rain fell.", *, paragraph=None, title=None):
    return Row(line, str(line), 0, text, title, doc_id, index, paragraph, {})


def cases(rows):
    return list(gather(rows, document_sizes(rows)))


def test_rows_of_a_document_come_together_in_order_of_index():
    rows = [row(1, "d", 5), row(2), row(3, "e", 0), row(4, "d", 2), row(5, "d")]
    assert [[r.line for r in case.rows] for case in cases(rows)] == [[2], [3], [4, 1], [5]]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), unique=True, max_size=15))
def test_every_row_is_in_exactly_one_case(places):
    rows = [row(i, doc, index) for i, (doc, index) in enumerate(places)]
    found = sorted(r.line for case in cases(rows) for r in case.rows)
    assert found == list(range(len(places)))


def test_document_has_exactly_the_given_sentences():
    texts = ["Mr. Orlen left. He slept.", " It rained. ", "The dam held."]
    paragraphs = [0, 0, 4]
    rows = tuple(
        row(i, "d", i, text, paragraph=paragraph)
        for i, (text, paragraph) in enumerate(zip(texts, paragraphs, strict=True))
    )
    document = sentences_document(Case(rows))
    text = document.article.text
    assert text == "Mr. Orlen left. He slept. It rained.\n\nThe dam held."
    assert [text[s.start : s.end] for s in document.sentences] == [t.strip() for t in texts]
    assert [s.paragraph for s in document.sentences] == [0, 0, 1]
    assert [s.index for s in document.sentences] == [0, 1, 2]
    assert document.article.language == "en"


def test_blocks_are_paragraphs_unless_the_rows_say_otherwise():
    lines = Case(tuple(row(i, "d", i) for i in range(2)))
    assert "\n\n" in sentences_document(lines, blocks=True).article.text
    assert "\n\n" not in sentences_document(lines).article.text
    numbered = Case(tuple(row(i, "d", i, paragraph=0) for i in range(2)))
    assert "\n\n" not in sentences_document(numbered, blocks=True).article.text


def test_title_is_located_where_the_text_begins_with_it():
    titled = row(1, text="Dam holds\n\nIt rained.", title="Dam holds")
    assert article(titled.text, titled).title_span == (0, 9)
    apart = row(1, text="It rained.", title="Dam holds")
    assert article(apart.text, apart).title_span is None
