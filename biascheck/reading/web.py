"""Fetching one page: bounded in time, size and redirects, with errors a reader understands.

The library is urllib3 (pip's and requests' own transport; trafilatura needs it anyway).
"""

from __future__ import annotations

import queue
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from biascheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import urllib3

    #: Sends one GET request, and returns the answer with its body unread.
    Send = Callable[[str, Mapping[str, str], urllib3.Timeout], urllib3.BaseHTTPResponse]

#: What an article can be served as; an empty type is judged by the bytes.
_READABLE: Final = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "")
_HEADERS: Final = {
    "User-Agent": "Mozilla/5.0 (compatible; biascheck)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    "Accept-Language": "en",
}
_CHUNK: Final = 65_536
_COPY: Final = "Copy the article's address from the browser."
_SAVE: Final = "Open the page in a browser, save it, and give the saved file."


@dataclass(frozen=True, slots=True)
class _Limits:
    deadline: float
    max_bytes: int
    max_redirects: int
    send: Send

    def left(self) -> float:
        """Return the seconds left, at least a moment."""
        return max(0.05, self.deadline - time.monotonic())


def fetch(
    url: str,
    *,
    timeout: float = 20,
    max_bytes: int = 10_000_000,
    max_redirects: int = 5,
    send: Send | None = None,
) -> tuple[bytes, str, str]:
    """Return the body, the content type and the final address of a page.

    Args:
        url: An http or https address.
        timeout: Seconds for everything together: names, redirects and the body.
        max_bytes: Largest body, after decompression; reading stops there.
        max_redirects: Longest chain of redirects.
        send: What sends each request; None: as the user's own programs would, anywhere and
            through the user's proxy. For addresses that others name: ``public.PublicWeb``.

    Raises:
        InputError: The page cannot be had, takes too long, is too large, or is neither
            HTML nor text.
    """
    limits = _Limits(time.monotonic() + timeout, max_bytes, max_redirects, send or _send)
    # Looking up a name has no time limit of its own, and a server may send a byte a
    # second; only waiting for another thread bounds the whole.
    answers: queue.SimpleQueue[tuple[bytes, str, str] | Exception] = queue.SimpleQueue()
    worker = threading.Thread(target=_answer, args=(url, limits, answers), daemon=True)
    worker.start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise _timed_out(url, timeout) from None
    if isinstance(answer, TimeoutError):
        raise _timed_out(url, timeout)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _answer(
    url: str, limits: _Limits, answers: queue.SimpleQueue[tuple[bytes, str, str] | Exception]
) -> None:
    """Put the page, or the reason why there is none, into the queue."""
    try:
        answers.put(_follow(url, limits))
    except Exception as error:  # noqa: BLE001 - handed to the waiting thread, which raises it
        answers.put(error)


def _follow(url: str, limits: _Limits) -> tuple[bytes, str, str]:
    """Follow redirects by hand, so that every step is checked."""
    address = url
    seen: set[str] = set()
    while True:
        if address in seen or len(seen) > limits.max_redirects:
            raise InputError("the address redirects without end.", source=url, hint=_SAVE)
        seen.add(address)
        _require_web(url, address)
        response = _request(url, address, limits)
        try:
            target = response.headers.get("Location") if 300 <= response.status < 400 else None
            if not target:
                return (*_body(url, response, limits), address)
            address = urljoin(address, target)
        finally:
            response.close()


def _require_web(url: str, address: str) -> None:
    """Raise an error unless the address, one step from ``url``, is an http(s) one."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        raise InputError("the address is malformed.", source=url, hint=_COPY) from None
    if scheme not in ("http", "https"):
        cause = f"the address leads to {address[:80]!r}, which is not on the web."
        raise InputError(cause, source=url, hint=_COPY)


def _request(url: str, address: str, limits: _Limits) -> urllib3.BaseHTTPResponse:
    import urllib3

    errors = urllib3.exceptions
    try:
        return limits.send(address, _HEADERS, urllib3.Timeout(total=limits.left()))
    except errors.NameResolutionError:
        cause, hint = "the server's name is not known.", "Check the address and the connection."
    except errors.NewConnectionError:  # before TimeoutError, of which it is one
        cause, hint = "the server cannot be reached.", "Check the address, or try later."
    except errors.TimeoutError:
        raise TimeoutError from None
    except errors.SSLError as error:
        cause, hint = f"the connection is not secure ({error}).", _SAVE
    except (errors.LocationValueError, UnicodeError):
        cause, hint = "the address is malformed.", _COPY
    except (errors.HTTPError, OSError) as error:
        cause, hint = f"the server did not answer ({error}).", "Check the address, or try later."
    raise InputError(cause, source=url, hint=hint)


def _send(
    address: str, headers: Mapping[str, str], timeout: urllib3.Timeout
) -> urllib3.BaseHTTPResponse:
    return _pool(address).request(
        "GET",
        address,
        headers=headers,
        timeout=timeout,
        retries=False,
        redirect=False,
        preload_content=False,
    )


def _pool(address: str) -> urllib3.PoolManager:
    """Return a pool with the system's and certifi's authorities, behind the user's proxy."""
    import certifi
    import urllib3

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy, ssl_context=context)
    return urllib3.PoolManager(ssl_context=context)


def _body(url: str, response: urllib3.BaseHTTPResponse, limits: _Limits) -> tuple[bytes, str]:
    """Return body and content type of the last answer."""
    import urllib3

    if response.status != 200:
        raise _refused(url, response.status)
    content_type = response.headers.get("Content-Type", "").lower()
    _require_readable(url, content_type.partition(";")[0].strip())
    data = bytearray()
    try:
        # One read of the connection at a time: a byte a second must not hold this thread.
        while chunk := response.read1(_CHUNK, decode_content=True):
            data += chunk
            if time.monotonic() > limits.deadline:
                raise TimeoutError
            if len(data) > limits.max_bytes:
                cause = f"the page is larger than {limits.max_bytes / 1e6:.0f} MB."
                raise InputError(cause, source=url, hint=_SAVE)
    except urllib3.exceptions.TimeoutError:
        raise TimeoutError from None
    except (urllib3.exceptions.HTTPError, OSError) as error:
        cause = f"the connection broke while reading ({error})."
        raise InputError(cause, source=url, hint="Try again later.") from None
    return bytes(data), content_type


def _require_readable(url: str, kind: str) -> None:
    if kind in _READABLE:
        return
    if kind == "application/pdf":
        cause = "the address leads to a PDF file."
        hint = "Download it and extract its text: pdftotext file.pdf file.txt"
    else:
        cause = f"the address leads to {kind}, not to a page."
        hint = _COPY
    raise InputError(cause, source=url, hint=hint)


def _refused(url: str, status: int) -> InputError:
    cause = f"the server answered with status {status}."
    if status in (401, 402, 403, 451):
        return InputError(f"{cause} It lets no program read.", source=url, hint=_SAVE)
    if status in (404, 410):
        return InputError(f"{cause} There is no such page.", source=url, hint="Check the address.")
    return InputError(cause, source=url, hint="Try again later.")


def _timed_out(url: str, timeout: float) -> InputError:
    return InputError(f"the page did not come within {timeout:g} s.", source=url, hint=_SAVE)
