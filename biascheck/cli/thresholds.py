"""Conditions such as ``neutrality<60``, by which a report becomes a finding."""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError, unknown_name
from biascheck.render.contract import SCORES

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.types import Report

_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_CONDITION: Final = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*(\S+)\s*")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A score, a comparison and a limit."""

    score: str
    comparison: str
    limit: float

    def __str__(self) -> str:
        return f"{self.score}{self.comparison}{self.limit:g}"

    def met_by(self, report: Report) -> bool | None:
        """Return whether the report meets the condition; None where its score is unknown."""
        score = report.scores.get(self.score)
        if score is None or score.value is None:
            return None
        return _COMPARE[self.comparison](score.value, self.limit)


def parse(condition: str) -> Threshold:
    """Return the threshold that a user wrote.

    Raises:
        ConfigError: It is no condition, or names no score.
    """
    match = _CONDITION.fullmatch(condition)
    try:
        limit = float(match[3]) if match else math.nan
    except ValueError:
        limit = math.nan
    if match is None or math.isnan(limit):
        raise ConfigError(
            f"--fail-on {condition!r} is no condition.", hint="Write for instance 'neutrality<60'."
        )
    if match[1] not in SCORES:
        raise unknown_name("score", match[1], SCORES)
    return Threshold(match[1], match[2], limit)
