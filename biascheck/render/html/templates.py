"""The templates, filled: every value is escaped, and the page may load and run nothing else.

The style sheet and the script stand inside the page. Its content security policy
names both by their SHA-256 and forbids everything else, so that even markup that came
through the escaping could neither run nor fetch.

jinja2 fills them: escaping by hand is where such pages go wrong.

Source: W3C, "Content Security Policy Level 3", hash sources.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template


def template(name: str) -> Template:
    """Return the template of this file name."""
    return _environment().get_template(name)


@cache
def shell(*scripts: str) -> dict[str, Any]:
    """Return what the frame of every document needs: style, script and their policy.

    Args:
        scripts: File names of further scripts, run after the one of every page.
    """
    style = template("style.css.j2").render()
    script = "\n".join(template(name).render() for name in ("page.js", *scripts))
    policy = (
        f"default-src 'none'; style-src {source_hash(style)}; script-src {source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    # Both are files of this package, not words of an article.
    return {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("biascheck.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def source_hash(text: str) -> str:
    """Return how a policy names a style sheet or script that stands in its page."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
