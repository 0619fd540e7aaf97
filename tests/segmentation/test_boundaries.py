import time
from itertools import pairwise

import pytest

from biascheck.segmentation.boundaries import WINDOW, boundaries


def test_offsets_count_code_points():
    text = "A 🙂 for the mayor. The bridge stays."
    assert [text[cut:] for cut in boundaries(text)] == ["The bridge stays."]


def test_typographic_blanks_and_invisible_characters_do_not_move_offsets():
    text = "The\u00a0bridge\u200b fell.\u200b \u2009Nobody\u00adwas hurt.\nIt rained."
    assert [text[cut:] for cut in boundaries(text)] == [
        "Nobody\u00adwas hurt.\nIt rained.",
        "It rained.",
    ]


def test_half_of_a_surrogate_pair_is_no_error():
    text = "It fell \ud800. Nobody was hurt."
    assert [text[cut:] for cut in boundaries(text)] == ["Nobody was hurt."]


def test_a_long_paragraph_is_cut_like_a_short_one():
    sentence = "The mayor of Northport said on Monday that the bridge would stay. "
    text = (sentence * 400).strip()
    assert boundaries(text) == [len(sentence) * i for i in range(1, 400)]


def test_a_sentence_of_half_a_window_is_never_cut():
    long = "The mayor said " + "and said again " * (WINDOW // 32) + "so."
    assert len(long) < WINDOW // 2
    text = " ".join([long] * 6)
    assert boundaries(text) == [(len(long) + 1) * i for i in range(1, 6)]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "It fell. " * 110_000,
        "“" * 300_000,
        "." * 1_000_000,
        "it's " * 200_000,
    ],
    ids=["no blank", "no stop", "sentences", "open marks", "stops", "apostrophes"],
)
def test_a_megabyte_without_a_line_break_is_read_in_seconds(text):
    start = time.process_time()
    cuts = boundaries(text)
    assert time.process_time() - start < 8  # 0.1 to 2 s were measured; quadratic takes minutes
    edges = [0, *cuts, len(text)]
    assert all(0 < b - a <= WINDOW for a, b in pairwise(edges)) or len(cuts) < 2
