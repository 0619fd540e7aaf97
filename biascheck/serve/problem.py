"""What can be wrong with a request, as answers that programs and people can read.

Source: RFC 9457, "Problem Details for HTTP APIs". ``next`` is our own member: what to do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, and what is always true of it."""

    status: int
    title: str
    next: str


#: By the name that stands in ``type``, after the address of the page that lists them.
KINDS: Final = {
    "malformed": Kind(400, "The request is malformed", "Send JSON as the examples show."),
    "unknown-host": Kind(
        400,
        "The server does not go by this name",
        "Use the address that it printed, or start it with --allow-host NAME.",
    ),
    "other-site": Kind(
        403, "The request comes from another site", "Use the form of this server, or a program."
    ),
    "not-found": Kind(404, "There is no such address", "See /api for what there is."),
    "wrong-method": Kind(
        405, "The address does not take this method", "See /api for what it does."
    ),
    "slow-body": Kind(408, "The request did not arrive in time", "Send it again, at once."),
    "too-large": Kind(413, "The request is too large", "Send less, or use: biascheck batch."),
    "wrong-type": Kind(
        415,
        "The content is of a type that is not read here",
        "Send JSON with the header Content-Type: application/json.",
    ),
    "invalid": Kind(422, "The request asks for what cannot be done", "Correct what is named."),
    "unreadable": Kind(422, "There is no article that can be analysed", "Send another text."),
    "no-page": Kind(422, "The page cannot be had", "Paste the article's text instead."),
    "busy": Kind(429, "Too many requests at once", "Try again in a few seconds."),
    "bug": Kind(500, "The server made a mistake", "Please report it to the project."),
    "no-turn": Kind(503, "The request waited too long for its turn", "Try again later."),
    "too-slow": Kind(504, "The analysis took too long", "Send a shorter text."),
}


class Problem(Exception):  # noqa: N818 - the RFC's word
    """A request that is not answered with a report.

    Args:
        kind: One of ``KINDS``.
        detail: What went wrong with this request, in a sentence.
        hint: What to do next; None: what the kind says.
        errors: Each fault of the request's content, with a ``pointer`` and a ``detail``.
        headers: Of the answer.
    """

    def __init__(
        self,
        kind: str,
        detail: str,
        hint: str | None = None,
        *,
        errors: tuple[Mapping[str, str], ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        known = KINDS[kind]
        self.kind = kind
        self.status = known.status
        self.title = known.title
        self.detail = inline(detail)
        self.next = inline(hint or known.next)
        self.errors = errors
        self.headers = dict(headers or {})

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as JSON values."""
        return {
            "type": f"/api#{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "next": self.next,
            **({"errors": list(self.errors)} if self.errors else {}),
        }

    def response(self) -> Response:
        """Return the answer for programs."""
        return Response(
            json.dumps(self.to_dict()),
            self.status,
            headers=self.headers,
            media_type=MEDIA_TYPE,
        )
