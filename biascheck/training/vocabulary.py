"""Vocabulary pruning: word pieces that the training text hardly uses leave the model.

The word table is half of a small encoder's weights. A word whose piece was dropped is
spelt with smaller pieces, since single characters always stay, so no text becomes
unreadable.

Source: Abdaoui, Pradel, Sigel 2020, "Load What You Need: Smaller Versions of
Multilingual BERT".
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_CONTINUES = "##"
_BATCH = 500


def count_pieces(tokenizer: Path, texts: Iterable[str]) -> Counter[int]:
    """Count how often each piece of ``tokenizer.json`` occurs in some texts."""
    from tokenizers import Tokenizer

    backend = Tokenizer.from_file(str(tokenizer))
    backend.no_padding()
    backend.no_truncation()
    counts: Counter[int] = Counter()
    group: list[str] = []

    def read() -> None:
        for found in backend.encode_batch(group, add_special_tokens=False):
            counts.update(found.ids)
        group.clear()

    for text in texts:
        group.append(text)
        if len(group) == _BATCH:
            read()
    read()
    return counts


def prune(tokenizer: Path, counts: Counter[int], size: int) -> tuple[str, list[int]]:
    """Return ``tokenizer.json`` with ``size`` pieces, and the old ids of those kept, in order.

    Special tokens and single characters stay; the rest by frequency.

    Raises:
        ConfigError: If it is no WordPiece tokenizer or ``size`` is too small.
    """
    content = json.loads(tokenizer.read_text(encoding="utf-8"))
    if content["model"]["type"] != "WordPiece":
        raise ConfigError(
            "only a WordPiece vocabulary can be pruned.",
            source=str(tokenizer),
            hint="Leave `vocabulary` out of the recipe.",
        )
    pieces: dict[str, int] = content["model"]["vocab"]
    special = {entry["id"] for entry in content["added_tokens"]}
    fixed = {i for p, i in pieces.items() if len(p.removeprefix(_CONTINUES)) == 1} | special
    if size < len(fixed):
        raise ConfigError(f"the recipe's vocabulary must keep at least {len(fixed)} pieces.")
    others = sorted(set(pieces.values()) - fixed, key=lambda i: (-counts[i], i))
    kept = sorted(fixed | set(others[: size - len(fixed)]))
    _renumber(content, kept)
    return json.dumps(content, ensure_ascii=False), kept


def _renumber(content: dict[str, Any], kept: Sequence[int]) -> None:
    new = {old: number for number, old in enumerate(kept)}
    model = content["model"]
    model["vocab"] = {p: new[i] for p, i in model["vocab"].items() if i in new}
    for entry in content["added_tokens"]:
        entry["id"] = new[entry["id"]]
    for entry in (content["post_processor"] or {}).get("special_tokens", {}).values():
        entry["ids"] = [new[i] for i in entry["ids"]]
