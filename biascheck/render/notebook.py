"""Displays in a notebook: a part of its page, which must neither change nor run anything there.

The style sheet's every rule begins with the display's own class; there is no script, no
link and no address. Where a viewer drops style sheets, as in notebooks that it does not
trust, the letters and numbers still say what the tints say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from biascheck.render.html.page import page
from biascheck.render.html.templates import template

if TYPE_CHECKING:
    from biascheck.types import Report


def to_html(report: Report) -> str:
    """Return the article with its roles and the summary."""
    return fill("notebook.html.j2", page=page(report))


def fill(name: str, **values: Any) -> str:
    """Return a display's template, filled; every value is escaped."""
    style = template("notebook.css.j2").render()
    # The style sheet is a file of this package, not words of an article.
    return template(name).render(values, style=Markup(style))  # noqa: S704
