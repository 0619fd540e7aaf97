"""``biascheck analyze``: from articles to reports that show their evidence."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output, thresholds
from biascheck.cli.options import AnyModel, Device, Labels, Offline  # noqa: TC001 - typer reads them
from biascheck.errors import BiascheckError, ConfigError, ExitCode, ModelError
from biascheck.render import FORMATS, load
from biascheck.render.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.analyzer import Analyzer
    from biascheck.cli.thresholds import Threshold
    from biascheck.render.layout import Colour
    from biascheck.types import Article, Report

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE|URL|-", help="Articles: files, URLs, - for standard input."),
]
FormatName = Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")]
OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")
]
Summary = Annotated[bool, typer.Option("--summary", help="Stop after the first screen.")]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="NAME", help="Stance towards NAME; may be repeated."),
]
Force = Annotated[bool, typer.Option("--force", help="Analyse other languages than English, too.")]
Precision = Annotated[
    str,
    typer.Option("--precision", help="float32, or int8: faster on a CPU and a little less exact."),
]
Dimensions = Annotated[
    list[str] | None,
    typer.Option("--dimensions", help="Only these, apart by commas, such as role,stance."),
]
Title = Annotated[str | None, typer.Option("--title", help="The headline, if not in the text.")]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on", metavar="CONDITION", help="Exit with 1 if met, such as 'neutrality<60'."
    ),
]
Width = Annotated[int | None, typer.Option("--width", min=40, help="Characters per line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


@dataclass(frozen=True, slots=True)
class Request:
    """What to analyse, and how."""

    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    force: bool = False
    model: str | None = None
    labels: Path | None = None
    offline: bool = False
    device: str = "cpu"
    precision: str = "float32"
    dimensions: tuple[str, ...] | None = None
    title: str | None = None
    limits: tuple[Threshold, ...] = ()
    quiet: bool = False


@dataclass(slots=True)
class Tally:
    """What has become of the inputs so far."""

    done: int = 0
    failed: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> ExitCode:
        """A failure comes before a finding: what failed might have been one."""
        if self.failed:
            return ExitCode.SOME_FAILED if self.done else ExitCode.NOTHING_DONE
        return ExitCode.FINDINGS if self.findings else ExitCode.OK


def command(
    sources: Sources = None,
    *,
    format_name: FormatName = "terminal",
    output_file: OutputFile = None,
    summary: Summary = False,
    target: Targets = None,
    force: Force = False,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    precision: Precision = "float32",
    dimensions: Dimensions = None,
    title: Title = None,
    fail_on: FailOn = None,
    width: Width = None,
    quiet: Quiet = False,
) -> int:
    """Say how neutral an article is, and show the evidence.

    Exit codes: 0 done; 1 a condition of --fail-on is met; 2 usage; 3 some inputs
    failed, the rest are written; 4 nothing could be done; 130 interrupted.
    """
    load(format_name)  # An unknown format is told before any work.
    request = Request(
        sources=_sources(sources or [], title),
        targets=tuple(target or ()),
        force=force,
        model=model,
        labels=labels,
        offline=offline,
        device=device,
        precision=precision,
        dimensions=split_names(dimensions),
        title=title,
        limits=tuple(thresholds.parse(condition) for condition in fail_on or ()),
        quiet=quiet,
    )
    layout = _layout(format_name, output_file, width, summary=summary, request=request)
    tally = Tally()
    reports = _reports(request, tally)
    first = next(reports, None)
    if first is not None:
        _write(_chain(first, reports), format_name, output_file, layout)
    return tally.exit_code


def _write(reports: Iterator[Report], name: str, path: Path | None, layout: Layout) -> None:
    """Write the reports; several as HTML, where the output is no HTML file, as a folder."""
    if name == "html" and layout.several and path is not None and _is_folder(path):
        from biascheck.render.html.folder import write_folder

        write_folder(reports, path, layout)
        return
    output.write(load(name)(reports, layout), path, programs=name != "terminal")


def _is_folder(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() not in {".html", ".htm"}


def split_names(given: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return names that were given apart by commas or one by one; None if none was."""
    names = [name.strip() for part in given or () for name in part.split(",")]
    return tuple(name for name in names if name) or None


def _sources(given: list[str], title: str | None) -> tuple[str, ...]:
    if not given:
        if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
            raise ConfigError("no article is given.", hint="Try: biascheck analyze FILE")
        given = ["-"]
    if given.count("-") > 1:
        raise ConfigError("standard input (-) is given twice.", hint="Name it once.")
    if title is not None and len(given) > 1:
        raise ConfigError("--title fits one article only.", hint="Analyse them one by one.")
    return tuple(given)


def _layout(
    name: str, path: Path | None, width: int | None, *, summary: bool, request: Request
) -> Layout:
    several = len(request.sources) > 1
    if name != "terminal" or path is not None:
        return Layout(width=width or 80, summary=summary, several=several)
    return Layout(
        width=width or shutil.get_terminal_size((80, 24)).columns,
        colour=_colour(),
        summary=summary,
        several=several,
        ascii_only=not output.can_draw(),
    )


def _colour() -> Colour | None:
    """Return which colours the terminal shows, with NO_COLOR and FORCE_COLOR in mind."""
    from rich.console import Console

    console = Console(file=output.stdout())
    known: dict[str, Colour] = {"standard": "standard", "256": "256", "truecolor": "truecolor"}
    return None if console.no_color else known.get(console.color_system or "")


def _reports(request: Request, tally: Tally) -> Iterator[Report]:
    """Yield the reports of the inputs that can be analysed; tell about the others."""
    analyzer: Analyzer | None = None
    for source in request.sources:
        try:
            article = _read(source, request)
            if analyzer is None:
                analyzer = load_analyzer(request)
            report = analyzer.analyze(article, targets=request.targets)
        except (ConfigError, ModelError):
            raise
        except BiascheckError as error:
            messages.tell_error(error)
            tally.failed += 1
            continue
        tally.done += 1
        _compare(report, request, tally)
        yield report


def _read(source: str, request: Request) -> Article:
    from biascheck.reading.files import read
    from biascheck.reading.language import require_supported
    from biascheck.reading.text import read_again

    article = read(source)
    if request.title is not None:
        article = read_again(article, title=request.title)
    return require_supported(article, force=request.force)


def load_analyzer(request: Request) -> Analyzer:
    """Load the model that is asked for."""
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(
        request.model,
        labels=request.labels,
        device=request.device,
        precision=request.precision,
        dimensions=request.dimensions,
        offline=request.offline,
    )


def _compare(report: Report, request: Request, tally: Tally) -> None:
    for limit in request.limits:
        met = limit.met_by(report)
        score = report.scores.get(limit.score)
        where = report.article.source
        if met:
            assert score is not None
            tally.findings.append(str(limit))
            if not request.quiet:
                messages.tell(f"{where}: {limit.score} is {score.value:g}, so {limit} is met.")
        elif met is None:
            reason = score.reason if score else "it was not computed"
            messages.tell(f"{where}: {limit} cannot be decided: {reason}.")


def _chain(first: Report, rest: Iterator[Report]) -> Iterator[Report]:
    yield first
    yield from rest
