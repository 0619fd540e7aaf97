"""From the frames of other corpora to policy frames, by the codebook's crosswalk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from biascheck.errors import DataError
from biascheck.labels import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Crosswalk: TypeAlias = "Mapping[str, tuple[str, ...]]"


def read_crosswalk(data: Path, name: str) -> Crosswalk:
    """Return a corpus's labels with the policy frames that each may stand for.

    Raises:
        DataError: If the codebook file is missing or malformed.
    """
    path = data / "framing" / "lexicons" / "policy_frames_codebook.json"
    try:
        book = json.loads(path.read_text(encoding="utf-8"))
        names = {frame["id"]: FRAMES[frame["code"] - 1] for frame in book["frames"]}
        pairs = book["crosswalk"][name].items()
        return {label: tuple(names[frame] for frame in frames) for label, frames in pairs}
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"the frame codebook cannot be read: {error}.",
            source=str(path),
            hint="Give the corpora's folder with --data.",
        ) from error


def map_labels(labels: Iterable[str], crosswalk: Crosswalk) -> tuple[list[str], list[str]]:
    """Return (frames present, frames scored) of a text, in the codebook's order.

    A label that stands for exactly one frame decides it. One that may stand for several
    says only that one of them is there: these frames are not scored in this text unless
    another label decides them, and a frame that no label can ever decide never is.
    """
    given = set(labels)
    decidable = {frames[0] for frames in crosswalk.values() if len(frames) == 1}
    present = {f[0] for label, f in crosswalk.items() if len(f) == 1 and label in given}
    vague = {
        frame
        for label, frames in crosswalk.items()
        if len(frames) > 1 and label in given
        for frame in frames
    }
    scored = decidable - (vague - present)
    return [f for f in FRAMES if f in present], [f for f in FRAMES if f in scored]
