"""Which items of a block repeat an earlier one: settled in the order of the corpus.

That order is the same in every run, so it happens where the items are taken, before the
block goes to whoever is free. A run that goes on marks the blocks anew that are done.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from biascheck.corpus.block import Block
    from biascheck.corpus.dedupe import Seen

Repeats = Literal["exact", "near"]


@contextmanager
def marking(
    path: Path, dedupe: Repeats | None, *, force: bool
) -> Iterator[Callable[[Block], Block]]:
    """Give what marks the repeated items of a block; blocks must come in order.

    Args:
        path: A temporary file.
        dedupe: What counts as repeated; None: nothing.
        force: As for ``Scorer``: what cannot be read is an error, and repeats nothing.

    Raises:
        OutputError: The temporary file cannot be written.
    """
    if dedupe is None:
        yield lambda block: block
        return
    from biascheck.corpus.dedupe import Seen

    with Seen(path, near=dedupe == "near") as seen:
        yield partial(_mark, seen=seen, force=force)


def _mark(block: Block, *, seen: Seen, force: bool) -> Block:
    found = {}
    for number, item in block.numbered():
        article = item.read(force=force).article
        if article is not None:
            found[number] = seen.first(number, item.id, article.text)
    return replace(block, duplicates={row: known for row, known in found.items() if known})
