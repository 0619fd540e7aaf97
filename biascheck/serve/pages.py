"""The pages for people: a form, the report that it leads to, and the interface explained.

The form works without script. It is read by the standard library: a form parser that
spools to the disk would leave texts there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import HTMLResponse, Response

from biascheck.serve.asked import Asked
from biascheck.serve.interface import fault
from biascheck.serve.problem import KINDS, Problem
from biascheck.serve.templates import frame, policy_header, template

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.serve.desk import Desk
    from biascheck.types import Report

PLACES: Final = ("/", "/api")
#: The dimensions that can be left out, in the words of the form.
DIMENSIONS: Final = {
    "genre": "Genre: report, analysis or opinion piece",
    "loaded": "Loaded words, and what makes them so",
    "framing": "Frames: which considerations the text brings to its issue",
    "stance": "Stance towards people, parties and places",
    "headline": "Whether the headline says more than the text",
}
_FORM: Final = "application/x-www-form-urlencoded"
_FIELDS: Final = 20
_EMPTY: Final[dict[str, Any]] = {
    "text": "",
    "url": "",
    "title": "",
    "targets": "",
    "dimensions": tuple(DIMENSIONS),
}


def router(desk: Desk, version: str, describe: Callable[[], dict[str, Any]]) -> APIRouter:
    """Return the addresses of the pages.

    Args:
        desk: What answers.
        version: Of biascheck.
        describe: Gives the OpenAPI description of the interface.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    own = {"version": version, "model": desk.provenance, "limits": desk.limits}

    def page(name: str, status: int = 200, **values: Any) -> Response:
        shown = frame("'self'")
        headers = {**policy_header(shown["policy"]), "Referrer-Policy": "same-origin"}
        text = template(name).render(**own, **shown, **values)
        return HTMLResponse(text, status, headers=headers)

    def form(asked: dict[str, Any], problem: Problem | None = None) -> Response:
        values = {"asked": asked, "problem": problem, "fetches": desk.fetches}
        status = problem.status if problem else 200
        answer = page("form.html.j2", status, dimensions=DIMENSIONS, **values)
        answer.headers.update(problem.headers if problem else {})
        return answer

    @routes.get("/")
    async def empty() -> Response:
        return form(_EMPTY)

    @routes.post("/")
    async def report(request: Request) -> Response:
        given = dict(_EMPTY)
        try:
            given = await _given(request)
            return await desk.answer(_asked(given), _served)
        except Problem as problem:
            return form(given, problem)

    @routes.get("/api")
    async def api(request: Request) -> Response:
        described = describe()
        fields = described["components"]["schemas"][Asked.__name__]["properties"]
        origin = str(request.base_url).rstrip("/")
        values = {"described": described, "fields": fields, "kinds": KINDS, "origin": origin}
        return page("api.html.j2", **values)

    return routes


async def _given(request: Request) -> dict[str, Any]:
    """Return the form's fields, as they go back into the form.

    Raises:
        Problem: It is no form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Problem("wrong-type", "This address reads its own form.", "Send JSON to /analyze.")
    body = await request.body()
    try:
        fields = parse_qs(body.decode("ascii"), errors="strict", max_num_fields=_FIELDS)
    except ValueError:
        raise Problem("malformed", "The form is malformed.", "Send it again.") from None
    first = {name: fields.get(name, [""])[0].strip() for name in _EMPTY}
    # Browsers send CR LF for the line breaks of a text.
    first["text"] = first["text"].replace("\r\n", "\n")
    return {**first, "dimensions": tuple(fields.get("dimensions", ()))}


def _asked(given: dict[str, Any]) -> Asked:
    """Return what the form asks for.

    Raises:
        Problem: It asks for what cannot be.
    """
    targets = [name.strip() for name in given["targets"].split(",")]
    # Roles and sources are always measured: asking for them is asking for no more.
    dimensions = given["dimensions"] or ("role",)
    values = {
        **{name: given[name] for name in ("text", "url", "title") if given[name]},
        "targets": [name for name in targets if name],
        "dimensions": () if set(dimensions) == set(DIMENSIONS) else dimensions,
    }
    if not given["text"] and not given["url"]:
        raise Problem("invalid", "Nothing was given.", "Paste a text or give an address.")
    if given["text"] and given["url"]:
        told = "Both a text and an address were given."
        raise Problem("invalid", told, "Leave one of them empty.")
    try:
        return Asked.model_validate(values)
    except ValidationError as error:
        faults = tuple(fault({**it, "loc": ("body", *it["loc"])}) for it in error.errors())
        told = "; ".join(f"{it['pointer'][1:]}: {it['detail']}" for it in faults[:3])
        raise Problem("invalid", f"{told}.", errors=faults) from None


def _served(report: Report) -> Response:
    """Return the page of a report; it runs in the thread of the analysis."""
    from biascheck.render.html.page import page

    values = frame("'none'")
    text = template("served.html.j2").render(page=page(report, prefix=""), **values)
    return HTMLResponse(text, headers=policy_header(values["policy"]))
