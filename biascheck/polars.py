"""``frame.biascheck`` for data frames of polars.

    import biascheck.polars
    scored = articles.biascheck.score("body")

Source: polars, "Extending the API", custom namespaces.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from biascheck.frames import rows, score


@pl.api.register_dataframe_namespace("biascheck")
class BiascheckNamespace:
    """Scores of a column of texts; the options are those of ``biascheck.frames``."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def score(self, text: str = "text", **options: Any) -> pl.DataFrame:
        """Return the frame with scores added; see ``biascheck.frames.score``."""
        scored: pl.DataFrame = score(self._frame, text, **options)
        return scored

    def rows(self, table: str, text: str = "text", **options: Any) -> pl.DataFrame:
        """Return what was found as a table; see ``biascheck.frames.rows``."""
        found: pl.DataFrame = rows(self._frame, table, text, **options)
        return found
