from __future__ import annotations

import pytest

from biascheck.corpus.block import blocks
from biascheck.corpus.marking import marking
from tests import fakes
from tests.corpus.generated import GeneratedCorpus

RAIN = "It rained in Ostren on Tuesday, and the council of the town met to talk about the bridge."
NEAR = f"{RAIN} The repair of the bridge will cost four million crowns, said the mayor of the town."
TEXTS = [NEAR, RAIN, None, f" {NEAR.upper()}\n", "Bonjour", "Bonjour", NEAR.replace("four", "six")]


def marked(tmp_path, dedupe, texts=TEXTS, *, force=False):
    found = {}
    with marking(tmp_path / "seen", dedupe, force=force) as mark:
        for block in map(mark, blocks(GeneratedCorpus(texts).items(), 2)):
            found |= {row: (it.of_row, it.kind) for row, it in block.duplicates.items()}
    assert not (tmp_path / "seen").exists()
    return found


@pytest.fixture(autouse=True)
def fake(monkeypatch):
    fakes.install(monkeypatch)


def test_nothing_repeats_anything_unless_asked(tmp_path):
    assert marked(tmp_path, None) == {}


def test_repeats_are_found_across_blocks(tmp_path):
    assert marked(tmp_path, "exact") == {3: (0, "exact")}
    long = f"{NEAR} {RAIN.replace('rained', 'snowed')} {RAIN.replace('bridge', 'ferry')}" * 2
    texts = [long, RAIN, long.replace("four", "six")]
    assert marked(tmp_path, "near", texts) == {2: (0, "near")}


def test_what_cannot_be_read_repeats_nothing(tmp_path):
    assert 5 not in marked(tmp_path, "exact")
    assert marked(tmp_path, "exact", force=True)[5] == (4, "exact")
