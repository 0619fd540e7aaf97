"""The benchmarks by name: a file each, imported on first use.

The module ``biascheck.benchmark.NAME`` (dashes are underscores there) has a function
``measure``, which takes :class:`biascheck.benchmark.settings.Settings` and returns a
:class:`biascheck.benchmark.result.Result`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.benchmark.result import Result
    from biascheck.benchmark.settings import Settings

# Measured when none is named.
QUICK: Final = ("startup", "memory", "length")
# What takes minutes, or a browser, is measured only when it is asked for.
LONG: Final = (
    "agreement",
    "batch",
    "corpus-memory",
    "encoder",
    "pipeline",
    "precision",
    "processes",
    "profile",
    "report",
    "serve",
)
BENCHMARKS: Final = (*QUICK, *LONG)


def load_measure(name: str) -> Callable[[Settings], Result]:
    """Return the function that measures a benchmark, by its name.

    Raises:
        ConfigError: There is none of this name; says which is near.
    """
    if name not in BENCHMARKS:
        raise unknown_name("benchmark", name, BENCHMARKS)
    module = import_module(f"biascheck.benchmark.{name.replace('-', '_')}")
    return cast("Callable[[Settings], Result]", module.measure)
