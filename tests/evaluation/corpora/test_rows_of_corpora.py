from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.corpora import articles, babe, ccf, dragnet, gold, gvfc, newssd, polnear
from tests.evaluation.corpus_folder import SAID, VIEW, VIEW_2


def test_gold_passages_are_runs_inside_a_paragraph(data):
    row = next(gold.passages(data, "dev"))
    ((start, end, role),) = row["spans"]
    assert row["text"][start:end] == f"{VIEW} {VIEW_2}"
    assert role == "opinion"
    assert [r["id"] for r in gold.news_passages(data, "dev")] == ["deva", "devb"]


def test_gold_roles_map_to_the_axes(data):
    def labels(rows):
        return [row["label"] for row in list(rows)[:6]]

    assert labels(gold.attribution(data, "dev")).count("attributed") == 1
    assert labels(gold.subjectivity(data, "dev"))[3:5] == ["subjective", "subjective"]
    assert labels(gold.boilerplate(data, "dev"))[5] == "boilerplate"
    assert labels(gold.role(data, "dev"))[2] == "quote"


def test_polnear_needs_more_than_half_and_one_annotation_counts(data):
    rows = list(polnear.attribution(data, "dev"))
    assert [row["label"] for row in rows] == ["not", "attributed"]
    assert rows[1]["text"] == SAID


def test_babe_holds_out_outlets_and_leaves_out_disagreement(data):
    (row,) = babe.loaded(data, "dev")
    assert (row["outlet"], row["label"]) == ("fox-news", "biased")
    (row,) = babe.loaded(data, "train")
    assert (row["outlet"], row["label"]) == ("reuters", "neutral")


def test_dragnet_keeps_places_and_drops_doubtful_lines(data):
    rows = list(dragnet.boilerplate(data, "dev"))
    assert {row["index"] for row in rows} == {0, 1}
    assert 2 <= len(rows) < 100


def test_newssd_dev_is_not_its_training_part(data):
    assert [row["id"] for row in newssd.subjectivity(data, "dev")] == [1, 2]


def test_articles_need_a_confident_label(data):
    rows = list(articles.genre(data, "dev"))
    assert len(rows) == 6
    assert rows[0]["text"].count("\n\n") == 1


def test_vague_labels_leave_their_frames_unscored(data):
    rows = {tuple(row["labels"]): set(row["frames_scored"]) for row in ccf.frames(data, "train")}
    policy = "Policy prescription and evaluation"
    assert rows == {("Economic",): {"Economic", policy}, (): {"Economic"}}
    assert all(
        row["frames_scored"] == ["Economic", "Political"] for row in gvfc.frames(data, "dev")
    )


def test_missing_corpus_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        list(gold.role(tmp_path, "dev"))
