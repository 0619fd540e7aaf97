"""What can be fitted: ours, and dimensions of other packages, whatever their head reads."""

from __future__ import annotations

import types

import pytest

from biascheck.analyzer import Analyzer
from biascheck.dimensions import registry
from biascheck.dimensions.plugins import Plugin
from biascheck.encoder.heads import HeadSpec
from biascheck.encoder.persistence import load_model, read_config
from biascheck.errors import ConfigError
from biascheck.training.adapt import adapt
from biascheck.training.adaptation.subjects import BUILT_IN, find_subject
from tests.training.adaptation import rows


def _annotate(context):
    (spec,) = _mood.HEADS
    return context.judge.probability("mood", context.judge.logits("mood", context.inputs(spec)))


_mood = types.ModuleType("mood", "Measures: mood.\n\nDoes not measure: wit.\n\nSource: us.")


@pytest.fixture
def mood(monkeypatch):
    """Return a function that installs a dimension with one head."""

    def install(*heads, labels=None):
        _mood.VERSION, _mood.HEADS, _mood.annotate = 1, heads, _annotate
        _mood.to_dict = lambda found: {"probabilities": found.tolist()}
        _mood.__dict__.pop("LABELS", None)
        if labels:
            _mood.LABELS = labels
        plugin = Plugin("mood", "moods.mood", "moods", "1.0")
        monkeypatch.setattr(Plugin, "load", lambda _: _mood)
        monkeypatch.setattr(registry, "find_plugins", lambda: (plugin,))
        return _mood

    return install


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_ones_agree_with_their_head(name):
    subject = find_subject(name)
    assert max(subject.outputs) < len(subject.spec.outputs)
    assert len(subject.outputs) in {1, 3, len(subject.labels)}
    assert subject.unit == {"article": "article", "unit": "article", "mention": "mention"}.get(
        subject.spec.level, "sentence"
    )


@pytest.mark.parametrize("level", ["sentence", "unit", "article"])
def test_a_new_head_is_fitted_from_zero_and_read(mood, tiny_model, tmp_path, level):
    mood(HeadSpec("mood", level, ("angry",), hidden=8), labels=("angry", "calm"))
    path = rows.write(tmp_path / "rows.jsonl", rows.two(("calm", "angry")))
    found = adapt(path, "mood", tmp_path / "new", model=tiny_model)
    assert found.compared == "majority"
    assert found.gain.before["macro_f1"].value == pytest.approx(1 / 3)
    assert found.gain.after["macro_f1"].value > 0.8
    (stored,) = (s for s in load_model(tmp_path / "new").head_specs().values() if s.name == "mood")
    assert (stored.level, stored.outputs, stored.hidden) == (level, ("angry",), 0)
    analyzer = Analyzer.from_pretrained(tmp_path / "new", dimensions=["mood"], threads=1)
    for text, high in ((rows.ANGRY[0], True), (rows.CALM[0], False)):
        result = analyzer.analyze(text).dimensions["mood"]
        assert (result.values["probabilities"][0][0] > 0.5) is high, result.reason


def test_several_outputs_are_the_labels(mood, tiny_model, tmp_path):
    mood(HeadSpec("mood", "sentence", ("calm", "angry", "sad")))
    path = rows.write(tmp_path / "rows.jsonl", rows.two(("calm", "angry")))
    found = adapt(path, "mood", tmp_path / "new", model=tiny_model)
    assert found.labels.counts == {"calm": 24, "angry": 24, "sad": 0}
    assert found.gain.after["macro_f1"].value > 0.8
    assert load_model(tmp_path / "new").head_weights()["mood.out.weight"].shape == (3, 64)
    # Fitted again, it starts from itself and the list of heads stays as long.
    again = adapt(path, "mood", tmp_path / "again", model=tmp_path / "new", force=True)
    assert again.compared == "model"
    heads = [head["name"] for head in read_config(tmp_path / "again")["heads"]]
    assert heads.count("mood") == 1


def test_a_head_on_mentions_reads_rows_with_a_target(mood, tiny_model, tmp_path):
    mood(HeadSpec("mood", "mention", ("positive", "neutral", "negative")))
    path = rows.write(tmp_path / "rows.jsonl", rows.stances())
    assert adapt(path, "mood", model=tiny_model).gain.after["macro_f1"].value > 0.8


@pytest.mark.parametrize(
    ("declared", "labels"),
    [
        (None, ("not", "angry")),
        (("angry", "calm"), ("calm", "angry")),
        (("calm", "angry"), ("calm", "angry")),
        (("mild", "wild"), ("mild", "wild")),
    ],
)
def test_the_positive_label_of_one_output(mood, declared, labels):
    mood(HeadSpec("mood", "sentence", ("angry",)), labels=declared)
    assert find_subject("mood").labels == labels


@pytest.mark.parametrize(
    "heads", [(), (HeadSpec("mood", "token", ("a",)),), (HeadSpec("a", "unit", ("a",)),) * 2]
)
def test_heads_that_cannot_be_fitted(mood, heads):
    mood(*heads)
    with pytest.raises(ConfigError, match="no single head"):
        find_subject("mood")
