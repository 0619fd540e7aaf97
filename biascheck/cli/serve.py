"""``biascheck serve``: a page to try a text, and a REST interface."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import analyze, messages
from biascheck.cli.options import AnyModel, Device, Labels, Offline  # noqa: TC001 - typer reads them
from biascheck.errors import BiascheckError, ConfigError, ExitCode

if TYPE_CHECKING:
    from biascheck.serve.desk import Desk
    from biascheck.serve.limits import Limits

# Read once before the first request, so that the first reader does not wait for what is
# loaded when it is first needed.
_FIRST = 'Rain fell on Ostren. "The bridge is safe," said Mara Orlen of the council.'

Host = Annotated[str, typer.Option("--host", help="Address of this machine to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="A name it goes by; may be repeated."),
]
NoFetch = Annotated[bool, typer.Option("--no-fetch", help="Take texts only, no addresses.")]
MaxBody = Annotated[int, typer.Option("--max-body", min=1_000, help="Bytes of a request.")]
MaxCharacters = Annotated[
    int, typer.Option("--max-characters", min=100, help="Characters of a text.")
]
MaxPage = Annotated[int, typer.Option("--max-page", min=1_000, help="Bytes of a fetched page.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for a request.")]
PageTimeout = Annotated[
    float, typer.Option("--page-timeout", min=0.1, help="Seconds to fetch a page, within these.")
]
Concurrent = Annotated[int, typer.Option("--concurrent", min=1, help="Analyses at once.")]
Waiting = Annotated[int, typer.Option("--waiting", min=0, help="Requests that may wait.")]


def command(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    allow_host: AllowHost = None,
    no_fetch: NoFetch = False,
    max_body: MaxBody = 1_000_000,
    max_characters: MaxCharacters = 100_000,
    max_page: MaxPage = 5_000_000,
    timeout: Timeout = 60.0,
    page_timeout: PageTimeout = 15.0,
    concurrent: Concurrent = 2,
    waiting: Waiting = 16,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    quiet: analyze.Quiet = False,
) -> int:
    """Serve a page to try a text, and a REST interface, on this machine.

    Nothing that is sent is stored or logged. Exit codes: 0 ended by SIGTERM; 2 usage;
    4 it could not start; 130 ended by Ctrl-C.
    """
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise ConfigError(
            "the server needs fastapi and uvicorn.", hint="pip install 'biascheck[serve]'"
        )
    from biascheck import __version__
    from biascheck.serve.app import build
    from biascheck.serve.limits import Limits
    from biascheck.serve.listening import address_of, bind, is_local, run

    limits = Limits(
        body=max_body,
        characters=max_characters,
        seconds=timeout,
        concurrent=concurrent,
        waiting=waiting,
        page_bytes=max_page,
        page_seconds=page_timeout,
    )
    with bind(host, port) as listening:
        request = analyze.Request((), model=model, labels=labels, offline=offline, device=device)
        desk = _desk(request, limits, fetches=not no_fetch)
        app = build(desk, __version__, names=(host, *(allow_host or ())))
        _start_log(quiet=quiet)
        if not is_local(listening):
            messages.tell(
                "warning: other machines can reach this server, and nobody is asked who they "
                "are. See docs/serve.md before you leave it so."
            )
        messages.tell(f"serving on {address_of(listening)} (stop with Ctrl-C)")
        run(app, listening)
    return int(ExitCode.OK)


def _desk(request: analyze.Request, limits: Limits, *, fetches: bool) -> Desk:
    """Load the model and try it."""
    from biascheck.reading.public import PublicWeb
    from biascheck.reading.text import article_from_text
    from biascheck.serve.desk import Desk

    analyzer = analyze.load_analyzer(request)
    try:
        analyzer.analyze(article_from_text(_FIRST))
    except BiascheckError as error:
        raise BiascheckError(f"the model failed its first text: {error.cause}") from error
    return Desk(analyzer, limits, PublicWeb() if fetches else None)


def _start_log(*, quiet: bool) -> None:
    """Write the server's log to standard error: a line a request, or only what went wrong."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    level = logging.WARNING if quiet else logging.INFO
    logging.getLogger("biascheck.serve").setLevel(level)
