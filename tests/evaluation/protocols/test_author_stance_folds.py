from __future__ import annotations

from dataclasses import replace

from biascheck.evaluation.protocols import author_stance_folds
from biascheck.evaluation.protocols.gold_articles import gold_articles, outlet_of
from biascheck.training.corpora.gold import build


def _cases(data):
    articles = gold_articles(data)
    documents = [build(article).document for article in articles]
    return articles, documents, list(author_stance_folds._cases(articles, documents))


def test_mentions_are_those_of_the_authors_sentences(outlets_data):
    _, documents, cases = _cases(outlets_data)
    mayor, town, _ = cases[:3]
    text = documents[0].article.text
    assert mayor.mentions == ()  # only a source's sentence names her
    assert {text[s.start : s.end] for s in town.named} == {"Ostren"}


def test_train_and_dev_are_read_and_outlets_are_kept(outlets_data):
    articles, _, cases = _cases(outlets_data)
    assert len(articles) == 24
    assert len(cases) == 36
    assert outlet_of(articles[0]) == "Ostren Post"


def test_targets_without_a_mention_are_neutral_and_counted(ask):
    result = ask("author-stance-folds")
    assert [part["n"] for part in result["parts"]] == [36, 36]
    assert result["details"]["targets without mention"] == 24


def test_silver_of_known_outlets_is_learnt_from_and_never_tested(ask, outlets_data, monkeypatch):
    fitted = []
    fit = author_stance_folds.fit_stance

    def counted(mentions, labels, seed):
        fitted.append(len(labels))
        return fit(mentions, labels, seed)

    monkeypatch.setattr(author_stance_folds, "fit_stance", counted)
    ask("author-stance-folds")
    first, second = gold_articles(outlets_data)[:2]
    silver = [replace(first, outlet="silver.example"), replace(second, outlet="unnamed")]
    monkeypatch.setattr(author_stance_folds, "read_silver", lambda _: silver)
    result = ask("author-stance-folds")
    assert [part["n"] for part in result["parts"]] == [36, 36]
    assert result["details"]["articles that are only learnt from"] == 1
    assert result["details"]["targets without mention"] == 24
    alone, together = fitted[: len(fitted) // 2], fitted[len(fitted) // 2 :]
    assert len(together) == 10
    assert all(after > before for before, after in zip(alone, together, strict=True))


def test_the_baseline_reads_masked_sentences(outlets_data):
    _, documents, cases = _cases(outlets_data)
    around = author_stance_folds._around(documents[0], cases[1])
    assert "TARGET" in around
    assert "Ostren" not in around
