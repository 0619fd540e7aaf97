"""The application: guards from the outside in, then the page and the interface."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from biascheck.serve import interface, pages
from biascheck.serve.body import Bodies
from biascheck.serve.description import components
from biascheck.serve.gate import Gate
from biascheck.serve.headers import Headers
from biascheck.serve.journal import Journal
from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from starlette.requests import Request
    from starlette.responses import Response

    from biascheck.serve.desk import Desk

_DESCRIPTION = "Measures how neutral a news article is, and shows the evidence."
# FastAPI can hand exceptions and bodies to whatever collects telemetry on this machine.
# (Versions without telemetry take the argument and leave it.)
_SILENT: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def build(desk: Desk, version: str, names: Collection[str] = ()) -> FastAPI:
    """Return the application.

    Args:
        desk: What answers.
        version: Of biascheck.
        names: Names that the server goes by, see ``gate.Gate``.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.turns.close()

    app = FastAPI(
        title="biascheck",
        version=version,
        description=_DESCRIPTION,
        docs_url=None,  # FastAPI's pages load their scripts from elsewhere; ours is /api.
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry=_SILENT,
    )
    app.include_router(interface.router(desk, version))
    app.include_router(pages.router(desk, version, app.openapi))
    _describe(app)
    for kind, handler in (
        (Problem, _tell_problem),
        (RequestValidationError, _tell_faults),
        (HTTPException, _tell_refusal),
    ):
        app.add_exception_handler(kind, handler)
    places = {*app.openapi()["paths"], *pages.PLACES, str(app.openapi_url)}
    # The last one added is the outermost.
    app.add_middleware(Bodies, desk.limits.body, desk.limits.body_seconds)
    app.add_middleware(Gate, names)
    app.add_middleware(Headers)
    app.add_middleware(Journal, places)
    return app


def _describe(app: FastAPI) -> None:
    """Add the schemas of answers, and take out FastAPI's own kind of error."""
    described: dict[str, Any] = app.openapi()
    schemas = described["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(components())


async def _tell_problem(_: Request, problem: Any) -> Response:
    response: Response = problem.response()
    return response


async def _tell_faults(_: Request, error: Any) -> Response:
    found = error.errors()
    if any(it["type"] == "json_invalid" for it in found):
        return Problem("malformed", "The body is no JSON.").response()
    faults = tuple(map(interface.fault, found))
    told = "; ".join(f"{it['pointer'] or 'the request'}: {it['detail']}" for it in faults[:3])
    return Problem("invalid", f"{told}.", errors=faults).response()


async def _tell_refusal(request: Request, error: Any) -> Response:
    headers = error.headers
    if error.status_code == 404:
        return Problem("not-found", "This server has no such address.").response()
    if error.status_code == 405:
        told = f"It does not take {request.method[:20]}."
        return Problem("wrong-method", told, headers=headers).response()
    return Problem("malformed", "The body cannot be read.").response()
