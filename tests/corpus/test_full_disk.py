"""A disk that is really full: a small file system in memory, in a namespace of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from biascheck.benchmark.corpus_memory import write_corpus
from tests.corpus.test_engine import files
from tests.corpus.test_kill import done

ARTICLES = 200
# About half of what the results need.
SMALL = "400k"
# Only what is inside the namespace sees the mount, so each step is one of this script.
SCRIPT = """
mount -t tmpfs -o size={small} tmpfs {disk} || exit
"$@"; echo "$?" >&2
cp -r {disk}/out {stopped}
mount -o remount,size=100m {disk}
"$@"; echo "$?" >&2
cp -r {disk}/out {finished}
"""
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def may_mount():
    """Say whether this machine lets an ordinary process mount a file system of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def test_a_full_disk_keeps_what_is_done_and_the_run_goes_on(tiny_model, tmp_path):
    if not may_mount():
        pytest.skip("no file system can be mounted here")
    corpus, disk = tmp_path / "corpus.jsonl", tmp_path / "disk"
    write_corpus(corpus, ARTICLES)
    disk.mkdir()
    options = ["--model", str(tiny_model), "--workers", "1", "--block", "20"]
    command = [sys.executable, "-m", "biascheck", "batch", str(corpus), *options, "-o"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    script = SCRIPT.format(
        small=SMALL, disk=disk, stopped=tmp_path / "stopped", finished=tmp_path / "finished"
    )
    inside = [*NAMESPACE, "sh", "-c", script, "sh", *command, f"{disk}/out"]
    said = subprocess.run(inside, capture_output=True, text=True, check=True).stderr
    first, second = said.split("\n4\n")
    assert "there is no space left" in first
    assert "The same command goes on from there" in first
    assert "Traceback" not in said
    assert 0 < done(tmp_path / "stopped") < ARTICLES / 20
    assert second.rstrip().endswith("\n0")
    assert f"{ARTICLES} written" in second
    assert files(tmp_path / "finished") == files(tmp_path / "whole")
