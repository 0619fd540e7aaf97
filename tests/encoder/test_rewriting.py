"""Rewritten stretches know where each character came from."""

from __future__ import annotations

import numpy as np

from biascheck.encoder.rewriting import rewrite
from biascheck.names.stand_ins import StandIn
from biascheck.types import Span

TEXT = "So Mara Orlen left."


def test_nothing_to_rewrite_is_the_text_itself():
    read = rewrite(TEXT, 3, 13, ())
    assert read.text == "Mara Orlen"
    assert read.starts.tolist() == list(range(3, 13))
    assert read.ends.tolist() == list(range(4, 14))


def test_a_stand_in_stands_for_its_whole_span():
    read = rewrite(TEXT, 3, len(TEXT), [StandIn(Span(8, 13), "Li")])
    assert read.text == "Mara Li left."
    assert read.starts[5:7].tolist() == [8, 8]
    assert read.ends[5:7].tolist() == [13, 13]
    assert TEXT[read.starts[8] : read.ends[11]] == "left"


def test_positions_never_run_back():
    read = rewrite(TEXT, 0, len(TEXT), [StandIn(Span(3, 7), "Al"), StandIn(Span(7, 8), " ")])
    assert (np.diff(read.starts) >= 0).all()
    assert len(read.text) == len(read.starts) == len(read.ends)


def test_an_empty_stretch_is_empty():
    assert rewrite(TEXT, 4, 4, ()).text == ""
