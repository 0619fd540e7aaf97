"""Writes the results of a small corpus: five newspapers that do not exist.

Usage: python examples/compare/make.py FOLDER. The scores are drawn, not measured: two of the
papers write alike, one is more opinionated on every topic, one only writes more about the
topic on which all are, and one has too few articles to say anything.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from biascheck.results.parts import write_block
from biascheck.results.schema import schema

# Paper: (articles, share of them on tolls, how much lower its neutrality is)
PAPERS = {
    "Ostren Post": (160, 0.3, 0.0),
    "Lind Courier": (140, 0.3, 0.5),
    "Harbour Voice": (150, 0.3, 9.0),
    "Toll Gazette": (150, 0.8, 0.0),
    "Weir Leaflet": (9, 0.3, 25.0),
}
# How much lower neutrality is in articles on tolls, whoever writes them.
TOLLS = 10.0
WORDS = ("scandal", "sensible", "reckless", "cherished")


def tables(seed: int = 5) -> dict[str, list[dict[str, Any]]]:
    """Return rows of the tables that a comparison reads, in the columns that it reads."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[dict[str, Any]]] = {"articles": [], "loaded": [], "frames": []}
    for paper, (number, share, less) in PAPERS.items():
        for _ in range(number):
            row = len(found["articles"])
            tolls = bool(rng.random() < share)
            neutrality = float(np.clip(84 - less - TOLLS * tolls + rng.normal(0, 9), 0, 100))
            opinion = float(np.clip(rng.normal((100 - neutrality) / 200, 0.04), 0, 1))
            key = {"row": row, "id": f"made-{row}"}
            found["articles"].append(
                {
                    **key,
                    "source": "made.jsonl",
                    "outlet": paper,
                    "published": f"2026-0{rng.integers(1, 7)}-{rng.integers(10, 29)}",
                    "neutrality": neutrality,
                    "opinion_share": opinion,
                    "topic": "tolls" if tolls else "weather",
                }
            )
            odds = np.array([6 if less > 5 else 1, 3, 2, 1], dtype=float)
            for word in rng.choice(WORDS, size=3, p=odds / odds.sum()):
                found["loaded"].append({**key, "text": str(word)})
            found["frames"].append({**key, "frame": "Economic", "score": 0.5, "present": tolls})
    return found


def completed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with something in every column that must have a value."""
    needed = (field for field in schema(table) if not field.nullable)
    return {field.name: _empty(field.type) for field in needed} | row


def _empty(kind: pa.DataType) -> Any:
    return [] if pa.types.is_list(kind) else pa.scalar(0).cast(kind).as_py()


if __name__ == "__main__":
    made = {name: [completed(name, row) for row in rows] for name, rows in tables().items()}
    write_block(Path(sys.argv[1]), 0, made, pa.schema([("topic", pa.string())]))
