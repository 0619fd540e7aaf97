"""Files of the user's own become training examples, or say which line is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from biascheck.errors import ConfigError, DataError
from biascheck.labels import FRAMES
from biascheck.training.corpora import load
from biascheck.training.corpora.own import TASKS, load_own
from biascheck.training.recipe import _TASKS
from tests.training.adaptation import rows


@pytest.fixture
def own(tmp_path):
    def go(task, lines):
        source = load_own("mine", rows.write(tmp_path / "rows.jsonl", lines), task)
        assert source.corpus == "mine"
        assert source.files == (tmp_path / "rows.jsonl",)
        return [source.draw(i, np.random.default_rng(0)) for i in range(len(source.sizes))]

    return go


def test_the_recipe_knows_the_same_tasks():
    assert set(TASKS) == set(_TASKS)


@pytest.mark.parametrize(
    ("task", "labels", "target"),
    [
        ("subjectivity", ("objective", "subjective"), "subjective"),
        ("attribution", ("not", "attributed"), "attributed"),
        ("loaded", ("neutral", "biased"), "loaded"),
        ("boilerplate", ("content", "boilerplate"), "boilerplate"),
    ],
)
def test_yes_or_no_of_sentences(own, task, labels, target):
    examples = own(task, rows.two(labels, 6))
    assert [float(e.sentence_targets[target][0]) for e in examples] == [0, 1, 0, 1, 0, 1]
    assert all(set(e.sentence_targets) == {target} and e.roles is None for e in examples)
    assert all(e.corpus == "mine" for e in examples)


def test_roles_in_context_teach_the_axes_too(own):
    examples = own("role", rows.roles(3))
    assert len(examples) == 3
    assert examples[0].roles.tolist() == [0, 1, 2, 3]
    assert examples[0].sentence_targets["subjective"].tolist() == [0, 0, 1, 0]
    assert examples[0].sentence_targets["attributed"].tolist() == [0, 1, 0, 0]
    assert [s.paragraph for s in examples[0].document.sentences] == [0, 0, 1, 1]


def test_articles(own):
    examples = own("genre", rows.articles(("news", "opinion"), 4))
    assert [e.genre for e in examples] == [0, 1, 0, 1]
    assert examples[0].document.article.title == "Ostren argues about its bridge"


def test_frames_that_are_not_annotated_stay_unknown(own):
    first = own("frames", rows.frames(2))[0].frames
    assert first[FRAMES.index("Economic")] == 1
    assert first[FRAMES.index("Health and safety")] == 0
    assert np.isnan(first[FRAMES.index("Morality")])


def test_stances(own):
    (mention,) = own("stance", rows.stances(3))[2].mentions
    assert mention.stance == (0, 0, 1)
    assert len(mention.spans) == 2


def test_a_malformed_row_is_named(own, tmp_path):
    lines = [*rows.two(("neutral", "biased"), 4), "{", '{"id": 1, "text": "It rained."}']
    with pytest.raises(DataError, match=r"not JSON .* \(1 more rows") as caught:
        own("loaded", lines)
    assert caught.value.source == f"{tmp_path / 'rows.jsonl'}:5"
    with pytest.raises(DataError, match="none of news, opinion"):
        own("genre", rows.articles(("yes", "no"), 2))


def test_an_empty_or_missing_file(own, tmp_path):
    with pytest.raises(DataError, match="no row"):
        own("loaded", [])
    with pytest.raises(DataError, match="no such file"):
        load_own("mine", tmp_path / "gone.jsonl", "loaded")


def test_it_is_loaded_by_its_name_in_the_mixture(tmp_path):
    rows.write(tmp_path / "rows.jsonl", rows.two(("neutral", "biased"), 4))
    files = {"mine": {"path": "rows.jsonl", "task": "loaded"}}
    assert len(load("mine", tmp_path, files).sizes) == 4
    with pytest.raises(ConfigError, match="'mine'"):
        load("mne", tmp_path, files)
