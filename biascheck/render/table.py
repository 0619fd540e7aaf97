"""A report as rows: one per sentence for a data frame, one per article for a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.errors import ConfigError
from biascheck.labels import ROLES
from biascheck.render.contract import SCORES
from biascheck.types import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from biascheck.types import Report


def sentence_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield one flat row per sentence, in order."""
    for sentence, label in zip(report.sentences, report.labels, strict=True):
        yield {
            "article": report.article.id,
            "sentence": sentence.index,
            "paragraph": sentence.paragraph,
            "start": sentence.start,
            "end": sentence.end,
            "text": report.text_of(sentence.span),
            "role": label.role,
            **{role: label.probabilities.get(role) for role in ROLES},
            "subjective": label.subjective,
            "attributed": label.attributed,
            "loaded": label.loaded,
            "speaker": label.speaker,
        }


def to_frame(report: Report) -> pd.DataFrame:
    """Return ``sentence_rows`` as a pandas data frame.

    Raises:
        ConfigError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ConfigError(
            "a data frame needs pandas, which is not installed.",
            hint="Install it: pip install 'biascheck[notebook]'.",
        ) from error
    return pd.DataFrame(list(sentence_rows(report)))


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
