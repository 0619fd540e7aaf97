"""Who may ask: not a page of another site in this machine's browser.

A server on the own machine is reached by every page that its browser shows. A page may
post a form to it, and by changing where its own name leads (DNS rebinding) it may even
read the answer. So a request must name this server as its host, and one that a browser
sends must come from this server's own pages. An IP address cannot be rebound: it needs no
list. Programs send no ``Origin`` and pass.

Source: W3C, "Fetch Metadata Request Headers"; RFC 6454, "The Web Origin Concept".
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_LOOPBACK: Final = "localhost"


class Gate:
    """Lets through what is addressed to this server and not sent by another site.

    Args:
        app: What comes next.
        names: Names that the server goes by, beside its IP addresses and ``localhost``.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = {_LOOPBACK, *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            try:
                self._require_name(headers.getlist("host"))
                if scope["method"] not in _SAFE:
                    _require_same_site(headers)
            except Problem as problem:
                await problem.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _require_name(self, hosts: list[str]) -> None:
        name = _name(hosts[0]) if len(hosts) == 1 else None
        if name is None or not (name in self._names or _is_address(name)):
            raise Problem("unknown-host", "The Host header does not name this server.")


def _require_same_site(headers: Headers) -> None:
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site")
    # Behind a proxy the scheme is not ours to know; name and port are.
    own = origin is None or _place(origin) == headers["host"].lower()
    if not own or (origin is None and site not in (None, "same-origin", "none")):
        raise Problem("other-site", "A page of another site sent this request.")


def _place(origin: str) -> str | None:
    """Return host and port of an origin; None where it is opaque."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme in ("http", "https") else None


def _name(host: str) -> str | None:
    """Return the name in a Host header, without port and brackets; None where it has none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
