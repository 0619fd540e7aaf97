"""``biascheck lint``: what an editor should look at before a text is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from biascheck.cli import analyze, messages, output
from biascheck.cli.options import AnyModel, Device  # noqa: TC001 - typer reads them
from biascheck.errors import BiascheckError, ConfigError, ExitCode, ModelError
from biascheck.lint import severity as severities
from biascheck.lint.finding import Failure, Run
from biascheck.lint.formats import FORMATS, load_format
from biascheck.lint.options import parse_options
from biascheck.lint.profile import DEFAULT, PROFILES
from biascheck.render.phrases import plural

if TYPE_CHECKING:
    from biascheck.lint.baseline import Baseline
    from biascheck.lint.finding import Linted
    from biascheck.lint.linter import Linter
    from biascheck.lint.options import Options
    from biascheck.lint.severity import Severity
    from biascheck.types import Article

Files = Annotated[
    list[str] | None, typer.Argument(metavar="FILE", help="Texts; - for standard input.")
]
ProfileName = Annotated[
    str,
    typer.Option(
        "--profile", help=f"For texts that declare none: {', '.join(PROFILES)}. See docs/lint.md."
    ),
]
Desks = Annotated[
    list[str] | None,
    typer.Option("--desk", metavar="PATTERN=PROFILE", help="Profile of the paths that fit."),
]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODE", help="Only these rules.")
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="Not these.")]
Severities = Annotated[
    list[str] | None,
    typer.Option("--severity", metavar="CODE=LEVEL", help="error, warning, info or none."),
]
Thresholds = Annotated[
    list[str] | None,
    typer.Option("--threshold", metavar="CODE=NUMBER", help="Flag from this certainty on."),
]
FailLevel = Annotated[
    str, typer.Option("--fail-level", help="Exit with 1 from this severity on, or none.")
]
FormatName = Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", help="Show only what this file does not list.")
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Write all findings to --baseline.")
]
Explain = Annotated[
    str | None, typer.Option("--explain", metavar="CODE", help="Explain a rule, and end.")
]
ListRules = Annotated[bool, typer.Option("--list-rules", help="List the rules, and end.")]

# Files whose article is not the file itself.
_PAGES: Final = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Request:
    """What to lint, and with which model."""

    files: tuple[str, ...]
    options: Options
    force: bool
    model: str | None
    device: str


def command(
    files: Files = None,
    *,
    profile: ProfileName = DEFAULT,
    desk: Desks = None,
    select: Select = None,
    ignore: Ignore = None,
    severity: Severities = None,
    threshold: Thresholds = None,
    fail_level: FailLevel = "warning",
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = False,
    explain: Explain = None,
    list_rules: ListRules = False,
    format_name: FormatName = "text",
    output_file: analyze.OutputFile = None,
    force: analyze.Force = False,
    model: AnyModel = None,
    device: Device = "cpu",
    quiet: analyze.Quiet = False,
) -> int:
    """Say where a text leaves the voice that it promises, as FILE:LINE:COLUMN.

    Exit codes: 0 nothing to report; 1 findings of --fail-level or worse; 2 usage;
    3 some files failed, the rest are linted; 4 nothing could be done; 130 interrupted.
    """
    if list_rules or explain is not None:
        return _tell_rules(explain)
    render = load_format(format_name)
    worst = severities.parse(fail_level, "level")
    options = parse_options(
        profile,
        desks=desk or (),
        select=select or (),
        ignore=ignore or (),
        severities=severity or (),
        thresholds=threshold or (),
    )
    known = _baseline(baseline, write=write_baseline)
    run = _run(Request(_files(files), options, force, model, device))
    if write_baseline:
        assert known is not None
        assert baseline is not None
        return _write(known, baseline, run, quiet=quiet)
    shown = _without_known(run, known, quiet=quiet)
    programs = format_name != "text"
    output.write([render(shown)], output_file, programs=programs)
    if not quiet:
        messages.tell(_summary(shown))
    return _exit_code(shown, worst)


def _tell_rules(explained: str | None) -> int:
    from biascheck.lint.explanation import explain, list_rules
    from biascheck.lint.registry import rule_name

    text = list_rules() if explained is None else explain(rule_name(explained))
    output.write([text], None)
    return int(ExitCode.OK)


def _files(given: list[str] | None) -> tuple[str, ...]:
    if not given:
        raise ConfigError("no file is given.", hint="Try: biascheck lint FILE")
    if given.count("-") > 1:
        raise ConfigError("standard input (-) is given twice.", hint="Name it once.")
    return tuple(dict.fromkeys(given))


def _baseline(path: Path | None, *, write: bool) -> Baseline | None:
    from biascheck.lint.baseline import Baseline, load_baseline

    if path is None:
        if write:
            raise ConfigError(
                "--write-baseline has no file to write.", hint="Name one: --baseline FILE"
            )
        return None
    return load_baseline(path) if path.exists() or not write else Baseline(path.parent)


def _run(request: Request) -> Run:
    """Lint the files; tell about those that fail."""
    from biascheck import __version__
    from biascheck.cli.options import load_linter

    linted: list[Linted] = []
    failures: list[Failure] = []
    linter: Linter | None = None
    for path in request.files:
        try:
            article = _read(path, force=request.force)
            linter = linter or load_linter(request.options, request.model, request.device)
            linted.append(linter.lint(article))
        except (ConfigError, ModelError):
            raise
        except BiascheckError as error:
            messages.tell_error(error)
            failures.append(Failure(path, str(error)))
            continue
        for notice in linted[-1].notices:
            messages.tell(f"{path}: {notice.message}")
    return Run(tuple(linted), tuple(failures), __version__)


def _read(path: str, *, force: bool) -> Article:
    from biascheck.reading.files import read
    from biascheck.reading.language import require_supported

    article = require_supported(read(path), force=force)
    if "://" in path or Path(path).suffix.lower() in _PAGES:
        messages.tell(f"{path}: a page; lines and columns are those of the text found in it.")
    return article


def _write(known: Baseline, path: Path, run: Run, *, quiet: bool) -> int:
    if not run.files:
        return int(ExitCode.NOTHING_DONE)
    renewed = known.renewed(run.files)
    output.write([renewed.to_json()], path)
    if not quiet:
        messages.tell(f"{plural(len(renewed.entries), 'finding')} in {path}.")
    return int(ExitCode.SOME_FAILED if run.failures else ExitCode.OK)


def _without_known(run: Run, known: Baseline | None, *, quiet: bool) -> Run:
    if known is None:
        return run
    gone = known.gone(run.files)
    if gone and not quiet:
        messages.tell(
            f"of the baseline, {plural(gone, 'finding')} no longer there: use --write-baseline."
        )
    return Run(tuple(map(known.strip, run.files)), run.failures, run.version)


def _summary(run: Run) -> str:
    found = Counter(it.severity for file in run.files for it in file.findings)
    counts = [f"{found[level]} {level.label}" for level in sorted(found, reverse=True)]
    told = f"{plural(len(run.files), 'file')}, {plural(found.total(), 'finding')}"
    told += f" ({', '.join(counts)})" if counts else ""
    ignored = sum(file.ignored for file in run.files)
    known = sum(file.known for file in run.files)
    told += f", {ignored} ignored in the text" if ignored else ""
    told += f", {known} known from the baseline" if known else ""
    return f"{told}, {plural(len(run.failures), 'failure')}." if run.failures else f"{told}."


def _exit_code(run: Run, worst: Severity | None) -> int:
    """Return the exit code; a failure comes before a finding: it might have held one."""
    if run.failures:
        return int(ExitCode.SOME_FAILED if run.files else ExitCode.NOTHING_DONE)
    severe = worst is not None and any(
        it.severity >= worst for file in run.files for it in file.findings
    )
    return int(ExitCode.FINDINGS if severe else ExitCode.OK)
