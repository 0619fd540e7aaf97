"""A report in a notebook: the terminal's page as HTML with its colours inside."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from biascheck.render.layout import Layout
from biascheck.render.terminal import page

if TYPE_CHECKING:
    from biascheck.types import Report

_WIDTH: Final = 100
_FORMAT: Final = (
    '<pre style="white-space:pre;overflow-x:auto;line-height:normal;'
    'font-family:Menlo,Consolas,monospace"><code>{code}</code></pre>'
)


def to_html(report: Report) -> str:
    """Return HTML that stands alone; the article's own characters are escaped."""
    recorder = Console(
        file=StringIO(), width=_WIDTH, record=True, color_system="truecolor", force_terminal=True
    )
    text = page(report, Layout(width=_WIDTH, colour="truecolor"))
    recorder.print(Text.from_ansi(text), soft_wrap=True)
    return recorder.export_html(inline_styles=True, code_format=_FORMAT)
