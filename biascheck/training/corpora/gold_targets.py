"""Our targets over all their mentions, labelled with the stance of the author's voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biascheck.training.corpora.gold import build
from biascheck.training.corpora.stance import STANCE
from biascheck.training.example import Mention
from biascheck.types import Span

if TYPE_CHECKING:
    from biascheck.training.corpora.gold_article import GoldArticle
    from biascheck.training.example import Example


def whole_article(article: GoldArticle) -> Example:
    """Return an article whose targets have all mentions, whatever the voice."""
    example = build(article)
    bases = [sentence.start for sentence in example.document.sentences]
    mentions = tuple(
        Mention(
            tuple(Span(s.start + bases[n], s.end + bases[n]) for n, s in target.mentions),
            STANCE[target.author],
        )
        for target in article.targets
        if target.mentions and target.author in STANCE
    )
    return replace(example, mentions=mentions)
