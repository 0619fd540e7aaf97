"""How much one may ask of the server, and how many at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of requests.

    Attributes:
        body: Bytes of a request's body.
        characters: Unicode code points of a text or of the article on a page.
        seconds: From the request's arrival to its answer.
        concurrent: Analyses at once.
        waiting: Requests that may wait for their turn; 0 for none.
        page_bytes: Size of a fetched page, after decompression.
        page_seconds: For fetching a page, with names and redirects.
        body_seconds: For sending a body.
    """

    body: int = 1_000_000
    characters: int = 100_000
    seconds: float = 60.0
    concurrent: int = 2
    waiting: int = 16
    page_bytes: int = 5_000_000
    page_seconds: float = 15.0
    body_seconds: float = 15.0
