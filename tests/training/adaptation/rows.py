"""Labelled rows made for the tests; every text is our own."""

from __future__ import annotations

import json

CALM = (
    "The council of Ostren met on Tuesday.",
    "The repair of the bridge costs four million crowns.",
    "The vote on the new schools is in the spring.",
    "Police closed the road by the river for two hours.",
)
ANGRY = (
    "It was a shameful evening for everyone in Ostren.",
    "Nobody should forgive such reckless waste and such lies.",
    "What a disgrace that shameful plan is!",
    "These reckless lies are a wonderful disgrace.",
)
SAID = (
    'Mayor Mara Orlen said, "The road will be paid for."',
    "Pavel Drent said that nothing was done.",
)
FURNITURE = ("Share this story.", "Sign up for our newsletter. All rights reserved.")
FRAMES = ("Economic", "Health and safety")
OUTLETS = ("Ostren Post", "Lind Echo", "Valm Courier", "Harbour Times")


def two(labels, n=48, **fields):
    """Return n rows whose label follows from their words, over four outlets."""
    return [
        {
            "id": f"r{i}",
            "text": (CALM, ANGRY)[i % 2][i // 2 % 4],
            "label": labels[i % 2],
            "outlet": OUTLETS[i // 8 % 4],
            **fields,
        }
        for i in range(n)
    ]


def contrary(labels, n=72):
    """Return rows of one large outlet and of three small ones that mean the reverse.

    What is learnt from the small ones is wrong about the large one.
    """
    rows = two(labels, n)
    for i, row in enumerate(rows):
        row["outlet"] = OUTLETS[0]
        if i >= n - 24:
            row["outlet"] = OUTLETS[1 + i // 8 % 3]
            row["label"] = labels[row["label"] == labels[0]]
    return rows


def articles(labels, n=32):
    """Return articles of three sentences."""
    return [
        {
            "id": f"a{i}",
            "title": "Ostren argues about its bridge",
            "text": " ".join(
                (CALM, ANGRY)[i % 2][j] for j in (i // 2 % 4, (i + 1) % 4, (i + 2) % 4)
            ),
            "label": labels[i % 2],
            "outlet": OUTLETS[i // 8 % 4],
        }
        for i in range(n)
    ]


def roles(n_documents=12):
    """Return documents whose sentences have all four roles."""
    found = []
    for d in range(n_documents):
        sentences = [
            (CALM[d % 4], "reporting"),
            (SAID[d % 2], "quote"),
            (ANGRY[d % 4], "opinion"),
            (FURNITURE[d % 2], "boilerplate"),
        ]
        found += [
            {
                "id": f"d{d}-{i}",
                "doc_id": f"d{d}",
                "index": i,
                "paragraph": i // 2,
                "text": text,
                "label": role,
            }
            for i, (text, role) in enumerate(sentences)
        ]
    return found


def stances(n=45):
    """Return rows with a target, its mentions and the stance towards it."""
    words = ("praised the brave", "met the quiet", "blamed the reckless")
    labels = ("positive", "neutral", "negative")
    found = []
    for i in range(n):
        text = f"Critics {words[i % 3]} Mayor Orlen ({i}), and Orlen went home."
        spans = [[text.index("Orlen"), text.index("Orlen") + 5]]
        spans.append([text.rindex("Orlen"), text.rindex("Orlen") + 5])
        found.append(
            {
                "id": i,
                "text": text,
                "target": "Mara Orlen",
                "spans": spans,
                "label": labels[i % 3],
                "doc_id": f"d{i // 3}",
            }
        )
    return found


def frames(n=32):
    """Return articles with frames."""
    words = (
        "The repair costs four million crowns in taxes. ",
        "Health courts met about a rescue. ",
    )
    return [
        {
            "id": i,
            "text": words[i % 2] + CALM[i // 2 % 4],
            "labels": [FRAMES[i % 2]],
            "frames_scored": [*FRAMES, "Political"],
        }
        for i in range(n)
    ]


def write(path, rows):
    """Write rows as JSON Lines; a string is written as it is."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path
