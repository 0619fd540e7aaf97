"""NewsMTSC and DSE: sentences with a target and the stance towards it.

Sources: Hamborg and Donnay 2021, "NewsMTSC", EACL; Park, Pan, Joo 2021, "Who Blames or
Endorses Whom? Entity-to-Entity Directed Sentiment Extraction in News Text", Findings of
ACL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.source import corpus_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split

_FIELDS = ("id", "doc_id", "text", "target", "spans", "label")


def _rows(path: Path) -> Iterator[JsonRow]:
    for row in corpus_rows(path):
        yield {key: row[key] for key in _FIELDS}


def newsmtsc(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield NewsMTSC: persons, author's and quoted voice mixed."""
    return _rows(data / "stance" / f"newsmtsc.{split}.jsonl.gz")


def dse(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield DSE: persons, parties and countries, as seen by a holder in the sentence."""
    return _rows(data / "stance" / f"dse.{split}.jsonl.gz")
