"""Starts a program and prints what it used and its exit code; run as a script.

On Linux a process inherits the high-water mark of the one that started it, so a large
parent hides the child's own peak. This script is the small parent in between: it
imports next to nothing.

Usage: python -I -S launcher.py PROGRAM ARGUMENTS...
"""

from __future__ import annotations

import os
import sys
import time


def main(program: list[str]) -> None:
    """Run the program without input or output; its errors go to standard error."""
    silent = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(program[0], program, os.environ, file_actions=silent)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    processor = used.ru_utime + used.ru_stime
    exit_code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{seconds} {processor} {used.ru_maxrss} {exit_code}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
