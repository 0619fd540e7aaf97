"""Corpora with frames: mapped to policy frames, everything they do not annotate unknown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from biascheck.errors import DataError
from biascheck.labels import FRAMES
from biascheck.segmentation.sentences import segment
from biascheck.splits import is_dev
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import Example, Mention, Source, fixed_source
from biascheck.types import Article, Document, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

_LONGEST = 4000


def read_crosswalk(data: Path, name: str) -> dict[str, tuple[int, ...]]:
    """Return a corpus's frame names with the indices of the policy frames they map to.

    Raises:
        DataError: If the codebook file is missing.
    """
    path = data / "framing" / "lexicons" / "policy_frames_codebook.json"
    try:
        codebook = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            "the frame codebook is missing.", source=str(path), hint="See `biascheck datasets`."
        ) from error
    index = {frame["id"]: frame["code"] - 1 for frame in codebook["frames"]}
    return {
        label: tuple(index[frame] for frame in frames)
        for label, frames in codebook["crosswalk"][name].items()
    }


def map_frames(
    labels: set[str],
    crosswalk: Mapping[str, tuple[int, ...]],
    disputed: frozenset[str] = frozenset(),
) -> NDArray[np.float32]:
    """Return probabilities ``[15]``; frames outside the crosswalk stay NaN.

    A frame reached only by a label that maps to several frames is left unknown where
    the label is present, since it may be any of them.
    """
    frames = np.full(len(FRAMES), np.nan, dtype=np.float32)
    for mapped in crosswalk.values():
        for frame in mapped:
            frames[frame] = 0.0
    for label, mapped in crosswalk.items():
        if label in labels or label in disputed:
            certain = len(mapped) == 1 and label not in disputed
            for frame in mapped:
                frames[frame] = 1.0 if certain else np.nan
    for label, mapped in crosswalk.items():
        if label in labels and len(mapped) == 1 and label not in disputed:
            frames[mapped[0]] = 1.0
    return frames


def load_ccf(data: Path) -> Source:
    """CCF: two-sentence units on climate. Source: Lemor 2026."""
    path = data / "framing" / "ccf.jsonl.gz"
    crosswalk = read_crosswalk(data, "ccf_climate_frames")
    examples = []
    for row in read_rows(path):
        if is_dev(row["doc_id"]):
            continue
        labels = set(row["labels"]) | set(row["all_labels"])
        disputed = frozenset(row.get("disputed_frames") or ())
        examples.append(_unit(row["text"], "ccf", map_frames(labels, crosswalk, disputed)))
    return fixed_source("ccf", [path], examples)


def load_gvfc(data: Path) -> Source:
    """GVFC: headlines on gun violence. Source: Liu et al., CoNLL 2019."""
    path = data / "framing" / "gvfc.jsonl.gz"
    crosswalk = read_crosswalk(data, "gvfc")
    examples = [
        _unit(row["text"], "gvfc", map_frames(set(row["labels"]), crosswalk))
        for row in read_rows(path)
        if row["relevant"] and not is_dev(row["doc_id"])
    ]
    return fixed_source("gvfc", [path], examples)


def _unit(text: str, corpus: str, frames: NDArray[np.float32]) -> Example:
    document = Document(Article(text=text), segment(text))
    return Example(document=document, corpus=corpus, frames=frames)


def load_narrative(data: Path) -> Source:
    """Narrative frames on climate: villains, heroes and victims as mentions.

    A victim is shown as harmed; a villain is opposed and a hero supported by the
    narrative. Source: Frermann et al., ACL 2023.
    """
    path = data / "framing" / "narrative.jsonl.gz"
    examples = [example for row in read_rows(path) for example in _narrative(row)]
    return fixed_source("narrative", [path], examples)


_PARTS: dict[str, tuple[tuple[float, float, float] | None, float]] = {
    "villain": ((0.0, 0.3, 0.7), 0.0),
    "hero": ((0.7, 0.3, 0.0), 0.0),
    "victim": (None, 1.0),
}


def _narrative(row: dict[str, Any]) -> list[Example]:
    text = row["text"][:_LONGEST]
    mentions = tuple(
        Mention((Span(start, end),), *_PARTS[part])
        for start, end, part in row["spans"]
        if part in _PARTS and end <= len(text)
    )
    if not mentions:
        return []
    document = Document(Article(text=text), segment(text))
    return [Example(document=document, corpus="narrative", mentions=mentions)]
