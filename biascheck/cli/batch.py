"""``biascheck batch``: a corpus to one row per article."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from biascheck import __version__
from biascheck.cli import messages
from biascheck.cli.analyze import (
    Dimensions,
    Force,
    Precision,
    Quiet,
    Targets,
    split_names,
)
from biascheck.cli.options import AnyModel, Device, Labels, Offline  # noqa: TC001 - typer reads them
from biascheck.cli.progress import corpus_progress, counted_rows
from biascheck.errors import BiascheckError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from biascheck.corpus.cache import Cache
    from biascheck.corpus.place import Place
    from biascheck.corpus.scorer import Scorer
    from biascheck.corpus.sources import Options
    from biascheck.corpus.tally import Tally


# Files that are an article themselves, which ``biascheck analyze`` reads.
ARTICLE_SUFFIXES: Final = (".htm", ".html", ".md", ".txt")


class Engine(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


class Dedupe(StrEnum):
    """Which articles count as repeated."""

    EXACT = "exact"
    NEAR = "near"


Corpus = Annotated[
    list[str],
    typer.Argument(
        metavar="CORPUS",
        help="Folders, quoted patterns, tables, archives, databases; - for standard input.",
    ),
]
Target = Annotated[
    Path,
    typer.Option(
        "-o", "--output", help="A folder (all tables), or OUT.jsonl, OUT.csv or OUT.parquet."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be read and needed, and end.")
]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="Default: guessed.")]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Default: guessed.")]
TitleColumn = Annotated[str | None, typer.Option("--title-column", help="Default: guessed.")]
Query = Annotated[
    str | None, typer.Option("--query", metavar="SQL", help="Which rows of a database to read.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes; default: one per core.")
]
BlockSize = Annotated[
    int, typer.Option("--block", min=1, help="Articles that are committed together.")
]
Repeated = Annotated[
    Dedupe | None,
    typer.Option("--dedupe", help="Analyse repeated articles once: exact, or also near copies."),
]
MaxErrors = Annotated[
    str | None,
    typer.Option("--max-errors", metavar="N|P%", help="Stop when more articles have failed."),
]
Restart = Annotated[bool, typer.Option("--restart", help="Start over where other results are.")]
On = Annotated[Engine, typer.Option("--engine", help="This machine, or a cluster of Ray.")]
Address = Annotated[
    str | None,
    typer.Option("--address", help="The cluster, such as auto; default: one of this machine."),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option("--cache", metavar="FOLDER", help="Take known reports from there, keep new ones."),
]
CacheSize = Annotated[
    float, typer.Option("--cache-size", min=0.001, help="Gigabytes that the cache may take.")
]
NoText = Annotated[bool, typer.Option("--no-text", help="Leave the articles' words out.")]
ReportFolder = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="DIR", help="Write an HTML report, too: an index, a page per article."
    ),
]


def command(
    corpus: Corpus,
    *,
    output_file: Target,
    dry_run: DryRun = False,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    title_column: TitleColumn = None,
    query: Query = None,
    target: Targets = None,
    force: Force = False,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    precision: Precision = "float32",
    dimensions: Dimensions = None,
    engine: On = Engine.LOCAL,
    address: Address = None,
    workers: Workers = None,
    block: BlockSize = 128,
    dedupe: Repeated = None,
    max_errors: MaxErrors = None,
    restart: Restart = False,
    cache: CacheFolder = None,
    cache_size: CacheSize = 8.0,
    no_text: NoText = False,
    report: ReportFolder = None,
    quiet: Quiet = False,
) -> int:
    """Analyse a corpus: a result, duplicate or error per article.

    Whatever ends the run, the same command goes on where it was. Exit codes: 0 all
    analysed; 3 some failed; 4 none could be analysed; 130 interrupted.
    """
    from biascheck.corpus.scorer import Scorer
    from biascheck.corpus.sources import Options

    scorer = Scorer(
        model=model,
        labels=labels,
        device=device,
        precision=precision,
        dimensions=split_names(dimensions),
        targets=tuple(target or ()),
        force=force,
        offline=offline,
        text=not no_text,
        cache=_cache(cache, cache_size, engine),
    )
    columns = Options(text_column, id_column, title_column, query)
    crew = Crew(engine, address, workers)
    job = Job(tuple(corpus), output_file, columns, scorer, block, crew, dedupe, max_errors, report)
    return job.show() if dry_run else job.run(restart=restart, quiet=quiet)


def _cache(folder: Path | None, gigabytes: float, engine: Engine) -> Cache | None:
    """Return the cache that was asked for.

    Raises:
        ConfigError: The work is done elsewhere.
    """
    if folder is None:
        return None
    if engine is Engine.RAY:
        raise ConfigError(
            "--cache is a file that processes of one machine share, and Ray may use several.",
            hint="Leave out --cache or --engine ray.",
        )
    from biascheck.corpus.cache import Cache

    return Cache(folder, __version__, round(gigabytes * 1e9))


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work."""

    engine: Engine
    address: str | None
    workers: int | None

    def options(self) -> Mapping[str, Any]:
        """Return what the engine is told of it.

        Raises:
            ConfigError: Ray is not installed, or an address is given without it.
        """
        if self.engine is Engine.RAY:
            from biascheck.corpus.ray_crew import LOCAL, RayTeam, require_ray

            require_ray()
            address = self.address or LOCAL
            return {
                "workers": self.workers,
                "hire": lambda stage, number, _: RayTeam(stage, number, address),
            }
        if self.address is not None:
            raise ConfigError("--address is that of a cluster.", hint="Add --engine ray.")
        return {"workers": self.workers}


@dataclass(frozen=True, slots=True)
class Job:
    """What to analyse, how, and where the results go."""

    corpus: tuple[str, ...]
    output: Path
    columns: Options
    scorer: Scorer
    block: int
    crew: Crew
    dedupe: Dedupe | None
    max_errors: str | None
    report: Path | None

    def show(self) -> int:
        """Print what would be read and needed, and return the exit code.

        Raises:
            BiascheckError: The command is wrong, or the model cannot be used.
        """
        from biascheck.cli.dry_run import show_plan

        self._plan()
        source = self._source(_silent)
        source.check()
        return show_plan(source, self.scorer)

    def run(self, *, restart: bool, quiet: bool) -> int:
        """Do it, tell what became of it, and return the exit code.

        Raises:
            BiascheckError: The run had to end; what was done is kept.
        """
        from biascheck.corpus.engine import run
        from biascheck.corpus.place import Place
        from biascheck.render.html.folder import claim

        announce: Callable[[str], None] = _silent if quiet else messages.tell
        place, plan, source = Place(self.output), self._plan(), self._source(announce)
        source.check()
        with place.held(restart=restart):
            if self.report is not None:
                claim(self.report)
            before = place.finished
            # Standard input cannot be read a second time to count what it holds.
            again = None if "-" in self.corpus else self._source(_silent)
            with corpus_progress(again, quiet=quiet) as progress:
                try:
                    tally = run(source, place, self.scorer, plan, on_progress=progress)
                except (BiascheckError, KeyboardInterrupt) as error:
                    for line in _kept(place, error):
                        announce(line)
                    raise
        for line in _summary(tally, place, before=before):
            announce(line)
        if self.report is not None and tally.stopped is None:
            _write_report(self.output, self.report, announce, quiet=quiet)
        return tally.exit_code

    def _source(self, announce: Callable[[str], None]) -> Any:
        from biascheck.corpus.sources import Corpus as Source

        cache = self.scorer.cache
        named = (self.output, self.report, None if cache is None else cache.folder)
        outputs = tuple(path for path in named if path is not None)
        return Source(self.corpus, self.columns, leave_out=outputs, announce=announce)

    def _plan(self) -> Any:
        """Return how the engine is to go about it.

        Raises:
            ConfigError: The limit of errors is no limit, or reports are to have no text.
        """
        from biascheck.corpus.engine import Plan
        from biascheck.corpus.limit import Limit

        if not self.scorer.text and self.output.suffix.lower() == ".jsonl":
            raise ConfigError(
                "--no-text does not fit a .jsonl output: full reports are about a text.",
                hint="Name a folder, or OUT.csv or OUT.parquet.",
            )
        return Plan(
            version=__version__,
            inputs=self.corpus,
            options=self._options(),
            block=self.block,
            **self.crew.options(),
            dedupe=None if self.dedupe is None else self.dedupe.value,
            max_errors=None if self.max_errors is None else Limit.parse(self.max_errors),
            # Pages are made from full reports, which hold the words.
            reports=self.report is not None and self.scorer.text,
        )

    def _options(self) -> Mapping[str, Any]:
        """Return the options that decide the results."""
        scorer = self.scorer
        return {
            **asdict(self.columns),
            "targets": list(scorer.targets),
            "dimensions": None if scorer.dimensions is None else list(scorer.dimensions),
            "device": scorer.device,
            "precision": scorer.precision,
            "force": scorer.force,
            "text": scorer.text,
            "dedupe": None if self.dedupe is None else self.dedupe.value,
        }


def _write_report(
    results: Path, folder: Path, announce: Callable[[str], None], *, quiet: bool
) -> None:
    """Write the HTML report on finished results, and tell what it holds."""
    from biascheck.render import phrases
    from biascheck.results.report import write_report

    with counted_rows("pages of the report", quiet=quiet) as advance:
        written = write_report(results, folder, on_page=lambda: advance(1))
    told = phrases.plural(written.pages, "article")
    announce(
        f"report: {written.index}, with {f'pages of {told}' if written.pages else 'no pages'}."
    )
    if written.pages < written.articles:
        announce(
            "A page needs the article's full report, which .jsonl outputs hold, and folders that "
            "were begun with --report and without --no-text; --restart begins anew."
        )


def _silent(_: str) -> None:
    """Tell nobody."""


def _kept(place: Place, error: BaseException) -> Iterator[str]:
    """Yield what is left of a run that had to end."""
    done = place.receipts()
    if done and not isinstance(error, ConfigError):
        stopped = "interrupted" if isinstance(error, KeyboardInterrupt) else "stopped"
        blocks = "1 block is" if done == 1 else f"{done:,} blocks are"
        yield (
            f"{stopped}: {blocks} done and kept in {place.folder}. "
            "The same command goes on from there."
        )


def _summary(tally: Tally, place: Place, *, before: bool) -> Iterator[str]:
    counts, path = tally.counts, place.target
    kinds = ", ".join(f"{number:,} {code}" for code, number in counts.errors.items())
    failed = f"{counts.failed:,} failed" + (f" ({kinds})" if kinds else "")
    cached = f" ({counts.cached:,} of them from the cache)" if counts.cached else ""
    earlier = f", {tally.resumed:,} of them by earlier runs" if tally.resumed else ""
    rate = f" ({tally.rate:.1f}/s)" if counts.items > tally.resumed else ""
    yield (
        f"read {counts.items:,} articles in {tally.seconds:.1f} s{rate}{earlier}: "
        f"{counts.results:,} written to {path}{cached}, {counts.duplicates:,} duplicates, {failed}."
    )
    if before:
        yield f"Nothing was left to do: {path} was complete. --restart analyses it again."
    if tally.stopped is not None:
        yield (
            f"Stopped: more have failed than --max-errors {tally.stopped} allows. What is done "
            f"is kept in {place.folder}; raise the limit and run again to go on."
        )
    elif counts.failed:
        yield f"What failed: {_show_errors(place)}"
    if counts.least is not None:
        source, value = counts.least
        told = f"The least neutral article ({value:.0f} of 100) is {source}."
        if Path(source).suffix.lower() in ARTICLE_SUFFIXES and Path(source).is_file():
            told = f"{told} See: biascheck analyze {shlex.quote(source)}"
        yield told


def _show_errors(place: Place) -> str:
    """Return a command that shows what failed."""
    path = str(place.target)
    if place.target.suffix.lower() == ".jsonl":
        return f'grep \'"error": {{"code"\' {shlex.quote(path)}'
    told = f"biascheck.read_results({path!r}).table('errors')['message'].to_pylist()"
    code = f"import biascheck; print(*{told}, sep='\\n')"
    plain = not set(path) & set("\"$`\\!'")
    return f'python -c "{code}"' if plain else f"python -c {shlex.quote(code)}"
