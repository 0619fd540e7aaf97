"""A plan in words, for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biascheck.corpus.extent import Part
    from biascheck.corpus.plan import Plan

#: Bytes of output per character of text, by kind of output.
#: Source: measured on 96 news articles of 1,900 to 30,000 characters (630,000 in all),
#: analysed in all dimensions with the shipped model.
OUTPUT_RATIOS: Final[Mapping[str, float]] = {
    "a folder": 1.3,
    ".jsonl": 8.1,
    ".csv": 0.08,
    ".parquet": 0.05,
}

_INDENT: Final = "  "


def lines(plan: Plan, width: int = 80) -> Iterator[str]:
    """Yield the plan, in lines of at most ``width`` characters where words allow it."""
    for paragraph in _paragraphs(plan):
        indent = _INDENT if paragraph.startswith(_INDENT) else ""
        yield from textwrap.wrap(
            paragraph.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=indent + _INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _paragraphs(plan: Plan) -> Iterator[str]:
    for part in plan.parts:
        yield from _part(part)
    yield from _sample(plan)
    yield from _needs(plan)


def _part(part: Part) -> Iterator[str]:
    kind = part.kind if part.files == 1 else f"{part.kind} of {part.files:,} files"
    articles = "1 article" if part.articles == 1 else f"{part.articles:,} articles"
    about = "" if part.counted is None else "about "
    yield f"{part.name} ({kind}): {about}{articles}, {part.size:,} characters"
    if part.counted is not None:
        yield f"{_INDENT}estimated from the {part.counted:,} that were counted"
    if part.broken:
        broken = sum(part.broken.values())
        codes = _codes(part.broken)
        yield f"{_INDENT}without an article: {about}{broken:,} more rows or files ({codes})"
        for cause in part.causes.values():
            yield f"{_INDENT}such as {cause}"
    for told in part.guessed:
        yield f"{_INDENT}{told}"
    if part.carried:
        yield f"{_INDENT}carried through: {', '.join(part.carried)}"
    if part.ids:
        more = ", ..." if part.articles > len(part.ids) else ""
        yield f"{_INDENT}ids: {', '.join(part.ids)}{more}"


def _sample(plan: Plan) -> Iterator[str]:
    sample = plan.sample
    if not sample.read:
        yield "No article was read to try."
        return
    tried = f"Of {sample.read:,} articles read to try, "
    failed = sum(sample.errors.values())
    yield tried + (f"{failed:,} failed ({_codes(sample.errors)})." if failed else "none failed.")
    for cause in sample.causes.values():
        yield f"{_INDENT}such as {cause}"
    if sample.languages:
        named = {code or "not told": number for code, number in sample.languages.items()}
        yield f"Languages of the rest: {_codes(named)}."


def _needs(plan: Plan) -> Iterator[str]:
    characters = plan.characters
    if characters is None:
        return
    items = plan.articles + sum(sum(part.broken.values()) for part in plan.parts)
    failing = f" About {plan.failing:,} of {items:,} items will fail." if plan.failing else ""
    yield f"To analyse: about {characters:,} characters.{failing}"
    if plan.seconds is not None and plan.rate is not None:
        yield (
            f"Time: about {_duration(plan.seconds)} in one process "
            f"({plan.rate:,.0f} characters per second)."
        )
    sizes = (f"{_size(round(characters * it))} as {kind}" for kind, it in OUTPUT_RATIOS.items())
    yield f"Output: about {', '.join(sizes)}."


def _codes(numbers: Mapping[str, int]) -> str:
    ordered = sorted(numbers.items(), key=lambda it: (-it[1], it[0]))
    return ", ".join(f"{number:,} {code}" for code, number in ordered)


def _size(size: int) -> str:
    """Return a size in decimal units, with two digits that tell."""
    amount = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 999.5:
            return f"{amount:.0f} {unit}" if amount >= 10 or unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:,.1f} TB"


def _duration(seconds: float) -> str:
    """Return a duration, rounded to what matters."""
    for length, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds" if seconds >= 1.5 else "a second"
