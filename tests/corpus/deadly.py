"""A scorer that needs no model, and that some articles kill."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biascheck.corpus.scorer import Scorer
from biascheck.errors import ModelError
from tests import reports

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlyScorer(Scorer):
    """Dies of DIE always, and of ONCE while there is no file ``marker``."""

    marker: Path | None = None
    stillborn: bool = False
    fault: str | None = None

    def provenance(self):
        if self.stillborn:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault:
            raise ModelError(self.fault)
        return reports.PROVENANCE

    def _analyze(self, rows):
        for row in rows:
            text = row.article.text if row.article else ""
            if "DIE" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "ONCE" in text and not self.marker.exists():
                self.marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if "GONE" in text:
                raise ModelError("the weights are gone.")
        return [
            row.error or replace(reports.bare(row.article.text), article=row.article)
            for row in rows
        ]
