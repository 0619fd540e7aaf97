from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus.block import blocks
from biascheck.corpus.item import TextItem


def item(number, size=1, **changes):
    values = {"id": str(number), "source": "s.jsonl", "line": number + 1, "text": "x" * size}
    return TextItem(**{**values, **changes})


@given(st.lists(st.integers(0, 30), max_size=50), st.integers(1, 9), st.integers(1, 60))
def test_every_item_is_in_one_block_in_order(sizes, most, characters):
    items = [item(number, size) for number, size in enumerate(sizes)]
    made = list(blocks(iter(items), most, characters))
    assert [it for block in made for it in block.items] == items
    assert [block.number for block in made] == list(range(len(made)))
    rows = [row for block in made for row, _ in block.numbered()]
    assert rows == list(range(len(items)))
    for number, block in enumerate(made):
        assert 1 <= len(block.items) <= most
        assert sum(it.size for it in block.items[:-1]) < characters
        full = len(block.items) == most or sum(it.size for it in block.items) >= characters
        assert full or number == len(made) - 1


def test_a_block_takes_no_item_ahead():
    taken = []

    def source():
        for number in range(10):
            taken.append(number)
            yield item(number)

    stream = blocks(source(), 3)
    next(stream)
    assert taken == [0, 1, 2]


def test_the_digest_tells_every_change():
    (block,) = blocks([item(0), item(1)])
    others = [
        [item(0), item(1, 2)],
        [item(0), item(2)],
        [item(0)],
        [item(1), item(0)],
        [item(0), item(1, columns={"lean": "left"})],
        [item(0), item(1, source="t.jsonl")],
        [item(0), item(1, title="x")],
    ]
    digests = {next(blocks(other)).digest() for other in others}
    assert len(digests | {block.digest()}) == len(others) + 1
    assert replace(block).digest() == block.digest()


def test_halves_keep_the_rows():
    (block,) = blocks([item(number) for number in range(5)])
    first, second = block.halves()
    assert [row for row, _ in (*first.numbered(), *second.numbered())] == list(range(5))
    assert [len(first.items), len(second.items)] == [2, 3]
