"""The server's templates: those of the HTML report, and the few that a report does not need."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from biascheck.render.html.templates import shell, source_hash

if TYPE_CHECKING:
    from jinja2 import Template


def template(name: str) -> Template:
    """Return the template of this file name."""
    return _environment().get_template(name)


@cache
def frame(forms: str) -> dict[str, Any]:
    """Return what the frame of the server's pages needs: style, script and policy.

    Args:
        forms: Where forms of the page may be sent, as the policy says it.
    """
    style = f"{shell()['style']}\n{template('form.css').render()}"
    script = str(shell()["script"])
    policy = (
        f"default-src 'none'; style-src {source_hash(style)}; script-src {source_hash(script)}; "
        f"base-uri 'none'; form-action {forms}"
    )
    # Both are files of this package, not words of an article.
    return {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704


def policy_header(policy: str) -> dict[str, str]:
    """Return the header of a page; who may frame it can be said nowhere else."""
    return {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}


@cache
def _environment() -> Environment:
    loaders = [PackageLoader("biascheck.serve"), PackageLoader("biascheck.render.html")]
    return Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
