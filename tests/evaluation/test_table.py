from __future__ import annotations

import json

from biascheck.evaluation.bootstrap import Measured
from biascheck.evaluation.corpora.catalogue import CORPORA, corpora_of
from biascheck.evaluation.table import figure, markdown, table_rows


def test_every_corpus_has_a_row_beside_both_baselines(data, analyzer):
    rows = list(table_rows(data, CORPORA, analyzer))
    assert [(r.task, r.corpus) for r in rows] == [(c.task, c.corpus) for c in CORPORA]
    role = next(r for r in rows if r.task == "role")
    assert role.model["macro_f1"].value == 1.0
    assert role.n == 12
    lines = markdown(rows).splitlines()
    assert len(lines) == len(rows) + 2
    assert len({line.count("|") for line in lines}) == 1
    json.dumps([row.to_dict() for row in rows], allow_nan=False)
    found = next(r for r in rows if (r.task, r.corpus) == ("stance-article", "gold"))
    assert found.to_dict()["not_found"] == 0


def test_articles_shared_by_tasks_are_analysed_once(data, analyzer):
    shared = [c for c in CORPORA if c.corpus == "gold" and c.task in {"role", "attribution"}]
    list(table_rows(data, shared, analyzer))
    assert len(analyzer.documents) == 2


def test_without_a_model_the_baselines_stand_alone(data):
    (row,) = table_rows(data, corpora_of("role"), None)
    assert row.to_dict()["biascheck"] is None
    assert markdown([row]).endswith("| - |")


def test_figures_are_short():
    assert figure(Measured(0.7421, 0.7, 0.78)) == ".742 [.700, .780]"
    assert figure(Measured(1.0, None, None, "one")) == "1.000"
    assert figure(Measured(None, None, None, "none")) == "undefined"
