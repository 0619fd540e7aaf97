"""The first screen: what a reader should know before reading on, in 24 lines."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.text import Text

from biascheck.render import phrases
from biascheck.render.harmless import inline, shorten
from biascheck.render.marks import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Frame, Report

# A classic terminal has 24 lines, of which the prompt takes one.
LINES: Final = 23
MAX_WIDTH: Final = 110
_INDENT: Final = 13
_BAR: Final = 20
_FRAMES: Final = 3
_STANCES: Final = 4
_ADDED: Final = 2


def lines(report: Report, width: int) -> list[Text]:
    """Return at most ``LINES`` lines of at most ``width`` columns."""
    width = min(width, MAX_WIDTH)
    screen = [*_head(report), Text(), *_measures(report, width), Text(), *_frames(report)]
    screen += [Text(), *_stances(report, width)]
    warnings = list(_warnings(report, LINES - len(screen) - 1, width))
    if warnings:
        screen += [Text(), *warnings]
    for line in screen:
        line.truncate(width, overflow="ellipsis")
    return screen


def _head(report: Report) -> Iterator[Text]:
    title = report.article.title
    yield Text(inline(title).strip(), style="bold") if title else Text("(no headline)", style=GREY)
    yield Text(phrases.origin(report), style=GREY)


def _measures(report: Report, width: int) -> Iterator[Text]:
    yield _row("Genre", phrases.genre(report))
    score = report.scores.get("neutrality")
    if score is None or score.value is None:
        yield from _rows("Neutrality", f"{phrases.DASH}  ({phrases.missing(score)})", width)
    else:
        value = Text(f"{phrases.score_value(score)} of 100", style="bold")
        yield _row("Neutrality", Text.assemble(value, f", {phrases.percentile(score)}"))
        if score.contributions:
            yield from _rows("", f"because: {phrases.because(score)}", width)
    yield from _opinion(report)
    yield from _rows("Loaded words", phrases.loaded(report), width)
    yield from _added(report)


def _added(report: Report) -> Iterator[Text]:
    """Yield a line for each dimension of another package, as far as there is room."""
    for name, result in list(report.dimensions.items())[:_ADDED]:
        yield _row(shorten(_titled(name), _INDENT - 1), phrases.dimension(result))


def _titled(name: str) -> str:
    return inline(name).replace("_", " ").capitalize()


def _opinion(report: Report) -> Iterator[Text]:
    yield _row("Opinion", phrases.opinion(report))
    strongest = phrases.opinions(report)
    if strongest:
        text = shorten(report.text_of(strongest[0].span), MAX_WIDTH)
        yield _row("", Text.assemble(("O ", f"bold {ORANGE}"), (text, ORANGE)))


def _frames(report: Report) -> Iterator[Text]:
    shown = [frame for frame in report.frames if frame.present][:_FRAMES]
    if not report.frames:
        yield _row("Frames", f"{phrases.DASH}  (not asked for)")
    elif not shown:
        strongest = report.frames[0]
        yield _row("Frames", f"none is clear; nearest: {strongest.frame} {strongest.score:.2f}")
    for index, frame in enumerate(shown):
        yield _row("" if index else "Frames", _frame(frame))


def _frame(frame: Frame) -> Text:
    return Text.assemble(bar(frame.score), f"  {frame.score:.2f}  {frame.frame}")


def _stances(report: Report, width: int) -> Iterator[Text]:
    if not report.stances:
        yield _row("Stance", f"{phrases.DASH}  (no target found or asked for)")
        return
    # The two voices need 24 columns each; the names take what is left.
    name = max(8, min(28, width - _INDENT - 2 * 24))
    count = len(report.stances)
    # Lines that other packages' dimensions take are taken from here.
    most = _STANCES - min(_ADDED, len(report.dimensions))
    towards = "towards" if count <= most else f"towards ({most} of {count})"
    yield _row("Stance", Text(f"{towards:<{name}}{'author says':<24}quoted say", style=GREY))
    for stance in report.stances[:most]:
        cells = Text(shorten(stance.target, name - 2))
        cells.align("left", name)
        author = Text(phrases.author_voice(stance))
        author.align("left", 24)
        yield _row("", Text.assemble(cells, author, phrases.voice(stance.quoted)))


def _warnings(report: Report, room: int, width: int) -> Iterator[Text]:
    """Yield the warnings in at most ``room`` lines, the first ones in full."""
    notices = report.notices
    for index, notice in enumerate(notices):
        label = "" if index else "Warnings"
        told = list(_rows(label, f"! {inline(notice.message)}", width))
        last = index == len(notices) - 1
        if len(told) + (0 if last else 1) > room:
            rest = phrases.plural(len(notices) - index, "warning")
            yield _row(label, f"! {rest} in the full report")
            return
        yield from told
        room -= len(told)


def bar(share: float) -> Text:
    """Return a bar of fixed width; ``share`` in [0, 1] of it is filled."""
    filled = round(_BAR * min(1.0, max(0.0, share)))
    return Text.assemble(("█" * filled, BLUE), ("░" * (_BAR - filled), GREY))


def _row(label: str, value: str | Text) -> Text:
    return Text.assemble((f"{label:<{_INDENT}}", "bold"), value)


def _rows(label: str, value: str, width: int) -> Iterator[Text]:
    """Yield a row that may run over two lines; what does not fit ends in an ellipsis."""
    room = width - _INDENT
    first, *rest = wrap(value, room, max_lines=2, placeholder=" …") or [""]
    yield _row(label, first)
    for line in rest:
        yield _row("", line)
