"""Arrow tables as the data frames of pandas and polars, neither of which must be installed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    import pyarrow as pa

Backend: TypeAlias = Literal["pandas", "polars"]
BACKENDS: Final = ("pandas", "polars")


def to_backend(table: pa.Table, backend: str) -> Any:
    """Return a table as a data frame.

    Args:
        table: The table.
        backend: One of ``BACKENDS``.

    Raises:
        ConfigError: There is no such backend, or it is not installed.
    """
    library = require(backend)
    return table.to_pandas() if backend == "pandas" else library.from_arrow(table)


def require(backend: str) -> Any:
    """Return the library of this name.

    Raises:
        ConfigError: There is no such backend, or it is not installed.
    """
    if backend not in BACKENDS:
        raise unknown_name("kind of data frame", backend, BACKENDS)
    try:
        return import_module(backend)
    except ImportError as error:
        raise ConfigError(
            f"a data frame needs {backend}, which is not installed.",
            hint="Install it: pip install 'biascheck[notebook]'.",
        ) from error
