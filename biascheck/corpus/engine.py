"""A corpus through the analyzer: in blocks, each committed when it is done.

Whatever ends a run, the same command goes on with the first block that has no receipt, and
the results are the same to the byte as those of a run that nothing ended.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

from biascheck.corpus.block import ITEMS, blocks
from biascheck.corpus.identity import Identity
from biascheck.corpus.marking import marking
from biascheck.corpus.place import Kind, now
from biascheck.corpus.processes import hire
from biascheck.corpus.stage import Stage
from biascheck.corpus.tally import Tally
from biascheck.errors import DataError, OutputError
from biascheck.results.carried import Carried
from biascheck.results.manifest import Counts, Manifest
from biascheck.results.single import write_single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from biascheck.corpus.block import Block
    from biascheck.corpus.crew import Crew
    from biascheck.corpus.item import Item
    from biascheck.corpus.limit import Limit
    from biascheck.corpus.marking import Repeats
    from biascheck.corpus.place import Place
    from biascheck.corpus.scorer import Scorer
    from biascheck.types import Provenance


class Items(Protocol):
    """What the engine needs of ``biascheck.corpus.sources.Corpus``."""

    def items(self) -> Iterator[Item]:
        """Yield the items in their order, which is always the same."""

    def inputs(self) -> Sequence[Any]:
        """Return what the inputs are: dataclasses with a checksum each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to go about a corpus.

    Attributes:
        version: The release of biascheck, which is part of what a run is.
        inputs: The names of the inputs, the same.
        options: The options that decide the results, the same.
        block: Most items of a block.
        workers: How many; None: as many as there is room for, or one for a short corpus.
        dedupe: Which articles count as repeated; None: none.
        max_errors: When to give up; None: never.
        reports: Keep the full reports in a folder, too; blocks that were done without them
            are done again.
        hire: Makes the crew for a stage and a number of workers; the last argument says
            whether they must be processes of their own, since a run has died here.
    """

    version: str
    inputs: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    block: int = ITEMS
    workers: int | None = None
    dedupe: Repeats | None = None
    max_errors: Limit | None = None
    reports: bool = False
    hire: Callable[[Stage, int | None, bool], Crew] = field(default=hire)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@interruptible()
def run(
    corpus: Items,
    place: Place,
    scorer: Scorer,
    plan: Plan,
    *,
    on_progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Analyse a corpus, from where an earlier run stopped; the place must be held.

    Returns:
        What became of it; with ``stopped`` if there were too many errors.

    Raises:
        ConfigError: The place holds the results of another command.
        DataError: The input is not what it was when blocks of it were done.
        ModelError: The model cannot be used.
        OutputError: The results cannot be written; what was committed is kept.
    """
    stream = blocks(corpus.items(), plan.block)
    head = list(islice(stream, 2))
    # A short corpus is not worth more than one worker.
    workers = plan.workers or (1 if len(head) < 2 else None)
    carried = place.carried() or Carried.settle(_columns(head[:1]))
    scorer = replace(scorer, carried=carried)
    stage = Stage.of(scorer, place.folder, place.kind, reports=plan.reports)
    tally = Tally()
    on_progress(tally)
    dedupe = None if place.finished else plan.dedupe
    with (
        _timed(place, tally),
        marking(place.scratch, dedupe, force=scorer.force) as mark,
        plan.hire(stage, workers, place.killed) as crew,
    ):
        model = crew.provenance()
        _identify(place, model, plan, carried)
        for receipt in crew.work(_open(map(mark, chain(head, stream)), place, stage, tally)):
            place.commit(receipt)
            tally.counts += receipt.counts
            on_progress(tally)
            if plan.max_errors is not None and plan.max_errors.exceeded(tally.counts):
                tally.stopped = plan.max_errors
                return tally
    _check(place, tally)
    if not place.finished:
        _finish(corpus, place, plan, model, carried, tally)
    if place.kind is not Kind.FOLDER:
        place.discard_parts()
    return tally


def _columns(head: Sequence[Block]) -> Iterator[Mapping[str, Any]]:
    return (item.columns for block in head for item in block.items)


def _identify(place: Place, model: Provenance, plan: Plan, carried: Carried) -> None:
    options = {**plan.options, "block": plan.block}
    identity = Identity.of(plan.version, model, options, list(plan.inputs))
    known = place.started()
    if known is None:
        place.start(identity.values, carried)
    else:
        identity.require(known, str(place.target))


def _open(stream: Iterable[Block], place: Place, stage: Stage, tally: Tally) -> Iterator[Block]:
    """Yield the blocks that are still to be done; count all.

    Raises:
        DataError: The input is not what it was.
    """
    for block in stream:
        tally.blocks += 1
        tally.items += len(block.items)
        receipt = place.receipt(block.number)
        if receipt is None and not place.finished:
            yield block
        elif receipt is None or receipt.digest != block.digest():
            raise _changed(block)
        elif stage.lacks(block.number) and not place.finished:
            yield block
        else:
            tally.counts += receipt.counts
            tally.resumed += receipt.counts.items


def _changed(block: Block) -> DataError:
    first = block.items[0]
    last = block.first_row + len(block.items) - 1
    return DataError(
        f"the input has changed since articles {block.first_row:,} to {last:,} were analysed.",
        source=first.where,
        hint="Restore it and run again, start over with --restart, or choose another output.",
    )


def _check(place: Place, tally: Tally) -> None:
    """Raise unless every item ended in exactly one of result, duplicate and error.

    Raises:
        DataError: The input ends before blocks that were done.
    """
    if place.receipts() > tally.blocks:
        raise DataError(
            f"the input ends after {tally.items:,} articles, but more were analysed before.",
            source=str(place.target),
            hint="Restore it and run again, or start over with --restart.",
        )
    assert tally.counts.items == tally.items, tally


@contextmanager
def _timed(place: Place, tally: Tally) -> Iterator[None]:
    """Add this run to the clock, unless there is nothing to do."""
    if place.finished:
        yield
        return
    clock = place.clock()
    clock["runs"] += 1
    place.set_clock(clock)
    try:
        yield
    finally:
        # Where the disk is full, the clock is the least loss.
        with suppress(OutputError):
            place.set_clock({**clock, "seconds": clock["seconds"] + tally.seconds})


def _finish(
    corpus: Items, place: Place, plan: Plan, model: Provenance, carried: Carried, tally: Tally
) -> None:
    place.trim(tally.blocks)
    if place.kind is not Kind.FOLDER:
        write_single(place.target, place.folder, tally.blocks, carried.schema())
    place.finish(_manifest(corpus, place, plan, model, tally))


def _manifest(corpus: Items, place: Place, plan: Plan, model: Provenance, tally: Tally) -> Manifest:
    counts, clock = tally.counts, place.clock()
    return Manifest(
        biascheck=plan.version,
        model=model,
        options={**plan.options, "block": plan.block},
        inputs=tuple(asdict(it) for it in corpus.inputs()),
        counts=Counts(
            counts.items,
            counts.results,
            counts.duplicates,
            dict(counts.errors),
            counts.cached,
        ),
        blocks=tally.blocks,
        started=clock["started"],
        finished=now(),
        seconds=round(clock["seconds"], 3),
        runs=clock["runs"],
    )
