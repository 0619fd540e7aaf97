"""The analyzer with a tiny random model: what holds whatever the weights are."""

from __future__ import annotations

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

import biascheck.render
from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import CONFIG
from biascheck.errors import ConfigError, InputError, LanguageError, ModelError
from biascheck.labels import FRAMES, ROLES
from biascheck.reading.text import article_from_text
from biascheck.render.contract import SCORES, from_dict
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Span, Target

TEXT = """Ostren argues about its bridge

The council of Ostren met on Tuesday. Mayor Mara Orlen said the repair would cost four million.

"It is a disgrace that nothing was done," said Pavel Drent of the Harbour Union.

Unfortunately, the government in Lind has ignored every warning. It is a shameful record.

Share this story
"""
OTHER = "Rain fell on Lind. The river Valm rose by a metre, and the police closed two roads."
GERMAN = (
    "Der Rat der Stadt hat am Dienstag über die alte Brücke beraten und keine Entscheidung"
    " getroffen, weil die Kosten noch nicht bekannt sind und die Opposition dagegen ist."
)
SCHEMA = Path(biascheck.render.__file__).with_name("report.schema.json")


def _numbers(report):
    data = report.to_dict()
    del data["article"]
    return data


def _close(one, other):
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            _close(one[key], other[key])
    elif isinstance(one, list):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            _close(a, b)
    elif isinstance(one, float):
        assert other == pytest.approx(one, abs=1e-3)
    else:
        assert one == other


def test_text_file_article_and_document_give_the_same(tiny_analyzer, tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = article_from_text(TEXT)
    document = Document(article, segment(TEXT, article.title_span))
    expected = _numbers(tiny_analyzer.analyze(TEXT))
    for given in (path, article, document):
        found = _numbers(tiny_analyzer.analyze(given))
        _close(found, expected)


def test_a_report_is_whole(tiny_analyzer):
    report = tiny_analyzer.analyze(TEXT)
    assert len(report.labels) == len(report.sentences)
    assert next(p.first for p in report.passages) == 0
    assert report.passages[-1].last == len(report.sentences) - 1
    assert [f.frame for f in report.frames] != list(FRAMES)
    assert {f.frame for f in report.frames} == set(FRAMES)
    assert set(report.scores) >= set(SCORES)
    for label in report.labels:
        assert sum(label.probabilities.values()) == pytest.approx(1, abs=1e-5)
        assert label.role == max(ROLES, key=lambda role: label.probabilities[role])
    assert {s.target for s in report.stances} & {"Mara Orlen", "Ostren", "Pavel Drent"}
    assert report.provenance.runtime == "onnxruntime"


def test_many_give_what_each_gives_alone_in_order(tiny_analyzer):
    texts = [OTHER, TEXT, TEXT * 3, OTHER * 5, TEXT]
    reports = list(tiny_analyzer.analyze_many(texts))
    assert [r.article.text for r in reports] == texts
    for text, report in zip(texts, reports, strict=True):
        _close(_numbers(report), _numbers(tiny_analyzer.analyze(text)))


def test_reading_is_lazy(tiny_analyzer):
    taken = []

    def articles():
        for number in range(100):
            taken.append(number)
            yield OTHER

    stream = tiny_analyzer.analyze_many(articles())
    assert not taken
    next(stream)
    assert len(taken) < 50


def test_given_targets(tiny_analyzer):
    report = tiny_analyzer.analyze(TEXT, targets=["Orlen", "Zora Venn"])
    orlen, absent = report.stances
    assert orlen.target == "Orlen"
    assert report.text_of(orlen.mentions[0]).endswith("Orlen")
    assert (absent.score, absent.label, absent.mentions) == (None, "uncertain", ())
    (notice,) = [n for n in report.notices if n.code == "target-absent"]
    assert "Zora Venn" in notice.message


def test_a_document_keeps_its_sentences_and_targets(tiny_analyzer):
    sentences = segment(OTHER)[:1]
    target = Target("the rain", "other", (Span(0, 4),))
    document = Document(Article(OTHER, language="en"), sentences, (target,))
    report = tiny_analyzer.analyze(document, targets=["Valm"])
    assert report.sentences == sentences
    assert [s.target for s in report.stances] == ["the rain"]
    (found,) = tiny_analyzer.stance_probabilities([document])
    assert sum(found[0].values()) == pytest.approx(1, abs=1e-5)
    assert set(found[0]) == {"positive", "neutral", "negative"}


def test_an_article_without_targets(tiny_analyzer):
    report = tiny_analyzer.analyze("It rained all day and nobody went out to look at the water.")
    assert report.stances == ()
    assert report.scores["stance_balance"].value is None


def test_a_choice_of_dimensions(tiny_model, tiny_analyzer):
    few = Analyzer.from_pretrained(tiny_model, dimensions=["genre"], threads=1).analyze(TEXT)
    assert few.genre == tiny_analyzer.analyze(TEXT).genre
    assert (few.frames, few.stances, few.loaded) == ((), (), ())
    assert all(label.loaded is None for label in few.labels)
    assert "not asked for" in few.scores["loaded_per_1000"].reason
    assert few.provenance.options["dimensions"] == ["role", "genre", "sourcing"]


def test_another_choice_shares_the_model(tiny_model, tiny_analyzer):
    before = tiny_analyzer.analyze(TEXT)
    other = tiny_analyzer.choosing(["genre"])
    alone = Analyzer.from_pretrained(tiny_model, dimensions=["genre"], threads=1)
    assert other.analyze(TEXT) == alone.analyze(TEXT)
    assert other._encoder is tiny_analyzer._encoder
    assert other.choosing(None).analyze(TEXT) == tiny_analyzer.analyze(TEXT) == before
    with pytest.raises(ConfigError, match="Did you mean 'stance'"):
        tiny_analyzer.choosing(["stanze"])


def test_several_threads_get_what_each_gets_alone(tiny_analyzer):
    texts = [f"{TEXT} This is report {number}. " + OTHER * (number % 3) for number in range(12)]
    alone = [tiny_analyzer.analyze(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            assert list(pool.map(tiny_analyzer.analyze, texts)) == alone


def test_an_unknown_dimension_names_a_near_one(tiny_model):
    with pytest.raises(ConfigError, match="'stance'"):
        Analyzer.from_pretrained(tiny_model, dimensions=["stanze"])


@pytest.mark.parametrize("text", ["", "  \n ", "123 !?", "\u200b"])
def test_nothing_to_read(tiny_analyzer, text):
    for given in (text, Article(text), Article(text, language="en")):
        with pytest.raises(InputError) as caught:
            tiny_analyzer.analyze(given)
        assert caught.value.hint


def test_another_language_is_refused_unless_it_was_let_in(tiny_analyzer):
    with pytest.raises(LanguageError, match="German"):
        tiny_analyzer.analyze(GERMAN)
    report = tiny_analyzer.analyze(Article(GERMAN, language="de"))
    assert report.sentences


def test_a_missing_file(tiny_analyzer, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        tiny_analyzer.analyze(tmp_path / "gone.txt")


def test_the_report_survives_json_and_holds_to_the_schema(tiny_analyzer):
    report = tiny_analyzer.analyze(TEXT, targets=["Mara Orlen", "Zora Venn"])
    data = json.loads(json.dumps(report.to_dict()))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(data)
    assert from_dict(data).to_dict() == data


def test_text_in_other_paragraphs_does_not_move_spans(tiny_analyzer):
    added = "Elsewhere it rained.\n\n"
    position = TEXT.index("Unfortunately")
    longer = TEXT[:position] + added + TEXT[position:]
    before = [s.span for s in tiny_analyzer.analyze(TEXT).sentences]
    moved = [
        Span(s.start + len(added), s.end + len(added)) if s.start >= position else s for s in before
    ]
    after = [s.span for s in tiny_analyzer.analyze(longer).sentences]
    assert [s for s in after if longer[slice(*s)] != "Elsewhere it rained."] == moved


def test_every_span_lies_in_the_text(tiny_analyzer):
    report = tiny_analyzer.analyze(TEXT)
    for word in report.loaded:
        assert report.text_of(word.span) == word.text
        assert report.sentences[word.sentence].span.contains(word.span)
    for quote in report.quotes:
        assert report.sentences[quote.sentence].span.contains(quote.span)
    for stance in report.stances:
        assert all(report.text_of(span).strip() for span in stance.mentions)


def test_a_sentence_of_zero_width_characters(tiny_analyzer):
    report = tiny_analyzer.analyze(f"{OTHER}\n\n\u200b\u200b\n\nMara Orlen came.")
    assert any(set(report.text_of(s.span)) == {"\u200b"} for s in report.sentences)
    for label in report.labels:
        assert sum(label.probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_a_very_long_article(tiny_analyzer):
    text = "\n\n".join([OTHER, TEXT.strip()] * 300)
    assert len(text.split()) > 20_000
    begun = time.process_time()
    report = tiny_analyzer.analyze(text)
    assert time.process_time() - begun < 30
    assert report.sentences[-1].end == len(text)
    assert len(report.labels) == len(report.sentences)


def test_experimental_dimensions_are_told(tiny_model, tmp_path):
    folder = shutil.copytree(tiny_model, tmp_path / "copy")
    path = folder / CONFIG
    config = {**json.loads(path.read_text()), "experimental": {"stance": "DSE"}}
    path.write_text(json.dumps(config))
    report = Analyzer.from_pretrained(folder, threads=1).analyze(OTHER)
    assert [n.code for n in report.notices] == ["experimental"]
    few = Analyzer.from_pretrained(folder, dimensions=["genre"], threads=1).analyze(OTHER)
    assert few.notices == ()


def test_a_model_with_other_heads_is_refused(tiny_model, tmp_path):
    folder = shutil.copytree(tiny_model, tmp_path / "copy")
    path = folder / CONFIG
    config = json.loads(path.read_text())
    config["heads"] = [head for head in config["heads"] if head["name"] != "genre"]
    path.write_text(json.dumps(config))
    with pytest.raises(ModelError, match="'genre'"):
        Analyzer.from_pretrained(folder)
    assert Analyzer.from_pretrained(folder, dimensions=["loaded"], threads=1).analyze(OTHER)


def test_torch_gives_the_same_report(tiny_model, tiny_analyzer):
    other = Analyzer.from_pretrained(tiny_model, device="torch")
    one, two = _numbers(tiny_analyzer.analyze(TEXT)), _numbers(other.analyze(TEXT))
    del one["model"], two["model"]
    _close(one, two)


def test_8_bits_are_near_and_the_report_says_so(tiny_model, tiny_analyzer):
    exact = tiny_analyzer.analyze(TEXT)
    small = Analyzer.from_pretrained(tiny_model, precision="int8", threads=1).analyze(TEXT)
    assert small.provenance.options["precision"] == "int8"
    assert "precision" not in exact.provenance.options
    changes = [
        abs(one.probabilities[role] - other.probabilities[role])
        for one, other in zip(exact.labels, small.labels, strict=True)
        for role in ROLES
    ]
    assert 0 < sum(changes) / len(changes) < 0.05


def test_an_unknown_precision_is_refused_before_a_model_is_loaded():
    with pytest.raises(ConfigError, match="precision 'int9'"):
        Analyzer.from_pretrained("no such model", precision="int9")
