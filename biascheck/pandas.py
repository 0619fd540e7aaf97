"""``frame.biascheck`` for data frames of pandas.

    import biascheck.pandas
    scored = articles.biascheck.score("body")

Source: pandas, "Extending pandas", registering custom accessors.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from biascheck.frames import rows, score


@pd.api.extensions.register_dataframe_accessor("biascheck")
class BiascheckAccessor:
    """Scores of a column of texts; the options are those of ``biascheck.frames``."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def score(self, text: str = "text", **options: Any) -> pd.DataFrame:
        """Return the frame with scores added; see ``biascheck.frames.score``."""
        return score(self._frame, text, **options)

    def rows(self, table: str, text: str = "text", **options: Any) -> pd.DataFrame:
        """Return what was found as a table; see ``biascheck.frames.rows``."""
        return rows(self._frame, table, text, **options)
