"""A small folder in the layout of the corpora; every text is our own."""

from __future__ import annotations

import gzip
import json

from biascheck.labels import FRAMES

FACT = "The council met on Tuesday."
SAID = "The mayor said the road would be paid for."
VIEW = "It was a shameful evening."
VIEW_2 = "It was a shameful waste."
FURNITURE = "Share this story"


def _write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def gold_article(name):
    parts = [
        ("Road row", 0, "reporting"),
        (FACT, 1, "reporting"),
        (SAID, 1, "quote"),
        (VIEW, 2, "opinion"),
        (VIEW_2, 2, "opinion"),
        (FURNITURE, 3, "boilerplate"),
    ]
    text, sentences = "", []
    for sentence, paragraph, role in parts:
        if sentences:
            text += " " if sentences[-1]["paragraph"] == paragraph else "\n\n"
        start = len(text)
        text += sentence
        sentences.append({"start": start, "end": len(text), "paragraph": paragraph, "role": role})
    return {
        "doc_id": name,
        "outlet": "The Ostren Post",
        "title": "Road row",
        "text": text,
        "sentences": sentences,
        "genre": "news",
        "mixed": True,
        "frames": {"primary": "Economic", "present": {"Economic": 2}},
        "stances": [{"target": "The mayor", "author": "negative", "quoted": "none"}],
    }


def _subjectivity(data, split):
    rows = [
        {"id": f"{split}{i}", "doc_id": split, "index": i, "text": text, "label": label}
        for i, (text, label) in enumerate([(FACT, "objective"), (VIEW, "subjective")] * 2)
    ]
    _write(data / "subjectivity" / f"mpqa.{split}.jsonl.gz", rows)


def _attribution(data, split):
    text = f"{FACT} {SAID}"
    content = [text.index("the road"), len(text) - 1]
    row = {
        "doc_id": f"p-{split}",
        "outlet": "post",
        "text": text,
        "attributions": [{"source": [], "cue": [], "content": [content]}],
    }
    _write(data / "attribution" / f"polnear.{split}.jsonl.gz", [row, row])


def _stance(data, split):
    text = "The paper praised Mara Orlen."
    rows = [
        {"id": 1, "doc_id": None, "text": text, "target": "Mara Orlen", "spans": [[18, 28]],
         "label": label}
        for label in ("positive", "neutral")
    ]  # fmt: skip
    for corpus in ("newsmtsc", "dse"):
        _write(data / "stance" / f"{corpus}.{split}.jsonl.gz", rows)
    whole = [{**row, "doc_id": "s", "title": "Rain", "outlet": "Post"} for row in rows]
    _write(data / "stance" / f"seesaw_article.{split}.jsonl.gz", whole)


def _articles(data):
    rows = [
        {"doc_id": f"a{i}", "outlet": "Post", "topic": "roads", "lean": "center", "title": "Road",
         "paragraphs": [FACT if i % 2 else VIEW, SAID], "label": "news" if i % 2 else "opinion",
         "confidence": "high" if i < 6 else None}
        for i in range(8)
    ]  # fmt: skip
    for name in ("train-0", "train-1", "train-2", "dev"):
        _write(data / "articles" / f"{name}.jsonl.gz", rows)


def _codebook(data):
    path = data / "framing" / "lexicons" / "policy_frames_codebook.json"
    path.parent.mkdir(parents=True)
    frames = [{"id": f"f{i}", "code": i, "name": name} for i, name in enumerate(FRAMES, 1)]
    crosswalk = {
        "ccf_climate_frames": {"money": ["f1"], "game": ["f13", "f6"], "rule": ["f6"]},
        "gvfc": {"money": ["f1"], "game": ["f13"]},
    }
    path.write_text(json.dumps({"frames": frames, "crosswalk": crosswalk}))


def _framing(data):
    rows = [
        {"id": i, "doc_id": f"doc{i}", "text": FACT if i % 2 else VIEW, "outlet": None,
         "labels": ["money"] if i % 2 else ["game"], "all_labels": [], "relevant": i != 0}
        for i in range(40)
    ]  # fmt: skip
    _write(data / "framing" / "ccf.jsonl.gz", rows)
    _write(data / "framing" / "gvfc.jsonl.gz", rows)


def make(folder):
    """Write every corpus below the folder."""
    for split in ("train", "dev"):
        _subjectivity(folder, split)
        _attribution(folder, split)
        _stance(folder, split)
        _write(folder / "gold" / f"{split}.jsonl.gz", [gold_article(f"{split}{i}") for i in "ab"])
    single = [
        {"id": i, "text": FACT, "label": "objective", "split": split}
        for i, split in enumerate(("train", "val", "test"))
    ]
    _write(folder / "subjectivity" / "newssd.jsonl.gz", single)
    loaded = [
        {"id": outlet, "text": VIEW, "label_bias": label, "outlet": outlet, "topic": "roads",
         "lean": None}
        for outlet, label in (("fox-news", "biased"), ("reuters", "non-biased"),
                              ("huffpost", "no_agreement"))
    ]  # fmt: skip
    _write(folder / "loaded" / "babe.jsonl.gz", loaded)
    lines = [
        [FACT, "content", 0.1],
        [FURNITURE, "boilerplate", 1],
        ["|", "other", 0],
        [" ", "content", 0],
    ]
    pages = [{"page_id": str(i), "lines": lines} for i in range(300)]
    _write(folder / "boilerplate" / "dragnet.jsonl.gz", pages)
    _articles(folder)
    _codebook(folder)
    _framing(folder)
