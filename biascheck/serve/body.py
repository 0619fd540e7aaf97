"""Bodies are read whole before anything looks at them, and never beyond their limit.

A body over the limit is refused by what its header says, or, where that is missing or
wrong, as soon as it has grown too large. What still comes of it is thrown away unseen, for
a while: a connection that is closed on a sender who is still sending looks broken to them,
and they never read why.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# So many limits' worth of a body that is too large is thrown away, at most.
_THROWN_AWAY: Final = 16


class Bodies:
    """Reads bodies within bounds, and hands them on in one piece.

    Args:
        app: What comes next.
        most: Bytes of a body.
        seconds: For its arrival.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._read(headers, receive)
        except TimeoutError:
            told = f"The body did not arrive within {self._seconds:g} s."
            problem = Problem("slow-body", told, headers={"Connection": "close"})
            await problem.response()(scope, receive, send)
            return
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        if body is not None:  # None: whoever asked has gone.
            await self._app(scope, _replaying(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the body; None where whoever sent it has gone.

        Raises:
            Problem: It is too large.
        """
        stated = headers.get("content-length", "")
        refused = stated.isdecimal() and int(stated[:20]) > self._most
        # Whoever expects "100 Continue" sends nothing before it, which receiving would give.
        if refused and "expect" in headers:
            raise self._too_large()
        data = bytearray()
        length = 0
        more = True
        while more and length <= self._most * _THROWN_AWAY:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk = message.get("body", b"")
            length += len(chunk)
            refused = refused or length > self._most
            if not refused:
                data += chunk
            more = message.get("more_body", False)
        if refused:
            raise self._too_large()
        return bytes(data)

    def _too_large(self) -> Problem:
        told = f"The body may have {self._most:,} bytes."
        return Problem("too-large", told, headers={"Connection": "close"})


def _replaying(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body once, and then what comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay
