"""Loaded sentences of BABE, one outlet left out at a time.

Held out: the outlet that is tested. On frozen encodings each of the eight outlets is one
fold. With ``--finetune`` the base encoder is fine-tuned anew without the tested outlets;
to be affordable the four smallest outlets (huffpost, daily-beast, daily-stormer,
new-york-times: 165 sentences) are left out together, which makes five folds. The figure
is that of all predictions together; outlets of at least 30 sentences also stand alone.

Seen: the shipped encoder was trained on all outlets but ``splits.BABE_DEV_OUTLETS``
(fox-news and the four smallest), labels included: on the frozen encodings only the
figures of those outlets are of unseen text, and that of the whole flatters.
``--finetune`` starts from the untouched base encoder and has seen nothing.

Source: Spinde et al. 2021, "Neural Media Bias Detection Using Distant Supervision With
BABE", Findings of EMNLP, whose own figures are on random folds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.protocols.babe_sentences import babe_rows, by_outlet, run_folds
from biascheck.evaluation.protocols.protocol import EvaluationProtocol, Outcome, numbered

if TYPE_CHECKING:
    from biascheck.evaluation.protocols.protocol import Request

_TOGETHER = frozenset({"huffpost", "daily-beast", "daily-stormer", "new-york-times"})


def _run(request: Request) -> Outcome:
    rows = babe_rows(request.data)
    outlets = [row["outlet"] for row in rows]
    if request.finetune is not None:
        outlets = ["the smallest" if name in _TOGETHER else name for name in outlets]
    folds = numbered(outlets)
    return run_folds(request, rows, folds, by_outlet(rows), {"folds": int(folds.max()) + 1})


PROTOCOL = EvaluationProtocol(
    name="babe-outlets",
    held_out="one outlet at a time; with --finetune the four smallest together.",
    seen="the sentences and labels of breitbart, alternet and reuters; the other outlets not.",
    run=_run,
    takes_base=True,
    takes_finetune=True,
)
