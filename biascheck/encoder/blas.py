"""Matrix products of numpy on one thread.

Heads are small. A library of linear algebra that splits their products among threads keeps
those waiting in a busy loop for the next one, and that costs more processor time than the
products themselves: half of the encoder's on two cores. threadpoolctl is the library that
scikit-learn, numpy and scipy set their threads with.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def on_one_thread() -> AbstractContextManager[Any]:
    """Return a context in which numpy multiplies matrices on the calling thread alone."""
    limit: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limit


@cache
def _controller() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
