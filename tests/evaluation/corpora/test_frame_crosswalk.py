from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.corpora.frame_crosswalk import map_labels, read_crosswalk

CROSSWALK = {"money": ("Economic",), "game": ("Political", "Morality"), "right": ("Morality",)}


def test_label_of_one_frame_decides_it():
    assert map_labels(["money"], CROSSWALK) == (["Economic"], ["Economic", "Morality"])


def test_label_of_several_frames_leaves_them_open_unless_another_decides():
    assert map_labels(["game"], CROSSWALK) == ([], ["Economic"])
    assert map_labels(["game", "right"], CROSSWALK) == (["Morality"], ["Economic", "Morality"])


def test_labels_outside_the_crosswalk_say_nothing():
    assert map_labels(["weather"], CROSSWALK) == ([], ["Economic", "Morality"])


def test_missing_codebook_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="codebook"):
        read_crosswalk(tmp_path, "gvfc")
