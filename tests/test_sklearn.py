"""The estimators keep scikit-learn's contracts, and give the model's own numbers."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils import get_tags
from sklearn.utils.estimator_checks import check_estimator, parametrize_with_checks

from biascheck.encoder.heads import HeadSpec, apply_head, sigmoid, softmax
from biascheck.errors import ConfigError, InputError
from biascheck.sklearn import ArticleEncoder, HeadClassifier, ReportScores
from biascheck.types import Article

CALM = ["The council of Ostren met on Tuesday.", "The repair costs four million crowns."]
ANGRY = ["It was a shameful evening for Ostren.", "Nobody should forgive such reckless waste."]
TEXTS = (CALM + ANGRY) * 3
LABELS = np.array(["calm", "calm", "angry", "angry"] * 3)


@parametrize_with_checks([HeadClassifier(), HeadClassifier(class_weight="balanced", C=0.1)])
def test_head_classifier_is_an_estimator(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the checks ask for fits that do not converge
        check(estimator)


@pytest.mark.parametrize("kind", [ArticleEncoder, ReportScores])
def test_text_transformers_pass_the_checks_that_apply(kind, tiny_model):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn says that it cannot make up texts
        results = check_estimator(kind(model=str(tiny_model)), on_fail=None)
    assert results
    assert [r["check_name"] for r in results if r["status"] == "failed"] == []


def test_tags_say_what_is_read(tiny_model):
    tags = get_tags(ArticleEncoder(str(tiny_model)))
    assert tags.input_tags.string
    assert not tags.input_tags.two_d_array
    assert not tags.requires_fit


def test_a_sentence_is_encoded_as_the_model_encodes_it(tiny_model, tiny_analyzer):
    from biascheck.types import Document, Sentence, Span

    document = Document(Article(CALM[0]), (Sentence(0, Span(0, len(CALM[0])), 0),), ())
    (context,) = tiny_analyzer.contexts([document])
    found = ArticleEncoder(str(tiny_model), level="sentence").transform(CALM)
    assert found.shape == (2, 32)
    np.testing.assert_allclose(found[0], context.encoding.sentences[0], atol=1e-5)


def test_the_batch_changes_no_number(tiny_model):
    whole = ArticleEncoder(str(tiny_model)).fit_transform(TEXTS)
    parts = ArticleEncoder(str(tiny_model), batch=1).fit_transform(iter(TEXTS))
    assert whole.dtype == np.float32
    np.testing.assert_allclose(parts, whole, atol=1e-5)


def test_articles_and_texts_are_the_same(tiny_model):
    encoder = ArticleEncoder(str(tiny_model))
    given = [Article(text=text, language="en") for text in CALM]
    np.testing.assert_array_equal(encoder.transform(given), encoder.transform(CALM))
    titled = [Article(text=CALM[0], title="Ostren argues about its bridge")]
    assert np.abs(encoder.transform(titled) - encoder.transform(CALM[:1])).max() > 1e-4


def test_nothing_to_encode_has_no_row(tiny_model):
    assert ArticleEncoder(str(tiny_model)).transform([]).shape == (0, 32)


def test_parameters_survive_cloning_and_pickling(tiny_model):
    encoder = ArticleEncoder(str(tiny_model), level="sentence", batch=3)
    encoder.transform(CALM)
    for copy in (clone(encoder), pickle.loads(pickle.dumps(encoder))):
        assert copy.get_params() == {"model": str(tiny_model), "level": "sentence", "batch": 3}
    assert len(encoder.__dict__) == 3


def test_the_model_is_loaded_when_it_is_needed(tmp_path):
    ArticleEncoder(str(tmp_path / "no-model")).fit(CALM)


def test_feature_names_count_the_width(tiny_model):
    encoder = ArticleEncoder(str(tiny_model)).set_output(transform="default")
    names = encoder.get_feature_names_out()
    assert (len(names), names[0]) == (32, "articleencoder0")


@pytest.mark.parametrize(
    ("parameters", "told"),
    [({"level": "articel"}, "'article'"), ({"batch": 0}, "batch"), ({"batch": "2"}, "batch")],
)
def test_bad_parameters(parameters, told):
    with pytest.raises(ConfigError, match=told):
        ArticleEncoder(**parameters).fit(CALM)


def test_one_text_is_not_texts(tiny_model):
    with pytest.raises(TypeError, match="list"):
        ArticleEncoder(str(tiny_model)).transform(CALM[0])


@pytest.mark.parametrize("level", ["article", "sentence"])
def test_a_blank_text_is_an_input_error(tiny_model, level):
    with pytest.raises(InputError):
        ArticleEncoder(str(tiny_model), level=level).transform([CALM[0], "  "])


def test_a_grid_search_over_a_pipeline(tiny_model):
    line = make_pipeline(
        ArticleEncoder(str(tiny_model), level="sentence"), LogisticRegression(max_iter=1000)
    )
    grid = {"logisticregression__C": [0.1, 10.0], "articleencoder__level": ["article", "sentence"]}
    search = GridSearchCV(line, grid, cv=2).fit(TEXTS, LABELS)
    assert search.best_score_ == 1.0
    assert search.predict(ANGRY).tolist() == ["angry", "angry"]


def test_scores_are_columns_and_the_unknown_is_nan(tiny_model, tiny_analyzer):
    scores = ReportScores(str(tiny_model), scores=("opinion_share", "headline_gap"))
    texts = [f"{calm} {angry}" for calm in CALM for angry in ANGRY] + CALM
    found = scores.fit_transform(texts)
    shares = [tiny_analyzer.analyze(text).scores["opinion_share"].value for text in texts]
    assert any(share is not None for share in shares)
    np.testing.assert_allclose(found[:, 0], [np.nan if s is None else s for s in shares])
    assert np.isnan(found[:, 1]).all()
    assert scores.get_feature_names_out().tolist() == ["opinion_share", "headline_gap"]
    assert ReportScores(str(tiny_model)).transform(CALM).shape == (2, 6)
    with pytest.raises(ConfigError, match="'opinion_share'"):
        ReportScores(scores=("opinion_shares",)).fit(CALM)


def test_every_score_of_a_report_can_be_a_column(tiny_analyzer):
    from biascheck.sklearn import SCORES

    assert set(SCORES) == set(tiny_analyzer.analyze(CALM[0]).scores)


def _encoded(n_labels):
    generator = np.random.default_rng(1)
    x = generator.normal(size=(60, 5)).astype(np.float32)
    return x, np.array(["a", "b", "c"])[:n_labels][(x @ generator.normal(size=(5, 3)))[
        :, :n_labels
    ].argmax(axis=1)]  # fmt: skip


@pytest.mark.parametrize("outputs", [None, ["b"], ["a"]])
def test_two_labels_become_one_output(outputs):
    x, y = _encoded(2)
    classifier = HeadClassifier().fit(x, y)
    weights = classifier.to_head("mood", outputs)
    spec = HeadSpec("mood", "unit", tuple(outputs or ["b"]))
    column = 0 if outputs == ["a"] else 1
    found = sigmoid(apply_head(spec, weights, x))[:, 0]
    np.testing.assert_allclose(found, classifier.predict_proba(x)[:, column], atol=1e-5)
    assert {key: value.shape for key, value in weights.items()} == spec.shapes(5)


def test_more_labels_become_outputs_in_the_order_asked_for():
    x, y = _encoded(3)
    classifier = HeadClassifier(class_weight="balanced").fit(x, y)
    weights = classifier.to_head("mood", ["c", "a", "b"])
    found = softmax(apply_head(HeadSpec("mood", "unit", ("c", "a", "b")), weights, x))
    np.testing.assert_allclose(found, classifier.predict_proba(x)[:, [2, 0, 1]], atol=1e-5)
    assert classifier.to_head("mood")["mood.out.weight"].dtype == np.float32


@pytest.mark.parametrize(
    ("n", "outputs"), [(2, ["c"]), (2, ["a", "b"]), (3, ["a"]), (3, ["a"] * 3)]
)
def test_other_outputs_are_refused(n, outputs):
    with pytest.raises(ConfigError, match="not the labels"):
        HeadClassifier().fit(*_encoded(n)).to_head("mood", outputs)


def test_an_unfitted_head_has_no_weights():
    with pytest.raises(NotFittedError):
        HeadClassifier().to_head("mood")
