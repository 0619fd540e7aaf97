from __future__ import annotations

from biascheck.render.findings import findings, formulas
from tests import reports


def test_every_kind_of_evidence_has_a_table():
    found = {it.title: it for it in findings(reports.harbour_bridge())}
    assert list(found) == [
        "Opinion passages",
        "Loaded words",
        "Quotes",
        "Frames",
        "Stance",
        "Stance, evidence",
        "Scores",
    ]
    assert all(len(row) == len(it.columns) for it in found.values() for row in it.rows)
    assert found["Loaded words"].rows[0][:2] == ("squandered", "0.94")
    assert found["Quotes"].rows[0][:2] == ("Irena Voss", "direct, said")
    assert "Security and defense 0.07" in found["Frames"].rows[-1][-1]


def test_a_loaded_word_is_shown_in_its_context():
    rows = next(it.rows for it in findings(reports.harbour_bridge()) if it.title == "Loaded words")
    context = next(row[2] for row in rows if row[0] == "hides behind")
    assert (context[0], context[-1]) == ("…", "…")
    assert "hides behind" in context


def test_empty_tables_are_left_out():
    assert [it.title for it in findings(reports.bare())] == ["Scores"]


def test_unknown_scores_give_their_reason():
    (scores,) = findings(reports.bare())
    assert all(row[1] == "–" and row[-1] == "too short" for row in scores.rows)


def test_formulas():
    assert next(formulas(reports.harbour_bridge())).startswith("Neutrality = 100 x")
