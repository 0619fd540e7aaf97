"""Messages to the user: standard error only, one line each, safe to show."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from biascheck.errors import BiascheckError


def tell(message: str) -> None:
    """Print a message; where standard error is closed there is nobody to tell."""
    if sys.stderr is None:
        return
    line = f"biascheck: {inline(message).strip()}"
    with suppress(OSError, ValueError):
        encoding = sys.stderr.encoding or "utf-8"
        print(line.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)  # noqa: T201


def tell_error(error: BiascheckError) -> None:
    """Print an error: the input, the cause, the next step."""
    tell(str(error))
