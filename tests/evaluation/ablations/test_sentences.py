from __future__ import annotations

import numpy as np

from biascheck.evaluation.ablations.ablation import CHANGE, compare
from biascheck.evaluation.ablations.sentences import gold_sentences, lay_out, role_measures
from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.labels import ROLES
from biascheck.training.example import Example, document_from_sentences


def values(measures):
    return {m.name: float(m.compute(unit_weights(len(m.clusters)))[0]) for m in measures}


def certain(roles):
    return (10.0 * np.eye(len(ROLES), dtype=np.float32))[roles]


def test_sentences_of_gold_keep_articles_and_paragraphs_apart(ablation_data):
    found = gold_sentences(ablation_data, "dev")
    n = len(found.roles)
    assert len(found.documents) == len(set(found.articles.tolist())) == 6
    assert found.targets.shape == (n, 4)
    assert not np.isnan(found.targets).any()
    for paragraph in set(found.paragraphs.tolist()):
        assert len(set(found.articles[found.paragraphs == paragraph])) == 1
    assert all(document.targets == () for document in found.documents)


def test_what_a_corpus_does_not_know_stays_unknown():
    document = document_from_sentences(["It rained.", "What a mess."])
    example = Example(document, "x", {"loaded": np.array([0.0, 1.0], dtype=np.float32)})
    found = lay_out([example])
    assert found.roles.tolist() == [-1, -1]
    assert found.targets[:, 3].tolist() == [0.0, 1.0]
    assert np.isnan(found.targets[:, :3]).all()


def test_roles_are_counted(ablation_data):
    found = gold_sentences(ablation_data, "dev")
    right = certain(found.roles)
    assert values(role_measures(found, right)) == {"macro_f1": 1.0, "opinion_f1": 1.0}
    never = certain(np.where(found.roles == 2, 0, found.roles))
    measured = values(role_measures(found, never))
    assert measured["opinion_f1"] == 0.0
    assert measured["macro_f1"] < 1.0


def test_the_change_is_paired(ablation_data):
    found = gold_sentences(ablation_data, "dev")
    right = role_measures(found, certain(found.roles))
    wrong = role_measures(found, certain(np.zeros_like(found.roles)))
    part = compare("x", "sentences", {"right": right, "wrong": wrong}, "right")
    systems = part.systems
    assert (part.lead, part.clusters) == ("macro_f1", 6)
    assert systems["wrong"][CHANGE].value == systems["wrong"]["macro_f1"].value - 1.0
    assert systems["wrong"][CHANGE].high < 0
