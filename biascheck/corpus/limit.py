"""How many errors a run puts up with: a number, or a share of the items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from biascheck.corpus.scored import Counts

# A share says nothing before so many items are done.
_LEAST: Final = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """The most errors; exactly one of the two is set.

    Attributes:
        number: So many errors are allowed, 0 or more.
        share: Such a share of the items may be errors, in [0, 1].
    """

    number: int | None = None
    share: float | None = None

    @classmethod
    def parse(cls, told: str) -> Limit:
        """Return the limit that is written as ``50`` or ``5%``.

        Raises:
            ConfigError: It is neither.
        """
        try:
            if told.strip().endswith("%"):
                share = float(told.strip()[:-1]) / 100
                if 0 <= share <= 1:
                    return cls(share=share)
            elif (number := int(told)) >= 0:
                return cls(number=number)
        except ValueError:
            pass
        raise ConfigError(
            f"{told!r} is neither a number of errors nor a share of the articles.",
            hint="Write such as --max-errors 50 or --max-errors 5%.",
        )

    def exceeded(self, counts: Counts) -> bool:
        """Return whether there are more errors; a share counts from 100 items on."""
        if self.number is not None:
            return counts.failed > self.number
        assert self.share is not None
        return counts.items >= _LEAST and counts.failed > self.share * counts.items

    def __str__(self) -> str:
        return str(self.number) if self.share is None else f"{100 * self.share:g}%"
