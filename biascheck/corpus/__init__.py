"""Corpora: many articles in, one row each out, in a stream."""

from __future__ import annotations

from biascheck.corpus.scorer import Scorer

__all__ = ["Scorer"]
