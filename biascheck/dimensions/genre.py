"""Genre of the whole article: news or opinion; mixed: news that carries opinion passages.

Measures: what kind of text the whole is, boilerplate left out. Does not measure:
whether the outlet declared the article an opinion piece.

Source: the labels are this project's (URL sections and tags of the corpus of Baly et
al., EMNLP 2020); Todirascu 2019 and Alhindi et al. 2020 describe the same task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.encoder.heads import HeadSpec
from biascheck.types import Genre, count_words

if TYPE_CHECKING:
    from biascheck.dimensions.context import Context
    from biascheck.labels import GenreLabel
    from biascheck.types import Passage

VERSION = 1
AFTER = ("role",)
HEADS = (HeadSpec("genre", "article", ("opinion",), hidden=128),)
# From which probability of opinion on the article is called opinion, where the model does
# not say; a model's own threshold weighs both genres alike, however rare opinion is.
BOUNDARY = 0.5
# An opinion passage that makes a news report "mixed" is more than a passing phrase: the
# codebook's wording, put into numbers (at least two sentences, or a long one).
_SENTENCES = 2
_WORDS = 40


def annotate(context: Context) -> Genre:
    """Decide the genre from the article without its boilerplate."""
    logits = context.logits("genre")
    opinion = float(context.judge.probability("genre", logits)[0, 0])
    label: GenreLabel = (
        "opinion" if opinion > context.judge.threshold("genre", BOUNDARY) else "news"
    )
    if label == "news" and any(_weighs(context, p) for p in context.results["role"].passages):
        label = "mixed"
    return Genre(label, {"news": 1 - opinion, "opinion": opinion})


def _weighs(context: Context, passage: Passage) -> bool:
    if passage.role != "opinion":
        return False
    text = context.article.text[passage.span.start : passage.span.end]
    return passage.last - passage.first + 1 >= _SENTENCES or count_words(text) >= _WORDS
