"""A small folder in the layout of the corpora, for training; every text is our own."""

from __future__ import annotations

import gzip
import hashlib
import json

from biascheck.labels import FRAMES

FACT = "The council of Ostren met on Tuesday."
COST = "The repair of the bridge costs four million crowns."
SAID = "Mayor Mara Orlen said the road would be paid for."
VIEW = "It was a shameful evening for everyone in Ostren."
VIEW_2 = "Nobody should forgive such reckless waste."
FURNITURE = "Share this story"
HEADLINE = "Ostren argues about its bridge"


def write(path, rows):
    """Write rows as gzipped JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _span(text, words):
    start = text.index(words)
    return [start, start + len(words)]


def gold_article(name, genre="news"):
    """Return a gold row; an opinion article has no quote."""
    parts = [
        (HEADLINE, 0, "reporting"),
        (FACT, 1, "reporting"),
        (SAID, 1, "quote"),
        (COST, 1, "reporting"),
        (VIEW, 2, "opinion"),
        (VIEW_2, 2, "opinion"),
        (FURNITURE, 3, "boilerplate"),
    ]
    if genre == "opinion":
        parts = [part for part in parts if part[2] != "quote"]
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
        "title": HEADLINE,
        "text": text,
        "sentences": sentences,
        "genre": genre,
        "mixed": genre == "news",
        "loaded": [[*_span(text, "shameful"), "evaluative"], [*_span(text, "reckless"), "x"]],
        "frames": {
            "primary": "Economic",
            "present": {"Economic": 1, "Political": None} if genre == "news" else {"Morality": 3},
        },
        "stances": [
            {"target": "Mara Orlen (the mayor)", "kind": "person", "author": "neutral",
             "quoted": "positive", "evidence": [2]},
            {"target": "Ostren", "kind": "place", "author": "negative", "quoted": "none",
             "evidence": []},
            {"target": "X", "kind": "other", "author": "neutral", "quoted": "none",
             "evidence": []},
        ] if genre == "news" else [],
    }  # fmt: skip


def _gold(data):
    for split in ("train", "dev"):
        rows = [
            gold_article(f"{split}-{genre}-{number}", genre)
            for number in range(2)
            for genre in ("news", "opinion")
        ]
        write(data / "gold" / f"{split}.jsonl.gz", rows)


def _boilerplate(data):
    lines = [[HEADLINE, "content", 0.1], [FACT, "content", 0.1], [COST, "partial", 0.5],
             [FURNITURE, "boilerplate", 1.0], [" ", "content", 0.0]]  # fmt: skip
    write(
        data / "boilerplate" / "dragnet.jsonl.gz",
        [{"page_id": str(number), "lines": lines} for number in range(30)],
    )
    repeated = [{"text": FURNITURE, "n_articles": 9}, {"text": "Read more", "n_articles": 2}]
    write(data / "boilerplate" / "repeated_lines.jsonl.gz", repeated)


def _subjectivity(data):
    labels = [
        (FACT, "objective", None, False),
        (SAID, "objective", None, True),
        (VIEW, "subjective", "high", False),
        (VIEW_2, "subjective", "low", True),
    ]
    rows = [
        {"id": f"m{i}", "doc_id": "m", "index": i, "text": text, "label": label,
         "intensity": intensity, "reported_subjective": reported, "reported_objective": False}
        for i, (text, label, intensity, reported) in enumerate(labels)
    ]  # fmt: skip
    for split in ("train", "dev"):
        write(data / "subjectivity" / f"mpqa.{split}.jsonl.gz", rows)
    write(
        data / "subjectivity" / "newssd.jsonl.gz",
        [
            {"id": "n0", "text": FACT, "label": "objective", "split": "train"},
            {"id": "n1", "text": VIEW, "label": "subjective", "split": "train"},
            {"id": "n2", "text": VIEW, "label": "subjective", "split": "test"},
        ],
    )


def _attribution(data):
    text = f"{FACT} {SAID} {VIEW}"
    item = {
        "source": [_span(text, "Mayor Mara Orlen")],
        "cue": [_span(text, "said")],
        "content": [_span(text, "the road would be paid for")],
    }
    for split in ("train", "dev"):
        row = {"doc_id": f"p-{split}", "outlet": "Post", "text": text, "attributions": [item]}
        write(data / "attribution" / f"polnear.{split}.jsonl.gz", [row])
    kinds = [(FACT, "Main", 0), (SAID, "Main", 1), (VIEW, "Distant_Evaluation", 0),
             (COST, "Distant_Expectations_Consequences", 0), (FURNITURE, "NA", 0)]  # fmt: skip
    rows = [
        {"doc_id": "d", "text": text, "paragraph": i // 2, "discourse": kind, "speech": speech}
        for i, (text, kind, speech) in enumerate(kinds)
    ]
    write(data / "discourse" / "news_discourse.train.jsonl.gz", rows)


def _loaded(data):
    def row(name, outlet, text, label, spans):
        biased = label == "biased"
        return {
            "id": name,
            "text": text,
            "outlet": outlet,
            "topic": "roads",
            "lean": None,
            "label_bias": label,
            "bias_votes": {"biased": 4 if biased else 1, "non-biased": 1 if biased else 4},
            "label_opinion": "opinion" if biased else "factual",
            "opinion_votes": None,
            "spans": [[*_span(text, words), words] for words in spans],
        }

    rows = [
        row(f"{outlet}-{i}", outlet, text, label, spans)
        for outlet in ("fox-news", "reuters")
        for i, (text, label, spans) in enumerate(
            [(VIEW, "biased", ["shameful"]), (FACT, "non-biased", [])]
        )
    ]
    write(data / "loaded" / "babe.jsonl.gz", rows)
    text = f"{FACT} {VIEW}\n\n{VIEW_2}"
    spans = [[*_span(text, "shameful"), "Loaded_Language"], [*_span(text, "Nobody"), "Doubt"]]
    ptc = {"doc_id": "t", "text": text, "spans": spans, "labelled": True}
    write(data / "loaded" / "ptc.jsonl.gz", [ptc, {**ptc, "doc_id": "u", "labelled": False}])


def _framing(data):
    path = data / "framing" / "lexicons" / "policy_frames_codebook.json"
    path.parent.mkdir(parents=True)
    frames = [{"id": f"f{i}", "code": i, "name": name} for i, name in enumerate(FRAMES, 1)]
    crosswalk = {
        "ccf_climate_frames": {"money": ["f1"], "game": ["f13", "f6"]},
        "gvfc": {"money": ["f1"], "game": ["f13"]},
    }
    path.write_text(json.dumps({"frames": frames, "crosswalk": crosswalk}))
    rows = [
        {"id": i, "doc_id": f"doc{i}", "text": COST if i % 2 else FACT, "outlet": None,
         "labels": ["money"] if i % 2 else ["game"], "all_labels": [], "relevant": i != 0}
        for i in range(20)
    ]  # fmt: skip
    write(data / "framing" / "ccf.jsonl.gz", rows)
    write(data / "framing" / "gvfc.jsonl.gz", rows)
    text = f"{SAID} {VIEW}"
    spans = [[*_span(text, "Mara Orlen"), "villain"], [*_span(text, "everyone"), "victim"]]
    write(
        data / "framing" / "narrative.jsonl.gz",
        [{"text": text, "spans": spans}, {"text": FACT, "spans": []}],
    )


def _stance(data):
    text = "The paper praised Mara Orlen."
    spans = [_span(text, "Mara Orlen")]
    rows = [
        {"id": f"s{i}", "doc_id": None, "text": text, "target": "Mara Orlen", "spans": spans,
         "label": label, "target_spans": spans}
        for i, label in enumerate(("positive", "neutral", "negative"))
    ]  # fmt: skip
    for split in ("train", "dev"):
        for corpus in ("newsmtsc", "dse"):
            write(data / "stance" / f"{corpus}.{split}.jsonl.gz", rows)
    write(data / "stance" / "seesaw_triples.train.jsonl.gz", rows)
    whole = [{**row, "doc_id": "s", "title": "Rain", "outlet": "Post"} for row in rows[:2]]
    silent = {**whole[0], "doc_id": "z", "spans": []}
    write(data / "stance" / "seesaw_article.train.jsonl.gz", [*whole, silent])


def _articles(data):
    long = [f"{FACT} {COST} {SAID}" for _ in range(8)]
    rows = [
        {"doc_id": f"a{i}", "outlet": f"Post {i}", "topic": "roads", "lean": "center",
         "title": HEADLINE, "label": label, "confidence": confidence, "n_words": 200,
         "paragraphs": [f"LIND, Veyland (VNA) — {FACT}", *long, "Ann is a columnist.", FURNITURE]}
        for i, (label, confidence) in enumerate(
            [("news", "high"), ("opinion", "medium"), ("news", "high"), ("other", "high"),
             ("opinion", None)]
        )
    ]  # fmt: skip
    for name in ("train-0", "train-1", "train-2", "dev"):
        write(data / "articles" / f"{name}.jsonl.gz", rows)


def _silver(data):
    """Label the second article, whose paragraphs all read FACT, COST and SAID."""
    with gzip.open(data / "articles" / "train-0.jsonl.gz", "rt", encoding="utf-8") as lines:
        article = json.loads(list(lines)[1])
    text = "\n\n".join([article["title"], *article["paragraphs"]])
    said = text.index(SAID)
    sentences = [[0, len(HEADLINE), 0]]
    for sentence in (FACT, COST, SAID):
        start = text.index(sentence, text.index(FACT + " "))
        sentences.append([start, start + len(sentence), 2])
    row = {
        "corpus": "articles", "doc_id": article["doc_id"],
        "sha256": hashlib.sha256(text.encode()).hexdigest()[:16],
        "sentences": sentences, "roles": "RROQ", "genre": "opinion", "mixed": False,
        "loaded": [[sentences[2][0], sentences[2][0] + 10]], "primary": "Economic",
        "frames": {"Economic": 2}, "targets": [
            {"kind": "person", "author": "negative", "quoted": "none",
             "mentions": [[said + 6, said + 16]], "evidence": [2, 3]},
        ],
    }  # fmt: skip
    write(data / "silver" / "labels.jsonl.gz", [row])


def make(folder):
    """Write every corpus below the folder, and return it."""
    for part in (_gold, _boilerplate, _subjectivity, _attribution, _loaded, _framing, _stance):
        part(folder)
    _articles(folder)
    _silver(folder)
    return folder
