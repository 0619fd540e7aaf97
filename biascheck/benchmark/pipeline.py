"""Sentences per second, all dimensions in context, against the usual way.

The usual way is one RoBERTa-base classifier per dimension in the text-classification pipeline
of transformers, five of them, a sentence at a time without its article. Weights are random,
which does not change the speed; one set is run five times, as that takes as long and a fifth of
the memory. The tokenizer is a byte-level BPE trained on the sentences themselves, so that words
are seldom split: fewer tokens than RoBERTa's own would make, in the favour of the usual way.

Source: Liu et al. 2019 (RoBERTa), for the sizes.
"""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from biascheck.analyzer import Analyzer, as_document
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.result import Result, Row
from biascheck.benchmark.rounds import alternate, ratio, torch_threads
from biascheck.encoder.device import usable_cores
from biascheck.encoder.runtime import INT8, PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biascheck.benchmark.settings import Settings

# The promise; 80 is the goal.
BOUND: Final = 60.0
CLASSIFIERS: Final = 5
BATCH: Final = 16
_TOKENS: Final = 512
_ARTICLES: Final = 16
_ROUNDS: Final = 3
# The usual way is slow: so many sentences, drawn evenly from the articles, tell its rate.
_SENTENCES: Final = 2 * BATCH
_USUAL: Final = f"{CLASSIFIERS} RoBERTa-base classifiers, transformers pipeline"
# RoBERTa-base, as published.
_SHAPE: Final[dict[str, Any]] = {
    "vocab_size": 50_265,
    "max_position_embeddings": 514,
    "type_vocab_size": 1,
    "pad_token_id": 1,
    "num_labels": 2,
}


def measure(settings: Settings) -> Result:
    """Measure sentences per second over a mixture of articles.

    ``articles``, ``repeats`` (rounds) and ``model`` count.
    """
    texts = mixture(settings.articles or _ARTICLES)
    threads = usable_cores()
    sentences = _sentences(texts)
    step = max(1, len(sentences) // _SENTENCES)
    sides: dict[str, Callable[[], float]] = {
        _USUAL: partial(
            _classify, usual_way(sentences, settings.folder), sentences[::step][:_SENTENCES]
        )
    }
    for precision in PRECISIONS:
        analyzer = Analyzer.from_pretrained(settings.model, precision=precision, threads=threads)
        sides[f"biascheck, {precision}"] = partial(_analyze, analyzer, texts)
    with torch_threads(threads):
        rates = alternate(sides, settings.repeats or _ROUNDS)
    usual = rates[_USUAL]
    rows = [
        Row(name, median(found), None if found is usual else ratio(found, usual))
        for name, found in rates.items()
    ]
    return Result(
        name="pipeline",
        unit="sentences/s",
        baseline=f"{_USUAL}, batches of {BATCH}, {threads} threads",
        rows=tuple(rows),
        claim=f"with int8 at least {BOUND:g} times as many sentences per second",
        measured=ratio(rates[f"biascheck, {INT8}"], usual),
        bound=BOUND,
        at_least=True,
    )


def _sentences(texts: Sequence[str]) -> list[str]:
    found = []
    for text in texts:
        read = as_document(text)
        found += [read.article.text[span.start : span.end] for span in read.sentences]
    return found


def usual_way(
    sentences: Sequence[str], folder: Path, **shape: int
) -> Callable[[list[str]], list[Any]]:
    """Return a text-classification pipeline with one RoBERTa-base of random weights.

    Args:
        sentences: What the tokenizer is trained on.
        folder: Where its files are written.
        shape: Sizes that differ from RoBERTa-base's.
    """
    from transformers import RobertaConfig, RobertaForSequenceClassification, pipeline

    model: Any = RobertaForSequenceClassification(RobertaConfig(**{**_SHAPE, **shape}))
    model.eval()
    return pipeline(
        "text-classification",
        model=model,
        tokenizer=_tokenizer(sentences, folder),
        device="cpu",
        batch_size=BATCH,
        truncation=True,
        max_length=_TOKENS,
    )


def _tokenizer(sentences: Sequence[str], folder: Path) -> Any:
    """Return a byte-level BPE with RoBERTa's special tokens, trained on the sentences."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import PreTrainedTokenizerFast

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    backend = ByteLevelBPETokenizer()
    backend.train_from_iterator(sentences, vocab_size=8_000, special_tokens=special)
    path = folder / "bpe.json"
    backend.save(str(path))
    names = dict(zip(("bos", "pad", "eos", "unk", "mask"), special, strict=True))
    tokens = {f"{name}_token": token for name, token in names.items()}
    made: Any = PreTrainedTokenizerFast
    return made(tokenizer_file=str(path), **tokens)


def _classify(classify: Callable[[list[str]], list[Any]], sentences: list[str]) -> float:
    for _ in range(CLASSIFIERS):
        classify(sentences)
    return float(len(sentences))


def _analyze(analyzer: Analyzer, texts: Sequence[str]) -> float:
    return float(sum(len(report.sentences) for report in analyzer.analyze_many(texts)))
