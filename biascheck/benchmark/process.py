"""Running one child process and measuring it as a whole: time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
_ENTRY: Final = "import sys; from biascheck.cli import main; sys.exit(main())"
# getrusage counts kibibytes on Linux, bytes on macOS (their manual pages).
_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process used, with the processes that it started and waited for.

    Attributes:
        seconds: Time on the clock.
        peak: Most resident memory of any of the processes, in bytes.
        processor: Seconds of processor time, of all processes together.
    """

    seconds: float
    peak: int
    processor: float = 0.0


def python(code: str, arguments: Sequence[str] = ()) -> Usage:
    """Measure ``python -c CODE ARGUMENTS`` from its start to its end.

    Raises:
        BiascheckError: The process failed.
    """
    launched = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-I", "-S", str(_LAUNCHER), sys.executable, "-c", code, *arguments],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, processor, peak, exit_code = launched.stdout.split()
    if exit_code != "0":
        raise BiascheckError(
            f"the measured process ended with {exit_code}: {launched.stderr.strip()[-300:]}",
            hint="Run the same command by hand to see more.",
        )
    return Usage(float(seconds), int(peak) * _RSS_UNIT, float(processor))


def analyze(article: Path, *options: str) -> Usage:
    """Measure a whole ``biascheck analyze ARTICLE OPTIONS``."""
    return python(_ENTRY, ["analyze", str(article), *options])


def batch(corpus: Path, output: Path, *options: str) -> Usage:
    """Measure a whole ``biascheck batch CORPUS -o OUTPUT OPTIONS``."""
    return python(_ENTRY, ["batch", str(corpus), "-o", str(output), "--quiet", *options])


def start(arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Start ``biascheck ARGUMENTS`` with its messages in a pipe; the caller ends it."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", _ENTRY, *arguments],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _environment() -> dict[str, str]:
    # The child measures the same copy of biascheck, however this one was found.
    here = str(Path(__file__).resolve().parents[2])
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{path}" if path else here}
