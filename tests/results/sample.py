"""A small corpus with each kind of outcome, made by hand."""

from __future__ import annotations

from dataclasses import replace

from biascheck.corpus.row import Row
from biascheck.errors import InputError
from biascheck.results.carried import Carried
from biascheck.results.parts import all_rows, write_block
from biascheck.results.tables import duplicate_row, error_row, report_rows
from tests import reports

COLUMNS = {"lean": "left", "stars": 4}
CARRIED = Carried.settle([COLUMNS])


def report(number):
    """Return a report; every third one finds nothing but a sentence."""
    text = f"It rained on the {number}th day."
    made = reports.bare(text) if number % 3 == 2 else reports.harbour_bridge()
    return replace(made, article=replace(made.article, id=f"a{number}"))


def row(number):
    return Row(f"a{number}", "c.jsonl", number + 1, article=report(number).article, columns=COLUMNS)


def fault(number):
    return InputError("it is empty.", source=f"c.jsonl:{number + 1}")


def block_rows(numbers, carried=CARRIED, **options):
    """Return the rows of some items: item 4 fails, item 5 repeats item 0."""
    return all_rows(_rows(number, carried, options) for number in numbers)


def _rows(number, carried, options):
    if number % 10 == 4:
        return {"errors": [error_row(number, row(number), fault(number))]}
    if number % 10 == 5:
        place = (number, f"a{number}", "c.jsonl", number + 1)
        return {"duplicates": [duplicate_row(*place, number - 5, f"a{number - 5}", 0.9, "near")]}
    return report_rows(number, row(number), report(number), carried, **options)


def write(folder, blocks=3, size=3):
    """Write the parts of a corpus of some blocks; return its number of items."""
    for block in range(blocks):
        numbers = range(block * size, block * size + size)
        write_block(folder, block, block_rows(numbers), CARRIED.schema())
    return blocks * size
