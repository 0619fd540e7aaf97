"""A report as one flat row, for the tables of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.render.contract import SCORES
from biascheck.types import count_words

if TYPE_CHECKING:
    from biascheck.types import Report


def article_row(report: Report) -> dict[str, Any]:
    """Return one flat row about the whole article, for tables of a corpus.

    A score is its value, or None; ``neutrality_percentile`` is in [0, 100]. The
    frames are those that are present, the targets those with any mention.
    """
    article = report.article
    probabilities = report.genre.probabilities if report.genre else {}
    values = {name: score.value for name, score in report.scores.items() if name in SCORES}
    neutrality = report.scores.get("neutrality")
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "language": article.language,
        "words": count_words(article.text),
        "sentences": len(report.sentences),
        "genre": report.genre.label if report.genre else None,
        "news": probabilities.get("news"),
        "opinion": probabilities.get("opinion"),
        "opinion_passages": sum(passage.role == "opinion" for passage in report.passages),
        "quotes": len(report.quotes),
        "loaded_words": len(report.loaded),
        "frames": [frame.frame for frame in report.frames if frame.present],
        "targets": [stance.target for stance in report.stances],
        **{name: values.get(name) for name in SCORES},
        "neutrality_percentile": neutrality.percentile if neutrality else None,
        "warnings": [notice.code for notice in report.notices],
    }
