from __future__ import annotations

import json

NEWS = {"id": "n", "title": "Council meets", "text": "The council met.", "label": "news"}
VIEW = {"id": "o", "title": "Enough", "text": "A shameful evening.", "label": "opinion"}


def test_articles_are_read_whole(run, analyzer):
    result = run("genre", [NEWS, {**VIEW, "doc_id": "x", "index": 3}])
    assert result.metrics["macro_f1"].value == 1.0
    assert [a.title for a in analyzer.documents] == ["Council meets", "Enough"]


def test_mixed_counts_as_news(run, tmp_path):
    out = tmp_path / "out.jsonl"
    mixed = {**NEWS, "text": "The editors find this shameful."}
    run("genre", [mixed], predictions=out)
    written = json.loads(out.read_text())
    assert written["label"] == "news"
    assert written["probabilities"]["opinion"] == 0.9
