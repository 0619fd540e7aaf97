"""Measuring a child process."""

import pytest

from biascheck.benchmark.process import python
from biascheck.errors import BiascheckError

MEGABYTE = 10**6


def test_memory_that_is_used_is_seen():
    # A large parent must not be counted: see launcher.py.
    parent = bytearray(300_000_000)
    small = python("pass")
    large = python("x = b'x' * 200_000_000")
    assert 1 * MEGABYTE < small.peak < 100 * MEGABYTE
    assert large.peak - small.peak > 150 * MEGABYTE
    del parent


def test_waiting_is_time():
    assert python("import time; time.sleep(0.3)").seconds >= 0.3


def test_a_failed_process_is_no_measurement():
    with pytest.raises(BiascheckError, match="ended with 3: no such thing"):
        python("import sys; sys.stderr.write('no such thing'); sys.exit(3)")


def test_arguments_arrive():
    python("import sys; assert sys.argv[1:] == ['a', 'b c']", ["a", "b c"])
