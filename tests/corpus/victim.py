"""A run over a generated corpus in a process of its own, to be killed."""

from __future__ import annotations

import sys

from tests.corpus.generated import GeneratedCorpus, articles

ARTICLES = 24


def run_deadly(target):
    """Analyse three articles in this process, the second of which kills it."""
    from biascheck.corpus.engine import Plan, run
    from biascheck.corpus.place import Place
    from tests.corpus.deadly import DeadlyScorer

    place = Place(target)
    texts = ["It rained.", "DIE", "It snowed."]
    plan = Plan(version="1", inputs=("made.jsonl",), workers=1)
    with place.held():
        tally = run(GeneratedCorpus(texts), place, DeadlyScorer(), plan)
    sys.exit(tally.exit_code)


def run_corpus(model, target, workers):
    """Analyse the corpus; the process ends with the command's exit code."""
    from biascheck.corpus.engine import Plan, run
    from biascheck.corpus.place import Place
    from biascheck.corpus.scorer import Scorer

    plan = Plan(version="1", inputs=("made.jsonl",), block=2, workers=workers, dedupe="near")
    place = Place(target)
    with place.held():
        tally = run(GeneratedCorpus(articles(ARTICLES)), place, Scorer(model=str(model)), plan)
    sys.exit(tally.exit_code)
