"""Small corpora with several outlets; every text is our own."""

from __future__ import annotations

import pytest

from biascheck.evaluation.protocols.protocol import Request
from tests.training import corpus_folder
from tests.training.corpus_folder import FACT, SAID, VIEW, gold_article, write

OUTLETS = ("Ostren Post", "Lind Echo", "Valm Courier", "Harbour News", "Veyland Star", "mpqa")
PLACES = ("Ostren", "Lind", "Valm", "Karst", "Dorn", "Velm")


def _gold(folder):
    for split, numbers in (("train", range(10)), ("dev", range(10, 12))):
        rows = []
        for number in numbers:
            for genre in ("news", "opinion"):
                row = gold_article(f"{genre}-{number}", genre)
                row["outlet"] = OUTLETS[number % len(OUTLETS)]
                rows.append(row)
        write(folder / "gold" / f"{split}.jsonl.gz", rows)


def _babe(folder):
    rows = []
    outlets = ("breitbart", "alternet", "reuters", "fox-news", "huffpost", "daily-beast")
    for number in range(48):
        biased = number % 2 == 0
        text = f"{VIEW if biased else FACT} It was in {PLACES[number % 6]}."
        start = text.find("shameful")
        rows.append({
            "id": f"b{number}", "text": text, "outlet": outlets[number % 6], "topic": "roads",
            "lean": None, "doc_id": None if number % 3 else f"page{number}",
            "label_bias": "biased" if biased else "non-biased",
            "bias_votes": None, "label_opinion": "factual", "opinion_votes": None,
            "spans": [[start, start + 8, "biased"]] if biased else [],
        })  # fmt: skip
    write(folder / "loaded" / "babe.jsonl.gz", rows)


def _newssd(folder):
    rows = [
        {"id": f"n{i}", "text": f"{VIEW if i % 2 else FACT} So it was in {PLACES[i % 6]}.",
         "label": "subjective" if i % 2 else "objective", "split": "train" if i % 3 else "test"}
        for i in range(40)
    ]  # fmt: skip
    write(folder / "subjectivity" / "newssd.jsonl.gz", rows)


def _polnear(folder):
    text = f"{FACT} {SAID} {VIEW}"
    start = text.index("the road would be paid for")
    content = [[start, start + len("the road would be paid for")]]
    rows = [
        {"doc_id": name, "outlet": "Post", "text": text,
         "attributions": [{"source": [], "cue": [], "content": content}]}
        for name in ("first", "second")
    ]  # fmt: skip
    write(folder / "attribution" / "polnear.dev.jsonl.gz", [*rows, rows[0]])


@pytest.fixture(scope="session")
def outlets_data(tmp_path_factory):
    """Return a folder of corpora with several outlets; tests must not change it."""
    folder = corpus_folder.make(tmp_path_factory.mktemp("outlets"))
    for part in (_gold, _babe, _newssd, _polnear):
        part(folder)
    return folder


@pytest.fixture
def ask(outlets_data, tiny_analyzer, tiny_base, monkeypatch):
    """Return a function that runs a protocol with the tiny model, fits cut short."""
    from biascheck.evaluation import bootstrap
    from biascheck.evaluation.protocols import fitting, load_protocol

    monkeypatch.setattr(fitting, "_EPOCHS", 8)
    monkeypatch.setattr(bootstrap.measure, "__kwdefaults__", {"draws": 40, "seed": 1})

    def run(name, **options):
        options = {"data": outlets_data, "analyzer": lambda: tiny_analyzer,
                   "base": str(tiny_base), **options}  # fmt: skip
        return load_protocol(name).measure(Request(**options))

    return run
