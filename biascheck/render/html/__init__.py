"""HTML: a document to read, share and print, one file that needs no network.

One article is one page. Several articles stand in one document, after an index of
them; each keeps its own panels, and its links begin with ``a1-``, ``a2-`` and so on.
Or they stand in a folder, a file each, with an index that can be searched: ``folder``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.render.layout import Layout
    from biascheck.types import Report


def render(reports: Iterable[Report], layout: Layout, *, home: str = "") -> Iterator[str]:
    """Yield one HTML document; ``layout.several`` decides whether it has an index.

    Args:
        reports: What it shows.
        layout: How much of it.
        home: Address of an index that the document leads back to; "" for none.
    """
    from biascheck.render.html.page import page
    from biascheck.render.html.templates import shell, template

    article = template("article.html.j2")
    entries, bodies = [], []
    for number, report in enumerate(reports, start=1):
        shown = page(report, prefix=f"a{number}-" if layout.several else "")
        values = {"page": shown, "brief": layout.summary, "level": 2 if layout.several else 1}
        entries.append(shown)
        bodies.append(article.render(values))
    head = {"entries": entries, "several": layout.several, "brief": layout.summary, "home": home}
    head |= shell()
    yield template("head.html.j2").render(head)
    yield from bodies
    yield template("foot.html.j2").render(head)
