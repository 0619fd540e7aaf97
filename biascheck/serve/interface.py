"""The REST interface: a report for a text or an address, and whether the server is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from biascheck.serve.asked import Asked  # noqa: TC001 - FastAPI reads the annotations
from biascheck.serve.description import REPORT, problem_answers, report_answer, report_schema
from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from biascheck.serve.desk import Desk
    from biascheck.types import Report

_JSON: Final = "application/json"
# Where any request may fail: before it is looked at.
ANYWHERE: Final = ("unknown-host", "malformed", "too-large", "slow-body")
_ANALYSIS: Final = (
    *("other-site", "wrong-type", "invalid", "unreadable", "no-page"),
    *("busy", "no-turn", "too-slow"),
)


class ServedModel(BaseModel):
    """Which model answers."""

    name: str
    version: str
    sha256: str = Field(description="Checksum of its weights.")


class Health(BaseModel):
    """How the server is."""

    status: str = Field(description="Always `ok`: a server that is not well does not answer.")
    version: str = Field(description="Of biascheck.")
    model: ServedModel
    running: int = Field(ge=0, description="Analyses at this moment.")
    waiting: int = Field(ge=0, description="Requests that wait for a page or for their turn.")


def router(desk: Desk, version: str) -> APIRouter:
    """Return the addresses of the interface."""
    routes = APIRouter()
    served = desk.provenance
    model = ServedModel(name=served.name, version=served.version, sha256=served.sha256)

    @routes.post(
        "/analyze",
        summary="Analyse an article",
        response_class=Response,
        responses={200: report_answer(), **problem_answers(*ANYWHERE, *_ANALYSIS)},
        dependencies=[Depends(_require_json)],
    )
    async def analyze(asked: Asked) -> Response:
        """Return the report on a text, or on the article of a page."""
        return Response(await desk.answer(asked, _written), media_type=_JSON)

    @routes.get(
        "/health",
        summary="How the server is",
        response_description="It is well.",
        responses=problem_answers(*ANYWHERE),
    )
    async def health() -> Health:
        """Return version, model and load."""
        turns = desk.turns
        waiting = max(0, turns.inside - turns.running)
        return Health(
            status="ok", version=version, model=model, running=turns.running, waiting=waiting
        )

    @routes.get(
        f"/{REPORT}",
        summary="JSON Schema of a report",
        response_class=Response,
        responses={
            200: {
                "description": "JSON Schema 2020-12.",
                "content": {"application/schema+json": {"schema": {"type": "object"}}},
            },
            **problem_answers(*ANYWHERE),
        },
    )
    async def schema() -> Response:
        """Return the schema biascheck.report/1."""
        return Response(report_schema(), media_type="application/schema+json")

    return routes


def _written(report: Report) -> bytes:
    from biascheck.render.json import render
    from biascheck.render.layout import Layout

    return "".join(render([report], Layout())).encode("utf-8")


def _require_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise Problem("wrong-type", "The body of this request must be JSON.")


def fault(error: Any) -> dict[str, str]:
    """Return a fault of the content that pydantic found, without the content."""
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in error["loc"][1:]]
    told = str(error["msg"]).removeprefix("Value error, ")
    return {"pointer": "".join(f"/{step}" for step in steps), "detail": told}
