"""Where the processor time of ``biascheck batch`` goes, by what is done with an article.

One worker with one thread, as each of several workers has it; loading the model is not
counted. The code that is measured is the product's own, found by its modules' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.benchmark.mixture import write_mixture
from biascheck.benchmark.result import Result, Row
from biascheck.benchmark.sampling import sampled

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from biascheck.benchmark.settings import Settings

ARTICLES: Final = 64
# What is not the encoder costs a fifth at most, as ``batch`` promises.
BOUND: Final = 0.8
ENCODER: Final = "encoder: the forward pass"
# What is loaded and cached on first use is not counted.
_WARM_UP: Final = 8

# From the start of a module's name to what it does; of several that fit, the longest counts.
PLACES: Final = {
    "biascheck.reading": "reading: text, language",
    "biascheck.corpus.sources": "reading: text, language",
    "biascheck.corpus.item": "reading: text, language",
    "biascheck.segmentation": "segmentation",
    "biascheck.names": "names",
    "biascheck.encoder.tokens": "tokens",
    "biascheck.encoder.rewriting": "tokens",
    "biascheck.encoder.windows": "windows and sums of vectors",
    "biascheck.encoder.encoding": "windows and sums of vectors",
    "biascheck.encoder.onnx_runtime": ENCODER,
    "biascheck.encoder.torch_runtime": ENCODER,
    "biascheck.dimensions": "dimensions: the rest",
    **{
        f"biascheck.dimensions.{name}": f"dimension {name}"
        for name in ("framing", "genre", "headline", "loaded", "role", "sourcing", "stance")
    },
    "biascheck.attribution": "dimension sourcing",
    "biascheck.evidence": "evidence",
    "biascheck.scoring": "scoring",
    "biascheck.results": "writing: rows, tables, files",
    "biascheck.render": "writing: rows, tables, files",
    "biascheck.atomic": "writing: rows, tables, files",
    "biascheck.corpus": "corpus: blocks, receipts",
}


def measure(settings: Settings) -> Result:
    """Sample the processor time of ``biascheck batch`` over a mixture of articles.

    ``articles`` and ``model`` count. Rows are shares of all processor time, in per cent.
    """
    folder = settings.folder
    for name, articles in (("warm-up", _WARM_UP), ("mixture", settings.articles or ARTICLES)):
        (folder / name).mkdir()
        write_mixture(folder / name, articles)
    _batch(folder, "warm-up", settings.model)
    with sampled(place) as seconds:
        _batch(folder, "mixture", settings.model)
    return to_result(seconds)


def place(module: str) -> str | None:
    """Return what a module does with an article; None for one that others use."""
    fitting = [start for start in PLACES if f"{module}.".startswith(f"{start}.")]
    return PLACES[max(fitting, key=len)] if fitting else None


def to_result(seconds: Counter[str]) -> Result:
    """Return seconds by place as shares of their sum."""
    whole = seconds.total()
    rest = [(what, spent) for what, spent in seconds.most_common() if what != ENCODER]
    share = seconds[ENCODER] / whole
    rows = [Row(ENCODER, 100 * share)]
    rows += [Row(what, 100 * spent / whole, spent / seconds[ENCODER]) for what, spent in rest]
    return Result(
        name="profile",
        unit="%",
        baseline="the encoder's forward pass, in the same run",
        rows=tuple(rows),
        claim=f"the forward pass is at least {BOUND:g} of the processor time",
        measured=share,
        bound=BOUND,
        at_least=True,
    )


def _batch(folder: Path, corpus: str, model: str | None) -> None:
    """Analyse a folder in this process, as ``biascheck batch`` does."""
    from biascheck.corpus.engine import Plan, run
    from biascheck.corpus.place import Place
    from biascheck.corpus.scorer import Scorer
    from biascheck.corpus.sources import Corpus, Options

    names = (str(folder / corpus),)
    plan = Plan(version="benchmark", inputs=names, workers=1)
    with Place(folder / f"{corpus}-results").held() as held:
        run(Corpus(names, Options()), held, Scorer(model=model, threads=1), plan)
