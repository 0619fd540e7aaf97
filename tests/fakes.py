"""Stand-ins for reading and analysis, so that commands are tested without a model."""

from __future__ import annotations

import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from biascheck.errors import InputError, LanguageError, unknown_name
from biascheck.types import Article, Notice, Score
from tests import reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest

    from biascheck.types import Report

VALUES = {"neutrality": 50.0, "opinion_share": 0.2}


class FakeAnalyzer:
    """Gives every article a small report; chokes on the words CHOKE and BUG."""

    loaded: ClassVar[list[tuple[object, ...]]] = []
    provenance = reports.PROVENANCE
    precision = "float32"

    @classmethod
    def from_pretrained(
        cls,
        name=None,
        *,
        labels=None,
        device="cpu",
        precision="float32",
        dimensions=None,
        threads=None,
        offline=False,
    ) -> FakeAnalyzer:
        cls.loaded.append((name, device, dimensions))
        cls.precision = precision
        return cls()

    def choosing(self, dimensions: Sequence[str] | None) -> FakeAnalyzer:
        if dimensions and "stanze" in dimensions:
            raise unknown_name("dimension", "stanze", ["stance"])
        return self

    def analyze(self, article: Article, *, targets: Sequence[str] = ()) -> Report:
        if "CHOKE" in article.text:
            raise InputError("the text chokes us.", source=article.source, hint="Rewrite it.")
        if "BUG" in article.text:
            raise ZeroDivisionError("division by zero")
        absent = [name for name in targets if name not in article.text]
        notices = [Notice("target-absent", f"{name} does not occur.") for name in absent]
        report = reports.bare(article.text)
        known = {name: Score(name, value) for name, value in VALUES.items()}
        scores = {**report.scores, **known}
        return replace(report, article=article, scores=scores, notices=(*article.notices, *notices))

    def analyze_many(
        self, articles: Iterable[Article], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        for article in articles:
            yield self.analyze(article, targets=targets)


def read(source: str) -> Article:
    """Read a file or standard input as reading does, in its plainest form."""
    if source == "-":
        return Article(text=sys.stdin.read(), id="-", source="-", language="en")
    path = Path(source)
    if not path.is_file():
        raise InputError("there is no such file.", source=source, hint="Check the path.")
    return Article(text=path.read_text(encoding="utf-8"), id=source, source=source)


def require_supported(article: Article, *, force: bool = False) -> Article:
    """Refuse what begins with the word Bonjour."""
    if not article.text.startswith("Bonjour"):
        return article
    if not force:
        raise LanguageError("it is in French.", source=article.source, hint="Use --force.")
    return replace(article, notices=(Notice("language", "French is not supported."),))


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-ins where the commands look for the real ones."""
    FakeAnalyzer.loaded = []
    monkeypatch.setattr("biascheck.corpus.scorer._LOADED", {})
    for name, members in {
        "biascheck.analyzer": {"Analyzer": FakeAnalyzer},
        "biascheck.reading.files": {"read": read},
        "biascheck.reading.language": {"require_supported": require_supported},
    }.items():
        module = types.ModuleType(name)
        module.__dict__.update(members)
        monkeypatch.setitem(sys.modules, name, module)
