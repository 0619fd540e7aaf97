"""The server under load: what it answers, and whether its memory stays."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.process import start
from biascheck.benchmark.result import Result, Row
from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import urllib3

    from biascheck.benchmark.settings import Settings

CLIENTS: Final = 50
SECONDS: Final = 60.0
# In the last sixth of the time the server may need so much of what it needed in the second
# sixth: by then every thread has worked, and what is loaded on first use is there.
BOUND: Final = 1.15
# Seconds between two looks at its memory, at most.
_LOOK: Final = 0.5
# What a server that is used to its limits may answer with.
EXPECTED: Final = frozenset({200, 413, 429})

_TEXTS: Final = 40
_WORDS: Final = (50, 600)
# One request in so many is larger than the server takes.
_TOO_LARGE: Final = 25
_LARGE: Final = 1_200_000
_ADDRESS: Final = "serving on "


@dataclass(slots=True)
class Load:
    """What came of the requests.

    Attributes:
        answers: Status to how many had it; 0 stands for no answer.
        early: Resident memory in the second sixth of the time, in bytes, a median.
        late: The same in the last sixth.
    """

    answers: Counter[int] = field(default_factory=Counter)
    early: float = 0.0
    late: float = 0.0


def measure(settings: Settings) -> Result:
    """Measure what 50 clients at once are answered for a minute, on this machine alone.

    ``seconds`` and ``model`` count.

    Raises:
        BiascheckError: An answer was neither a report nor a documented refusal.
    """
    with _served(settings.model_option) as (address, process):
        load = put_under_load(address, settings.seconds or SECONDS, lambda: resident(process.pid))
    wrong = {status: n for status, n in sorted(load.answers.items()) if status not in EXPECTED}
    if wrong or not load.answers[200]:
        told = ", ".join(f"{n} times {status or 'none'}" for status, n in wrong.items())
        raise BiascheckError(
            f"the server under load gave answers that it should not: {told or 'no report'}.",
            hint="Run biascheck serve by hand and look at its log.",
        )
    ratio = load.late / load.early
    total = load.answers.total()
    rows = [
        Row("resident MB in the second sixth of the time", load.early / 1e6),
        Row("resident MB in the last sixth", load.late / 1e6, ratio),
        *(Row(f"answers {status}", n, n / total) for status, n in sorted(load.answers.items())),
    ]
    return Result(
        name="serve",
        unit="MB or answers",
        baseline="its memory in the second sixth of the time; answers: to all of them",
        rows=tuple(rows),
        claim=f"{CLIENTS} clients get no other answer than 200, 413 and 429, in steady memory",
        measured=ratio,
        bound=BOUND,
    )


@contextmanager
def _served(options: Sequence[str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the server; yield its address and process."""
    with start(["serve", "--port", "0", "--quiet", "--no-fetch", *options]) as process:
        assert process.stderr is not None
        # What it says later must not fill the pipe.
        reader = threading.Thread(target=process.stderr.read)
        try:
            address = _address(process.stderr)
            reader.start()
            yield address, process
        finally:
            process.terminate()
            if reader.ident is not None:
                reader.join()


def _address(messages: Iterable[str]) -> str:
    """Return the address that the server says.

    Raises:
        BiascheckError: It ended before it had one.
    """
    said = ""
    for line in messages:
        said += line
        if _ADDRESS in line:
            return line.partition(_ADDRESS)[2].split()[0]
    raise BiascheckError(f"the server did not start: {said.strip()[-300:]}")


def put_under_load(address: str, seconds: float, memory: Callable[[], int]) -> Load:
    """Let clients ask for so many seconds, each as soon as it may.

    Args:
        address: Of the server, with a slash at its end.
        seconds: How long new requests are sent.
        memory: Gives the server's resident memory, in bytes.
    """
    load = Load()
    began = time.monotonic()
    bodies = _bodies()
    clients = [
        threading.Thread(target=_ask, args=(address, seed, bodies, began + seconds, load.answers))
        for seed in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    sixths: list[list[int]] = [[] for _ in range(6)]
    while (passed := time.monotonic() - began) < seconds:
        sixths[int(6 * passed / seconds)].append(memory())
        time.sleep(min(_LOOK, seconds / 24))
    for client in clients:
        client.join()
    load.early, load.late = median(sixths[1]), median(sixths[5])
    return load


def resident(pid: int) -> int:
    """Return the resident memory of a process, in bytes."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        found = status.read_text(encoding="ascii").partition("VmRSS:")[2].split()[0]
    else:
        asked = ["ps", "-o", "rss=", "-p", str(pid)]
        found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return int(found) * 1024


def _bodies() -> list[bytes]:
    """Return articles of different length, as requests."""
    chance = random.Random(0)  # noqa: S311 - reproducible text, no secret
    texts = [news_article(chance.randint(*_WORDS), seed) for seed in range(_TEXTS)]
    return [json.dumps({"text": text}).encode() for text in texts]


def _ask(address: str, seed: int, bodies: list[bytes], until: float, answers: Counter[int]) -> None:
    """Send requests until the time is over; wait as long as the server says."""
    import urllib3

    chance = random.Random(seed)  # noqa: S311
    pool = urllib3.PoolManager(retries=False, timeout=120)
    while time.monotonic() < until:
        large = chance.randrange(_TOO_LARGE) == 0
        body = b" " * _LARGE if large else chance.choice(bodies)
        status, wait = _send(pool, f"{address}analyze", body)
        answers.update([status])
        time.sleep(max(0.0, min(wait, until - time.monotonic())))
    pool.clear()


def _send(pool: urllib3.PoolManager, address: str, body: bytes) -> tuple[int, float]:
    """Return the status of the answer, 0 for none, and the seconds to wait."""
    import urllib3

    try:
        answer = pool.request(
            "POST", address, body=body, headers={"Content-Type": "application/json"}
        )
    except urllib3.exceptions.HTTPError:
        return 0, 1.0
    return answer.status, float(answer.headers.get("Retry-After", 0))
