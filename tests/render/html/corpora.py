"""Indexes of corpora that are generated, row by row, without a model."""

from __future__ import annotations

import random

from biascheck.labels import FRAMES
from biascheck.render.html.index.overview import Index
from tests.reports import PROVENANCE

OUTLETS = ("Ostren Post", "Lind Courier", "Harbour Voice", "Valm Observer", "Quay Street Weekly")
SUBJECTS = ("bridge", "harbour", "budget", "school", "water", "rail", "museum", "clinic")
DEEDS = ("reopens", "is delayed", "splits the council", "draws a crowd", "goes to appeal")


def values(row, **given):
    """Return a row of the table of articles; what is given goes before what is made up."""
    chance = random.Random(row)
    outlet = chance.choice(OUTLETS)
    opinion = chance.random() < 0.25
    share = min(1.0, chance.betavariate(5, 3) if opinion else chance.betavariate(1, 14))
    made = {
        "row": row,
        "id": f"a{row}",
        "source": "valm.jsonl",
        "line": row + 1,
        "title": f"The {chance.choice(SUBJECTS)} {chance.choice(DEEDS)}, part {row}",
        "outlet": outlet,
        "published": f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "genre": "opinion" if opinion else "news",
        "frames": chance.sample(FRAMES, chance.randint(0, 2)),
        "neutrality": round(100 * (1 - share), 3),
        "neutrality_percentile": float(chance.randint(0, 100)),
        "opinion_share": share,
        "loaded_per_1000": chance.expovariate(0.2),
        "lean": ("left", "centre", "right")[OUTLETS.index(outlet) % 3],
        "topic": chance.choice(SUBJECTS),
    }
    return made | given


def unknown(row, **given):
    """Return the row of an article without scores."""
    why = "the article has no words outside boilerplate"
    reasons = {f"{name}_reason": why for name in ("neutrality", "opinion_share", "loaded_per_1000")}
    scores = ("neutrality", "neutrality_percentile", "opinion_share", "loaded_per_1000")
    return values(row) | dict.fromkeys(scores) | reasons | given


def failure(row, code="language", message="the article is in French; use --force."):
    """Return a row of the table of errors."""
    place = {"row": row, "id": f"a{row}", "source": "valm.jsonl", "line": row + 1}
    return {**place, "code": code, "message": message}


def repetition(row, of_row, similarity=None):
    """Return a row of the table of duplicates."""
    place = {"row": row, "id": f"a{row}", "source": "valm.jsonl", "line": row + 1}
    kind = "exact" if similarity is None else "near"
    return {
        **place,
        "of_row": of_row,
        "of_id": f"a{of_row}",
        "kind": kind,
        "similarity": similarity,
    }


def generated(number, name="valm"):
    """Return the index of so many items: of 50, one has no scores, one failed, one repeats."""
    index = Index(name)
    for row in range(number):
        if row % 50 == 7:
            index.add_analysed(unknown(row), f"articles/0000/{row}-a{row}.html")
        elif row % 50 == 8:
            index.add_failed(failure(row))
        elif row % 50 == 9:
            index.add_duplicate(repetition(row, row - 1, 0.91))
        else:
            index.add_analysed(values(row), f"articles/0000/{row}-a{row}.html")
    return index


def text(index):
    """Return the document."""
    return "".join(index.render(PROVENANCE))
