"""What is written down about a request: method, place, status, time. Never its words.

A place is one that this server has, so that an address with words in it is not written
down either. Faults are told by their kind and by where in the code they happened: the
message of an exception may quote the text that caused it.
"""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER: Final = logging.getLogger("biascheck.serve")
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# Innermost frames of a fault that are written down.
_FRAMES: Final = 12
_BUG: Final = "What happened has been noted, without your text."


class Journal:
    """Writes a line about each request, and answers what went wrong unforeseen.

    Args:
        app: What comes next.
        places: The paths that may be written down.
    """

    def __init__(self, app: ASGIApp, places: Collection[str]) -> None:
        self._app = app
        self._places = frozenset(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; note it when it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0
        started = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:  # noqa: BLE001 - whatever it is, its message is not written
            LOGGER.error(_fault(error))  # noqa: TRY400 - a traceback would quote the message
            if status == 0:
                await Problem("bug", _BUG).response()(scope, receive, note)
        path = scope["path"] if scope["path"] in self._places else "(other)"
        method = scope["method"] if scope["method"] in _METHODS else "(other)"
        LOGGER.info("%s %s %d %.3f s", method, path, status, time.perf_counter() - started)


def _fault(error: BaseException) -> str:
    """Return kind and place of an exception and of what it came from."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = " < ".join(f"{Path(it.filename).name}:{it.lineno} {it.name}" for it in frames[::-1])
    told = f"{type(error).__name__} at {where or 'an unknown place'}"
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told if earlier is None else f"{told}; from {_fault(earlier)}"
