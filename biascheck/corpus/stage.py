"""A block from items to parts on the disk: what a worker does, on any engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biascheck.corpus.place import Kind
from biascheck.corpus.scored import Receipt
from biascheck.results.parts import LINES, part_path, write_block, write_lines
from biascheck.results.schema import TABLES
from biascheck.results.single import PARTS

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.corpus.block import Block
    from biascheck.corpus.scored import Scored
    from biascheck.corpus.scorer import Scorer


@dataclass(frozen=True, slots=True)
class Stage:
    """Scores blocks and writes their parts; picklable.

    A block's parts do not count until its receipt is committed, which is not done here.

    Attributes:
        scorer: What scores.
        folder: Where the parts go.
        kind: What the results become, which says which parts are needed.
    """

    scorer: Scorer
    folder: Path
    kind: Kind

    @classmethod
    def of(cls, scorer: Scorer, folder: Path, kind: Kind, *, reports: bool = False) -> Stage:
        """Return a stage whose scorer makes what this kind of output needs.

        Args:
            scorer: What scores.
            folder: Where the parts go.
            kind: What the results become.
            reports: Keep the full reports in a folder, too.
        """
        tables = {Kind.JSONL: (), Kind.FOLDER: TABLES}.get(kind, PARTS)
        lines = kind is Kind.JSONL or (kind is Kind.FOLDER and reports)
        return cls(replace(scorer, lines=lines, tables=tables), folder, kind)

    def lacks(self, block: int) -> bool:
        """Return whether full reports are wanted of a block that was done without them."""
        return self.scorer.lines and not part_path(self.folder, LINES, block).exists()

    def __call__(self, block: Block) -> Receipt:
        """Score a block, write its parts, and return the receipt that is to be committed.

        Raises:
            ModelError: The model cannot be used.
            OutputError: A part cannot be written.
        """
        # Before the articles are read: what changes meanwhile is then known as changed.
        digest = block.digest()
        return self.write(block, self.scorer(block), digest)

    def single_threaded(self) -> Stage:
        """Return a stage that leaves the other cores to others, unless told how many it has."""
        scorer = replace(self.scorer, threads=self.scorer.threads or 1)
        return replace(self, scorer=scorer)

    def write(self, block: Block, scored: Scored, digest: str | None = None) -> Receipt:
        """Write the parts of a block that was scored.

        Args:
            block: The block.
            scored: What became of it.
            digest: Its digest from before it was read; None: the one it has now.

        Raises:
            OutputError: A part cannot be written.
        """
        receipt = Receipt.of(block, scored.counts, digest)
        if self.scorer.lines:
            write_lines(self.folder, block.number, scored.lines)
        if self.scorer.tables:
            carried = self.scorer.carried
            shape = None if carried is None else carried.schema()
            write_block(self.folder, block.number, scored.tables, shape)
        return receipt
