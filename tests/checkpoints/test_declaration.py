from __future__ import annotations

import pytest

from biascheck.checkpoints.declaration import read_declaration
from biascheck.checkpoints.schemes import SCHEMES
from biascheck.dimensions.registry import DIMENSIONS, all_heads
from biascheck.errors import ConfigError
from tests.checkpoints.tiny import HEADER, LOADED


@pytest.fixture
def read(tmp_path):
    def go(text):
        path = tmp_path / "labels.toml"
        path.write_text(text, encoding="utf-8")
        return read_declaration(path)

    return go


def test_a_scheme_names_outputs_that_the_heads_have():
    heads = {head.name: head for head in all_heads()}
    for scheme in SCHEMES.values():
        assert scheme.dimension in DIMENSIONS
        assert set(scheme.outputs.values()) <= set(heads[scheme.head].outputs)
        assert scheme.rest not in scheme.outputs


def test_the_least_declaration(read):
    found = read(LOADED)
    assert (found.name, found.version, found.licence) == ("ostren", "2", "CC-BY-4.0")
    (service,) = found.services
    assert (service.reads, service.activation, service.threshold) == ("sentence", None, None)
    assert (service.temperature, service.platt) == (1.0, (1.0, 0.0))
    assert service.outputs == ("biased",)
    assert found.window is None


def test_every_setting(read):
    found = read(
        HEADER + "window = 64\n"
        '[stance]\nreads = "neighbours"\nactivation = "softmax"\ntemperature = 2\nthreshold = 0.6\n'
        'target = "marked"\nmarks = ["<", ">"]\n'
        '[stance.labels]\nFAVOR = "positive"\nNONE = "neutral"\nAGAINST = "negative"\n'
        "[subjective]\nplatt = [1.5, -0.2]\n"
        '[subjective.labels]\nS = "subjective"\nO = "objective"\n'
    )
    subjective, stance = found.services
    assert subjective.platt == (1.5, -0.2)
    assert (stance.target, stance.marks, stance.temperature) == ("marked", ("<", ">"), 2.0)
    assert stance.outputs == ("positive", "neutral", "negative")
    assert found.window == 64


def test_frames_may_be_some(read):
    frames = '[framing.labels]\nmoney = "Economic"\nlaw = "Political"\nx = "none"\n'
    (service,) = read(HEADER + frames).services
    assert service.outputs == ("Economic", "Political")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "no TOML"),
        (LOADED.replace('licence = "CC-BY-4.0"\n', ""), "'licence'"),
        (HEADER, "no dimension is declared"),
        (LOADED.replace("[loaded.", "[laoded."), "Did you mean 'loaded'"),
        (LOADED.replace('"biased"', '"biassed"'), "Did you mean 'biased'"),
        (LOADED.replace('"biased"', '"neutral"'), "mapped to 'biased'"),
        (HEADER + "[loaded]\n", "[loaded.labels]"),
        (HEADER + "loaded = 3\n", "must be a table"),
        (LOADED.replace("[loaded.", "[loaded]\ntemprature = 2\n[loaded."), "'temperature'"),
        (LOADED.replace("[loaded.", "[loaded]\ntemperature = 0\n[loaded."), "above 0"),
        (LOADED.replace("[loaded.", "[loaded]\ntemperature = nan\n[loaded."), "above 0"),
        (LOADED.replace("[loaded.", "[loaded]\nplatt = 2\n[loaded."), "slope above 0"),
        (LOADED.replace("[loaded.", "[loaded]\nthreshold = 1\n[loaded."), "between 0 and 1"),
        (LOADED.replace("[loaded.", '[loaded]\nreads = "article"\n[loaded.'), "'article'"),
        (LOADED.replace("[loaded.", '[loaded]\ntarget = "pair"\n[loaded.'), "only [stance]"),
        ("window = 2\n" + LOADED, "from 16"),
        (HEADER + "[stance]\nplatt = [1, 0]\n", "no platt"),
    ],
)
def test_what_is_wrong_is_said(read, text, told, tmp_path):
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert told in str(caught.value)
    assert caught.value.source == str(tmp_path / "labels.toml")


def test_marks_belong_to_marked_targets(read):
    labels = '[stance.labels]\nA = "positive"\nB = "neutral"\nC = "negative"\n'
    for setting in ('target = "marked"\n', 'marks = ["<", ">"]\n'):
        with pytest.raises(ConfigError, match="needs 'marks'"):
            read(HEADER + "[stance]\n" + setting + labels)


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match=r"docs/models\.md"):
        read_declaration(tmp_path / "gone.toml")
