"""Checkpoints in the analyzer, with the tiny model beside them."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from biascheck.analyzer import Analyzer
from biascheck.encoder import persistence
from biascheck.encoder.heads import sigmoid, softmax
from biascheck.errors import ConfigError, ModelError
from biascheck.labels import FRAMES
from biascheck.reading.text import article_from_text
from biascheck.types import Article
from tests.checkpoints import tiny

TEXT = """Ostren argues about its bridge

The council of Ostren met on Tuesday. Mayor Mara Orlen said the repair would cost four million.

"It is a disgrace that nothing was done," said Pavel Drent of the Harbour Union.

Unfortunately, the government in Lind has ignored every warning. It is a shameful record.
"""
LONG = "The water rose, and the warnings were ignored, " * 30 + "said nobody."


@pytest.fixture(autouse=True)
def shipped(tiny_model, monkeypatch):
    """Let the tiny model be the shipped one."""
    monkeypatch.setattr(persistence, "DEFAULT", str(tiny_model))


def load(folder, **options):
    return Analyzer.from_pretrained(folder, threads=1, **options)


def direct(folder, texts, pairs=None):
    """Return what transformers computes, one text at a time."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rows = []
    with torch.inference_mode():
        for text, pair in zip(texts, pairs or [None] * len(texts), strict=True):
            rows.append(model(**tokenizer(text, pair, return_tensors="pt")).logits[0].numpy())
    return np.stack(rows)


def sentences(report):
    return [report.text_of(s.span) for s in report.sentences]


@pytest.mark.parametrize("family", ["bert", "roberta"])
def test_loaded_is_the_checkpoints_and_the_rest_the_models(tmp_path, family, tiny_analyzer):
    tiny.write_classifier(tmp_path, family=family, declared=tiny.LOADED)
    report = load(tmp_path).analyze(TEXT)
    expected = softmax(direct(tmp_path, sentences(report)))[:, 1]
    assert [label.loaded for label in report.labels] == pytest.approx(expected, abs=1e-4)
    own = tiny_analyzer.analyze(TEXT)
    assert [x.subjective for x in report.labels] == [x.subjective for x in own.labels]
    assert report.frames == own.frames
    assert report.stances == own.stances
    (notice,) = [n for n in report.notices if n.code == "checkpoint"]
    assert "'loaded' is served by ostren 2" in notice.message
    assert {score.percentile for score in report.scores.values()} == {None}
    told = report.to_dict()["model"]
    assert told["name"] == "tiny"
    assert told["options"]["checkpoint"]["serves"]["loaded"]["dimension"] == "loaded"
    assert len(told["options"]["checkpoint"]["sha256"]) == 64


def test_batch_equals_single_whatever_the_neighbours(tmp_path):
    tiny.write_classifier(tmp_path, family="roberta", declared=tiny.LOADED)
    analyzer = load(tmp_path)
    texts = [TEXT, LONG, "It rained.", TEXT + LONG, TEXT]
    together = [[x.loaded for x in r.labels] for r in analyzer.analyze_many(texts)]
    for text, found in zip(texts, together, strict=True):
        assert found == pytest.approx([x.loaded for x in analyzer.analyze(text).labels], abs=1e-4)
    again = [[x.loaded for x in r.labels] for r in analyzer.analyze_many(texts)]
    assert together == again


def test_a_long_sentence_is_read_whole_and_its_strongest_window_counts(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    analyzer = load(tmp_path)
    windows = analyzer._checkpoint._classifier.judge(
        analyzer._checkpoint._texts(analyzer._checkpoint.declaration.services[0], _whole(LONG))[0],
        64,
    )[0]
    assert len(windows.logits) > 3
    assert windows.lengths.max() <= 64
    expected = softmax(windows.logits)[:, 1].max()
    (label,) = analyzer.analyze(_whole(LONG)).labels
    assert label.loaded == pytest.approx(float(expected), abs=1e-4)


def _whole(text):
    from biascheck.types import Document, Sentence, Span

    return Document(Article(text, language="en"), (Sentence(0, Span(0, len(text)), 0),), ())


def test_axes_decide_the_role(tmp_path):
    declared = tiny.HEADER + '[subjective.labels]\nS = "subjective"\nO = "objective"\n'
    tiny.write_classifier(tmp_path, ("O", "S"), declared=declared)
    analyzer = load(tmp_path)
    report = analyzer.analyze(TEXT)
    expected = softmax(direct(tmp_path, sentences(report)))[:, 1]
    assert [x.subjective for x in report.labels] == pytest.approx(expected, abs=1e-4)
    (context,) = analyzer.contexts([_whole(TEXT)])
    axes = context.logits("axes")
    plain = context.judge.logits("axes", context.encoding.sentence_inputs())
    assert axes[:, 1:] == pytest.approx(plain[:, 1:])
    assert axes[0, 0] != pytest.approx(plain[0, 0])


def test_several_dimensions_from_labels_that_do_not_exclude_one_another(tmp_path):
    declared = (
        tiny.HEADER
        + '[subjective.labels]\nS = "subjective"\n[loaded]\nreads = "neighbours"\n'
        + '[loaded.labels]\nB = "biased"\n'
    )
    tiny.write_classifier(
        tmp_path, ("S", "B"), declared=declared, problem_type="multi_label_classification"
    )
    report = load(tmp_path).analyze("It rained in Ostren. Nobody came. The river rose.")
    alone = direct(tmp_path, sentences(report))
    assert [x.subjective for x in report.labels] == pytest.approx(sigmoid(alone[:, 0]), abs=1e-4)
    (middle,) = direct(tmp_path, [report.article.text])
    assert report.labels[1].loaded == pytest.approx(float(sigmoid(middle[1])), abs=1e-4)


def test_genre_is_the_mean_over_windows_of_content(tmp_path):
    declared = tiny.HEADER + '[genre.labels]\nOP = "opinion"\nNEWS = "news"\n'
    tiny.write_classifier(tmp_path, ("NEWS", "OP"), declared=declared)
    short = load(tmp_path).analyze(article_from_text("It rained. Nobody came.", language="en"))
    expected = float(softmax(direct(tmp_path, ["It rained. Nobody came."]))[0, 1])
    assert short.genre.probabilities["opinion"] == pytest.approx(expected, abs=1e-4)
    long = load(tmp_path).analyze(TEXT * 4)
    assert 0 < long.genre.probabilities["opinion"] < 1


@pytest.mark.parametrize("reads", ["sentence", "article"])
def test_some_frames(tmp_path, reads, tiny_analyzer):
    declared = (
        tiny.HEADER + f'[framing]\nreads = "{reads}"\nthreshold = 0.9\n[framing.labels]\n'
        'm = "Economic"\np = "Political"\n_ = "none"\n'
    )
    tiny.write_classifier(tmp_path, ("m", "p", "_"), declared=declared)
    text = "It rained in Ostren and nobody came."
    found = {f.frame: f for f in load(tmp_path).analyze(text).frames}
    own = {f.frame: f for f in tiny_analyzer.analyze(text).frames}
    expected = softmax(direct(tmp_path, [text]))[0]
    assert found["Economic"].score == pytest.approx(float(expected[0]), abs=1e-4)
    assert found["Political"].score == pytest.approx(float(expected[1]), abs=1e-4)
    assert found["Economic"].present == (found["Economic"].score >= 0.9)
    for frame in set(FRAMES) - {"Economic", "Political"}:
        assert found[frame] == own[frame]


def test_stance_towards_a_target_beside_the_sentence(tmp_path):
    declared = tiny.HEADER + (
        "[stance]\ntemperature = 2.0\n[stance.labels]\n"
        'F = "positive"\nN = "neutral"\nA = "negative"\n'
    )
    tiny.write_classifier(tmp_path, ("A", "N", "F"), declared=declared)
    text = "Mara Orlen kept her word."
    from biascheck.segmentation.sentences import segment
    from biascheck.types import Document, Span, Target

    target = Target("Mara Orlen", "person", (Span(0, 10),))
    document = Document(Article(text, language="en"), segment(text), (target,))
    ((found,),) = load(tmp_path).stance_probabilities([document])
    expected = softmax(direct(tmp_path, [text], ["Mara Orlen"]) / 2)[0]
    for name, value in zip(("negative", "neutral", "positive"), expected, strict=True):
        assert found[name] == pytest.approx(float(value), abs=1e-4)


def test_labels_given_apart(tmp_path):
    folder = tiny.write_classifier(tmp_path / "model")
    labels = tmp_path / "labels.toml"
    labels.write_text(tiny.LOADED, encoding="utf-8")
    assert load(folder, labels=labels, device="torch").analyze(TEXT).labels[0].loaded is not None
    with pytest.raises(ConfigError, match="no checkpoint"):
        Analyzer.from_pretrained(labels=labels)


def test_only_what_is_asked_for_is_computed(tmp_path, monkeypatch):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    analyzer = load(tmp_path, dimensions=["genre"])
    monkeypatch.setattr(type(analyzer._checkpoint._classifier), "judge", None)
    assert analyzer.analyze(TEXT).labels[0].loaded is None


def test_a_headline_apart_is_judged(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    analyzer = load(tmp_path)
    article = Article("It rained in Ostren. Nobody came.", title="A shameful record", language="en")
    from biascheck.segmentation.sentences import segment
    from biascheck.types import Document

    (context,) = analyzer.contexts([Document(article, segment(article.text), ())])
    expected = softmax(direct(tmp_path, ["A shameful record"]))[0, 1]
    found = context.judge.probability("loaded", context.headline_logits("loaded"))
    assert found[0, 0] == pytest.approx(expected, abs=1e-4)


def test_without_a_declaration(tmp_path):
    tiny.write_classifier(tmp_path)
    with pytest.raises(ModelError, match=r"labels of this checkpoint mean \(PLAIN, BIASED\)") as it:
        load(tmp_path)
    assert "biascheck.toml" in it.value.hint


def test_an_encoder_alone(tmp_path):
    tiny.write_encoder(tmp_path)
    with pytest.raises(ModelError, match="encoder without a classification head") as caught:
        load(tmp_path)
    assert "biascheck train" in caught.value.hint


def test_an_encoder_with_a_declaration_has_no_trained_head(tmp_path):
    tiny.write_encoder(tmp_path, "bert")
    declared = tiny.HEADER + '[loaded.labels]\nLABEL_0 = "neutral"\nLABEL_1 = "biased"\n'
    (tmp_path / "biascheck.toml").write_text(declared, encoding="utf-8")
    with pytest.raises(ModelError, match="never trained"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (("PLAIN", "BAISED"), "Did you mean 'BAISED'"),
        (("PLAIN", "BIASED", "UNSURE"), "'UNSURE' is not mapped"),
    ],
)
def test_labels_that_do_not_fit(tmp_path, labels, told):
    tiny.write_classifier(tmp_path, labels, declared=tiny.LOADED)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert told in str(caught.value)


def test_a_window_that_is_too_long(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED.replace("[", "window = 65\n[", 1))
    with pytest.raises(ConfigError, match="above the 64 positions"):
        load(tmp_path)


def test_damaged_weights(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    path = tmp_path / "model.safetensors"
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(ModelError, match="weights cannot be read"):
        load(tmp_path)


def test_code_of_a_checkpoint_is_never_run(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    tiny.change(tmp_path, model_type="ostrennet", auto_map={"AutoConfig": "code.Config"})
    (tmp_path / "code.py").write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    with pytest.raises(ModelError, match="never runs"):
        load(tmp_path)


def test_a_device_that_is_not_there(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    with pytest.raises(ConfigError, match="meteor"):
        load(tmp_path, device="meteor")


def test_a_missing_package(tmp_path, monkeypatch):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError) as caught:
        load(tmp_path)
    assert "pip install 'biascheck[hf]'" in caught.value.hint


def test_8_bits_are_refused(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    with pytest.raises(ConfigError, match="int8 is for models of biascheck"):
        Analyzer.from_pretrained(tmp_path, precision="int8")
