"""How neutral is a news article? Reporting, quotes and opinion told apart, with evidence.

    from biascheck import analyze
    report = analyze("text ...")

Names are loaded when they are first used, so that importing the package is quick.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biascheck.analyzer import Analyzer
    from biascheck.errors import (
        BiascheckError,
        ConfigError,
        DataError,
        InputError,
        LanguageError,
        ModelError,
    )
    from biascheck.results.reading import read_results
    from biascheck.types import Article, Document, Report, Score, Span, Stance

__version__ = "0.1.0"

__all__ = [
    "Analyzer",
    "Article",
    "BiascheckError",
    "ConfigError",
    "DataError",
    "Document",
    "InputError",
    "LanguageError",
    "ModelError",
    "Report",
    "Score",
    "Span",
    "Stance",
    "__version__",
    "analyze",
    "read_results",
]

_HOMES: Final = {
    "Analyzer": "biascheck.analyzer",
    "read_results": "biascheck.results.reading",
    **dict.fromkeys(
        ("Article", "Document", "Report", "Score", "Span", "Stance"), "biascheck.types"
    ),
    **dict.fromkeys(
        ("BiascheckError", "ConfigError", "DataError", "InputError", "LanguageError", "ModelError"),
        "biascheck.errors",
    ),
}


def analyze(article: str | Path | Article, *, targets: Sequence[str] = ()) -> Report:
    """Return the report on one article, by the default model.

    The model is loaded at the first call and kept; for another model, device or
    choice of dimensions, make an ``Analyzer``.

    Args:
        article: The text itself, the path of a file, or an ``Article``.
        targets: Names to measure the stance towards; none given: those found.

    Raises:
        InputError: The article cannot be read or analysed.
        ModelError: No model is installed, or it is incomplete or altered.
    """
    return _default_analyzer().analyze(article, targets=targets)


@cache
def _default_analyzer() -> Analyzer:
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
