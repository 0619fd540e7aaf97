from __future__ import annotations

from dataclasses import replace

from biascheck.render.html import panels
from biascheck.render.html.bars import Bar
from tests import reports
from tests.render.html.documents import by_class, document


def test_frames_come_with_their_evidence_and_paragraphs():
    report = reports.harbour_bridge()
    first = replace(report.frames[0], paragraphs=((0, 0.25), (3, 0.5)))
    report = replace(report, frames=(first, *report.frames[1:]))
    frame, *_, last = panels.frames(report)
    assert (frame.name, frame.score, frame.present) == ("Economic", "0.86", True)
    assert frame.evidence[0].text.startswith("The council voted")
    assert frame.strip == ((0, Bar(0, 25)), (3, Bar(0, 50)))
    assert not last.present


def test_voices_are_apart_and_unknown_has_no_bar():
    council, _, voss, *_ = panels.stances(reports.harbour_bridge())
    assert council.author.bar == Bar(-64, 64)
    assert council.author.text == "- negative -0.64 (5)"
    assert council.quoted.bar == Bar(-31, 31)
    assert voss.author.bar is None
    assert voss.author.text == "– (no mention)"


def test_opinion_says_why():
    [opinion] = panels.opinions(reports.harbour_bridge())
    assert opinion.because == "because: squandered, deserve, precious"
    assert opinion.probability == "0.88"


def test_loaded_words_are_ordered_by_certainty():
    found = panels.words(reports.harbour_bridge())
    assert [it.text for it in found] == ["squandered", "hides behind", "any competent office"]
    assert "squandered" in found[0].where.text


def test_panels_without_content_are_left_out():
    headings = [it.text_content() for it in document(reports.bare()).iter("h2")]
    assert "Frames" not in headings
    assert "Who is quoted" not in headings
    assert "Scores" in headings


def test_every_frame_is_a_row_that_says_whether_it_is_present():
    root = document(reports.harbour_bridge())
    names = [by_class(row, "name")[0].text_content() for row in by_class(root, "bars")[:15]]
    assert sum(name.endswith(", present") for name in names) == 3
    assert sum(name.endswith(", not present") for name in names) == 12
