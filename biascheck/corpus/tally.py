"""How far a run has come, and how it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biascheck.corpus.scored import Counts
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from biascheck.corpus.limit import Limit


@dataclass(slots=True)
class Tally:
    """What has become of the items so far.

    Attributes:
        counts: Of all blocks that are done.
        resumed: How many of the items earlier runs had done.
        blocks: How many blocks the corpus has, as far as it was read.
        items: How many items it has, as far as it was read.
        total: How many items it has in all, where that is known.
        stopped: The limit that ended the run before its end, if any.
        started: Reading of ``time.monotonic`` at the run's start.
    """

    counts: Counts = field(default_factory=Counts)
    resumed: int = 0
    blocks: int = 0
    items: int = 0
    total: int | None = None
    stopped: Limit | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long this run has taken."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Items per second in this run; 0 before the first is done."""
        return (self.counts.items - self.resumed) / self.seconds if self.seconds else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds that the rest will take at this rate; None while that is unknown."""
        if self.total is None or not self.rate:
            return None
        return max(self.total - self.counts.items, 0) / self.rate

    @property
    def exit_code(self) -> ExitCode:
        """The command's exit code: all, some or none could be analysed."""
        if not self.counts.results:
            return ExitCode.NOTHING_DONE
        return ExitCode.SOME_FAILED if self.counts.failed else ExitCode.OK
