"""The benchmarks of speed: what they count and how they judge it, never how long it takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from biascheck.analyzer import as_document
from biascheck.benchmark import agreement, encoder, pipeline, precision
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.numbers import greatest_difference, probabilities
from biascheck.benchmark.recorder import count_products, record_batches
from biascheck.benchmark.settings import Settings
from biascheck.encoder.persistence import load_model
from biascheck.encoder.runtime import start_runtime
from tests import reports


@pytest.fixture
def settings(tiny_model, tmp_path):
    return Settings(tmp_path, repeats=1, articles=3, model=str(tiny_model))


def rates_of(monkeypatch, module, factors):
    """Let every round give these rates, in the order of the sides."""
    monkeypatch.setattr(
        module,
        "alternate",
        lambda sides, rounds: {
            name: [factor * (1 + n) for n in range(rounds)]
            for name, factor in zip(sides, factors, strict=True)
        },
    )


def test_the_work_of_a_text_is_counted_and_padding_is_not():
    shape = {"hidden_size": 2, "intermediate_size": 3, "num_hidden_layers": 5}
    ids, mask = np.zeros((1, 7), dtype=np.int64), np.ones((1, 7), dtype=np.bool_)
    # Per layer: 7 tokens through 4 matrices of 2 x 2 and two of 2 x 3, and twice 7 x 7 x 2.
    expected = 5 * (7 * (4 * 4 + 2 * 6) + 2 * 49 * 2)
    assert count_products(shape, [(ids, mask)]) == expected
    padded = np.pad(mask, ((0, 0), (0, 9)))
    assert count_products(shape, [(np.pad(ids, ((0, 0), (0, 9))), padded)]) == expected
    assert count_products(shape, [(ids, mask)] * 3) == 3 * expected


def test_the_recorded_batches_are_those_of_an_analysis(tiny_model):
    files = load_model(tiny_model)
    runtime = start_runtime(files, threads=1)
    batches = record_batches(files, runtime, [as_document(text) for text in mixture(3)])
    assert len(batches) > 1
    for ids, mask in batches:
        assert ids.shape == mask.shape
        assert ids.size <= runtime.positions
        # A window opens with its mark, and padding stands behind it.
        assert len(set(ids[:, 0].tolist())) == 1
        assert np.array_equal(np.sort(mask, axis=1)[:, ::-1], mask)


def test_the_encoder_is_measured_in_both_precisions(settings):
    result = encoder.measure(settings)
    assert [row.ratio is None for row in result.rows] == [True, False, False]
    assert "float32" in result.rows[1].what
    assert "int8" in result.rows[2].what
    assert result.measured == result.rows[2].ratio
    assert all(row.value > 0 for row in result.rows)


@pytest.mark.parametrize(("int8", "holds"), [(8.0, False), (12.0, True)])
def test_the_encoder_is_held_against_the_machine(monkeypatch, settings, int8, holds):
    rates_of(monkeypatch, encoder, (10.0, 6.0, int8))
    result = encoder.measure(replace(settings, repeats=3))
    assert [row.ratio for row in result.rows] == [None, pytest.approx(0.6), int8 / 10]
    assert result.rows[0].value == pytest.approx(20e-9)
    assert result.holds is holds


def test_the_usual_way_classifies_each_sentence(settings):
    sentences = ["The council met.", "It rained for a long time on the bridge over the river."] * 9
    classify = pipeline.usual_way(sentences, settings.folder, **TINY)
    found = classify(sentences)
    assert len(found) == len(sentences)
    assert {one["label"] for one in found} <= {"LABEL_0", "LABEL_1"}
    assert found[0]["score"] == pytest.approx(found[2]["score"], abs=1e-5)
    assert not classify.model.training


def test_a_text_that_is_too_long_is_cut(settings):
    classify = pipeline.usual_way(["word " * 400], settings.folder, **TINY)
    assert len(classify(["word " * 2000])) == 1


TINY = {
    "hidden_size": 8,
    "intermediate_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}


def test_the_pipeline_is_measured_with_few_sentences_and_all_classifiers(monkeypatch, settings):
    calls = []
    monkeypatch.setattr(pipeline, "usual_way", lambda *_: calls.append)
    result = pipeline.measure(settings)
    # A round to warm up and one that counts.
    assert len(calls) == 2 * pipeline.CLASSIFIERS
    assert {len(call) for call in calls} == {2 * pipeline.BATCH}
    assert [row.ratio is None for row in result.rows] == [True, False, False]
    assert result.measured == result.rows[2].ratio


@pytest.mark.parametrize(("int8", "holds"), [(100.0, False), (130.0, True)])
def test_the_pipeline_is_held_against_the_usual_way(monkeypatch, settings, int8, holds):
    monkeypatch.setattr(pipeline, "usual_way", lambda *_: None)
    rates_of(monkeypatch, pipeline, (2.0, 90.0, int8))
    result = pipeline.measure(settings)
    assert result.rows[1].ratio == 45
    assert result.holds is holds


def test_together_is_alone_in_both_precisions(settings):
    result = agreement.measure(settings)
    assert len(result.rows) == 2
    assert result.holds


class Changeable:
    """Gives sentences another probability, or role, where it is told to."""

    def __init__(self, step, role="opinion"):
        self.step, self.role = step, role

    def analyze(self, text):
        del text
        return reports.harbour_bridge()

    def analyze_many(self, texts):
        for _ in texts:
            report = reports.harbour_bridge()
            first, *rest = report.labels
            subjective = first.subjective + self.step
            changed = replace(first, subjective=subjective, role=self.role)
            yield replace(report, labels=(changed, *rest))


@pytest.mark.parametrize(("step", "holds"), [(0.0, True), (0.00005, True), (0.01, False)])
def test_a_batch_that_changes_a_number_is_seen(monkeypatch, settings, step, holds):
    monkeypatch.setattr(agreement.Analyzer, "from_pretrained", lambda *_, **__: Changeable(step))
    result = agreement.measure(settings)
    assert result.measured == pytest.approx(step)
    assert result.holds is holds


def test_what_int8_changes_is_counted(monkeypatch, settings):
    labels = reports.harbour_bridge().labels
    given = {"float32": Changeable(0.0, labels[0].role), "int8": Changeable(0.1, "boilerplate")}
    monkeypatch.setattr(
        precision.Analyzer, "from_pretrained", lambda *_, precision, **__: given[precision]
    )
    result = precision.measure(settings)
    flips, mean, greatest = (row.value for row in result.rows)
    assert flips == pytest.approx(1 / len(labels))
    assert greatest == pytest.approx(0.1)
    assert mean == pytest.approx(0.1 / (7 * len(labels)))
    assert result.holds is (1 / len(labels) <= precision.BOUND)


def test_int8_is_compared_with_float32_on_a_model(settings):
    result = precision.measure(settings)
    assert 0 < result.rows[1].value <= result.rows[2].value <= 1


def test_numbers_that_only_one_report_knows_differ_infinitely():
    report = reports.harbour_bridge()
    assert greatest_difference(report, report) == 0
    assert len(probabilities(report)) > 7 * len(report.labels)
    other = replace(report, stances=report.stances[1:])
    assert greatest_difference(report, other) == float("inf")
    unknown = replace(report.stances[0], score=None)
    other = replace(report, stances=(unknown, *report.stances[1:]))
    assert greatest_difference(report, other) == float("inf")
