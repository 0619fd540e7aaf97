from __future__ import annotations

import json

import pytest

from biascheck.errors import ConfigError
from biascheck.evaluation.corpora.catalogue import CORPORA, corpora_of
from biascheck.evaluation.rows import Row, read_rows
from biascheck.evaluation.tasks import TASKS, load_task

IDS = [f"{c.task}-{c.corpus}" for c in CORPORA]


def lines(rows):
    return [(i, json.dumps(row).encode()) for i, row in enumerate(rows, 1)]


@pytest.mark.parametrize("corpus", CORPORA, ids=IDS)
def test_rows_are_in_the_format_of_their_task(data, corpus):
    parts = {}
    for split in ("train", "dev"):
        rows = list(corpus.rows(data, split))
        read = list(read_rows(lines(rows), load_task(corpus.task).gold))
        assert read
        assert all(isinstance(row, Row) for row in read)
        parts[split] = {json.dumps(row["id"]) for row in rows}
    if corpus.corpus in {"newssd", "babe", "dragnet", "ccf", "gvfc"}:
        assert not parts["train"] & parts["dev"]


def test_every_task_has_a_corpus():
    assert {c.task for c in CORPORA} == set(TASKS)
    assert len(set(IDS)) == len(IDS)


def test_unknown_names_are_refused():
    with pytest.raises(ConfigError, match="mpqa"):
        corpora_of("subjectivity", "mpqq")
    with pytest.raises(ConfigError, match="role"):
        corpora_of("rolle")
