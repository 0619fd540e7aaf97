from __future__ import annotations

import json

import pytest

from biascheck.corpus.plan import MEASURED, make_plan
from biascheck.corpus.sources import Corpus, Options
from biascheck.errors import ConfigError, InputError

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."
FRENCH = "Le conseil municipal s'est réuni lundi pour parler du pont. Il votera le plan en mai." * 5


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "folder").mkdir()
    for number in range(4):
        (tmp_path / "folder" / f"{number}.txt").write_text(f"{TEXT} It was {number}.")
    rows = [{"id": n, "body": FRENCH if n % 4 == 0 else TEXT, "lean": "left"} for n in range(200)]
    told = [json.dumps(row) for row in rows] + ["{broken"]
    (tmp_path / "c.jsonl").write_text("\n".join(told))
    return Corpus([str(tmp_path / "folder"), str(tmp_path / "c.jsonl")], Options())


def test_counts_are_exact(corpus, tmp_path):
    folder, table = make_plan(corpus).parts
    assert (folder.kind, folder.files, folder.articles) == ("folder", 4, 4)
    assert folder.size == 4 * len(f"{TEXT} It was 0.")
    assert folder.ids == ("0.txt", "1.txt", "2.txt")
    assert (table.kind, table.articles, table.broken) == ("JSON Lines", 200, {"data": 1})
    assert table.guessed == (f"{tmp_path}/c.jsonl: columns text = body, id = id, title = (none)",)
    assert table.carried == ("lean",)
    assert table.causes["data"].startswith(f"{tmp_path}/c.jsonl:201: the line is not JSON")
    assert (folder.counted, table.counted) == (None, None)


def test_sample_is_drawn_from_all_and_the_same_each_time(corpus):
    plan = make_plan(corpus, sample=100)
    assert plan == make_plan(corpus, sample=100)
    assert plan.sample.read == 100
    failed = plan.sample.errors["language"]
    assert "French" in plan.sample.causes["language"]
    assert 10 <= failed <= 40
    assert plan.sample.languages == {"en": 100 - failed}
    assert plan.articles == 204
    assert plan.failing == 1 + round(204 * failed / 100)
    whole = make_plan(corpus, sample=1000, force=True)
    assert whole.sample.read == 204
    assert whole.sample.languages == {"en": 154, "fr": 50}
    assert whole.characters == whole.sample.characters == whole.sample.size


def test_time_by_a_known_and_a_measured_rate(corpus):
    assert make_plan(corpus).seconds is None
    plan = make_plan(corpus, rate=100.0)
    assert plan.seconds == plan.characters / 100
    seen = []

    def measure(articles):
        seen.extend(articles)
        return 50.0

    assert make_plan(corpus, rate=measure).rate == 50.0
    assert len(seen) == MEASURED


def test_nothing_to_read(tmp_path):
    (tmp_path / "c.csv").write_text("text\n")
    plan = make_plan(Corpus([str(tmp_path / "c.csv")], Options()), rate=lambda _: 1.0)
    assert (plan.articles, plan.characters, plan.seconds, plan.failing) == (0, 0, None, 0)
    (tmp_path / "c.csv").write_text("text\nIt rained.\n")
    plan = make_plan(Corpus([str(tmp_path / "c.csv")], Options()), sample=0)
    assert (plan.articles, plan.characters, plan.failing) == (1, None, None)


def test_what_would_end_a_run_ends_a_plan(tmp_path):
    with pytest.raises(InputError, match="missing"):
        make_plan(Corpus([str(tmp_path / "missing")], Options()))
    (tmp_path / "c.csv").write_text("text\nx\n")
    with pytest.raises(ConfigError, match="text"):
        make_plan(Corpus([str(tmp_path / "c.csv")], Options(text_column="txt")))
