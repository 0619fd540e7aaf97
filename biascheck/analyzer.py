"""The one way through: articles in, reports out; a single article is a batch of one."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from biascheck.checkpoints.checkpoint import load_checkpoint
from biascheck.checkpoints.origin import find_checkpoint
from biascheck.dimensions.context import Context, Judge
from biascheck.dimensions.registry import (
    DIMENSIONS,
    added_dimensions,
    choose,
    load_dimension,
)
from biascheck.encoder.encoding import Encoder
from biascheck.encoder.persistence import load_model
from biascheck.encoder.runtime import FLOAT32, require_precision, start_runtime
from biascheck.encoder.tokens import load_tokenizer
from biascheck.errors import ConfigError, ModelError
from biascheck.evidence import find_evidence
from biascheck.names.article import recognise
from biascheck.names.located import locate_targets
from biascheck.names.targets import find_targets
from biascheck.portions import portions
from biascheck.reading.files import read
from biascheck.reading.language import require_supported
from biascheck.reading.text import article_from_text, repeated_headline, require_letters
from biascheck.scoring import Evidence, compute_scores
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Notice, Provenance, Report, SentenceLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.checkpoints.checkpoint import Checkpoint, Served
    from biascheck.encoder.encoding import Encoding, Runtime
    from biascheck.encoder.heads import HeadSpec
    from biascheck.encoder.persistence import ModelFiles
    from biascheck.names.article import Names
    from biascheck.types import DimensionResult, Quote

Input = str | Path | Article | Document

# Articles read together: enough to fill batches of equal length, few enough that
# memory does not depend on the size of a corpus.
_GROUP_ARTICLES = 32
_GROUP_CHARACTERS = 200_000


class Analyzer:
    """Analyses articles with one model; several threads may use it at once.

    Args:
        files: The model; None: the shipped one.
        runtime: What computes its encoder; None: ONNX Runtime on the CPU.
        dimensions: Which dimensions to report; None: all built-in ones.
        checkpoint: What serves some dimensions in the place of the model's heads.

    Raises:
        ConfigError: If a dimension is unknown, or the package that adds it is broken.
        ModelError: If the model lacks a head that a built-in dimension needs.
    """

    def __init__(
        self,
        files: ModelFiles | None = None,
        runtime: Runtime | None = None,
        *,
        dimensions: Sequence[str] | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        chosen = choose(dimensions)
        files = files or load_model()
        runtime = runtime or start_runtime(files)
        specs = files.head_specs()
        weights = files.head_weights()
        config = files.config
        thresholds = {**config["thresholds"], **(checkpoint.thresholds() if checkpoint else {})}
        self._folder = files.path
        self._specs = specs
        self._judge = Judge(specs, weights, config["calibration"], thresholds)
        self._checkpoint = checkpoint
        # Percentiles compare with reports of the shipped heads alone.
        self._reference = config["reference"] if checkpoint is None else {}
        self._experimental = config.get("experimental", {})
        self._encoder = Encoder(
            runtime,
            load_tokenizer(
                str(files.path / "tokenizer.json"), stand_ins=config.get("stand_ins", False)
            ),
            width=config["encoder"]["hidden_size"],
            window=config["window"],
            overlap=config["overlap"],
            token_heads=[spec for spec in specs.values() if spec.level == "token"],
            weights=weights,
            keep_states=True,
        )
        self.provenance = Provenance(
            name=config["name"],
            version=config["version"],
            sha256=files.sha256,
            runtime=runtime.name,
            options={
                "dimensions": list(chosen),
                **({} if runtime.precision == FLOAT32 else {"precision": runtime.precision}),
                **({"checkpoint": checkpoint.describe()} if checkpoint else {}),
            },
        )
        self._choose(chosen)

    @classmethod
    def from_pretrained(
        cls,
        name_or_path: str | Path | None = None,
        *,
        labels: str | Path | None = None,
        device: str = "cpu",
        precision: str = FLOAT32,
        dimensions: Sequence[str] | None = None,
        threads: int | None = None,
        offline: bool = False,
    ) -> Analyzer:
        """Load an installed model by name, or one in a folder; None is the shipped one.

        A sequence-classification checkpoint of Hugging Face serves the dimensions that its
        declaration names, and the shipped model the others.

        Args:
            name_or_path: Name or folder, or ``OWNER/NAME[@REVISION]`` on the hub.
            labels: Declaration of a checkpoint's labels; None: ``biascheck.toml`` in it.
            device: ``cpu`` runs on ONNX Runtime; anything else (``cuda``, ``mps``,
                ``torch`` for torch on the CPU) on torch.
            precision: ``float32``, or ``int8``: matrix products in 8 bits, on the CPU only,
                faster and a little less exact. docs/speed.md says how much.
            dimensions: Which dimensions to report; None: all built-in ones.
            threads: Threads on the CPU; None: all cores this process may use.
            offline: Take a checkpoint of the hub from the local cache only.

        Raises:
            ModelError: If the model is missing, incomplete or altered.
            ConfigError: If the device or a dimension is not there, or cannot be had in this
                precision, or the declaration of labels is malformed or fits no checkpoint.
        """
        choose(dimensions)
        require_precision(precision, device)
        checkpoint = _checkpoint(name_or_path, labels, device, precision, offline=offline)
        files = load_model(None if checkpoint else name_or_path)
        runtime = start_runtime(files, device, threads, precision)
        return cls(files, runtime, dimensions=dimensions, checkpoint=checkpoint)

    def analyze(self, article: Input, *, targets: Sequence[str] = ()) -> Report:
        """Analyse one article.

        Args:
            article: A text (str), a file (Path), or an ``Article`` or ``Document`` as is.
            targets: Whom to judge the stance towards; empty: those found in the article.

        Raises:
            InputError: If the text or file cannot be analysed.
            LanguageError: If a text or file is not in English.
        """
        return next(self.analyze_many([article], targets=targets))

    def analyze_many(
        self, articles: Iterable[Input], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Analyse articles lazily, batched across articles, in the order they come in."""
        for context in self.contexts((as_document(item) for item in articles), targets=targets):
            for name in self._built_in:
                context.results[name] = load_dimension(name).annotate(context)
            added = {it.plugin.name: it.annotate(context) for it in self._added}
            yield self._report(context, added)

    def reading(self, *, stand_ins: bool) -> Analyzer:
        """Return this analyzer, with names read under stand-ins or as they are written.

        For comparisons: the heads are fitted to what the model's ``stand_ins`` says.
        """
        other = copy(self)
        other._encoder = self._encoder.reading(stand_ins=stand_ins)  # noqa: SLF001 - a copy of its own
        return other

    def choosing(self, dimensions: Sequence[str] | None) -> Analyzer:
        """Return this analyzer with other dimensions; both share one model.

        Args:
            dimensions: Which dimensions to report; None: all built-in ones.

        Raises:
            ConfigError: If a dimension is unknown, or the package that adds it is broken.
            ModelError: If the model lacks a head that a built-in dimension needs.
        """
        other = copy(self)
        other._choose(choose(dimensions))  # noqa: SLF001 - a copy of its own
        return other

    def _choose(self, dimensions: tuple[str, ...]) -> None:
        """Settle which dimensions are reported."""
        self.dimensions = dimensions
        self._built_in = [name for name in dimensions if name in DIMENSIONS]
        _check_heads(self._specs, self._folder, self._built_in)
        self._added = added_dimensions(dimensions, self._specs)
        self._notices = tuple(_notices(self._experimental, dimensions, self._checkpoint))
        self.provenance = replace(
            self.provenance,
            options={**self.provenance.options, "dimensions": list(dimensions)},
            dimensions={name: load_dimension(name).VERSION for name in dimensions},
        )

    def stance_probabilities(
        self, documents: Iterable[Document]
    ) -> Iterator[list[dict[str, float]]]:
        """Yield P(positive, neutral, negative) for each target that a document names.

        All mentions given count, whatever the voice they stand in.
        """
        stance = load_dimension("stance")
        for context in self.contexts(documents):
            yield stance.stance_towards(context)

    def contexts(
        self, documents: Iterable[Document], *, targets: Sequence[str] = ()
    ) -> Iterator[Context]:
        """Encode documents, lazily and in order, for heads to read; nothing is decided yet."""
        for group in portions(documents, _GROUP_ARTICLES, _characters, _GROUP_CHARACTERS):
            names = [recognise(document.article.text, document.sentences) for document in group]
            pairs = zip(group, names, strict=True)
            prepared = [self._prepare(document, found, targets) for document, found in pairs]
            mentions = [[m for t in p.targets or () for m in t.mentions] for p in prepared]
            encodings = self._encoder.encode(prepared, mentions, names)
            served = self._serve(prepared)
            for parts in zip(prepared, names, encodings, served, strict=True):
                yield self._context(*parts)

    def _serve(self, documents: Sequence[Document]) -> Sequence[tuple[Served, ...]]:
        """Return what the checkpoint says of each document; nothing without one."""
        if self._checkpoint is None:
            return [()] * len(documents)
        return self._checkpoint.read(documents, self.dimensions)

    def _prepare(self, document: Document, names: Names, targets: Sequence[str]) -> Document:
        """Settle the document's targets: given ones, named ones, or those found."""
        if document.targets is not None:
            return document
        if "stance" not in self.dimensions:
            return Document(document.article, document.sentences, ())
        article, sentences = document.article, document.sentences
        if targets:
            found = locate_targets(article, sentences, targets, names)
        else:
            repeated = repeated_headline(article, sentences)
            found = find_targets(article, sentences, ignore=repeated, names=names)
        return Document(article, sentences, found)

    def _context(
        self, document: Document, names: Names, encoding: Encoding, served: tuple[Served, ...]
    ) -> Context:
        return Context(
            document=document,
            encoding=encoding,
            judge=self._judge,
            targets=document.targets or (),
            names=names,
            repeated=repeated_headline(document.article, document.sentences),
            served=served,
        )

    def _report(self, context: Context, added: Mapping[str, DimensionResult]) -> Report:
        results = context.results
        loaded = results.get("loaded")
        headline = results.get("headline")
        evidence = Evidence(
            text=context.article.text,
            sentences=context.sentences,
            roles=results["role"].roles,
            loaded=None if loaded is None else loaded.words,
            quotes=results["sourcing"],
            stances=results.get("stance"),
            headline=None if headline is None else (headline.gap, headline.reason),
        )
        return Report(
            article=context.article,
            sentences=context.sentences,
            labels=_labels(context),
            genre=results.get("genre"),
            passages=results["role"].passages,
            loaded=evidence.loaded or (),  # type: ignore[arg-type]
            quotes=results["sourcing"],
            frames=results.get("framing", ()),
            stances=results.get("stance", ()),
            scores=compute_scores(evidence, self._reference),
            provenance=self.provenance,
            notices=(*context.article.notices, *_absent(context), *self._notices),
            dimensions=added,
        )


def _checkpoint(
    name_or_path: str | Path | None,
    labels: str | Path | None,
    device: str,
    precision: str,
    *,
    offline: bool,
) -> Checkpoint | None:
    """Load the checkpoint that was asked for; None where it is a model of ours."""
    origin = find_checkpoint(name_or_path, offline=offline)
    if origin is not None:
        require_precision(precision, device, checkpoint=True)
        path = None if labels is None else Path(labels)
        return load_checkpoint(origin, path, device, offline=offline)
    if labels is not None:
        raise ConfigError(
            "labels are declared, but the model is no checkpoint of Hugging Face.",
            source=str(labels),
            hint="Name a checkpoint's folder or hub name as the model, or leave the labels out.",
        )
    return None


def _check_heads(stored: Mapping[str, HeadSpec], folder: Path, dimensions: Sequence[str]) -> None:
    modules = [load_dimension(name) for name in dimensions]
    free = set(chain.from_iterable(getattr(module, "OPTIONAL", ()) for module in modules))
    needed = chain.from_iterable(module.HEADS for module in modules)
    for spec in (spec for spec in needed if spec.name not in free or spec.name in stored):
        if not spec.fits(stored.get(spec.name)):
            raise ModelError(
                f"the model has no head {spec.name!r} of the shape this biascheck reads.",
                source=str(folder),
                hint="Train it anew with: biascheck train.",
            )


def as_document(item: Input) -> Document:
    """Read and segment whatever was given."""
    if isinstance(item, Document):
        return item
    if isinstance(item, Path):
        item = read(item)
    elif isinstance(item, str):
        item = article_from_text(item)
    require_letters(item.text, item.source)
    if item.language is None and not any(n.code.startswith("language-") for n in item.notices):
        item = require_supported(item)
    return Document(item, segment(item.text, item.title_span))


def _characters(document: Document) -> int:
    return len(document.article.text)


def _labels(context: Context) -> tuple[SentenceLabel, ...]:
    roles = context.results["role"]
    loaded = context.results.get("loaded")
    speakers = _speakers(context.results["sourcing"])
    evidence = find_evidence(context)
    names = ("reporting", "quote", "opinion", "boilerplate")
    return tuple(
        SentenceLabel(
            role=role,
            probabilities=dict(zip(names, map(float, roles.probabilities[i]), strict=True)),
            subjective=float(roles.subjective[i]),
            attributed=float(roles.attributed[i]),
            loaded=None if loaded is None else float(loaded.sentences[i]),
            speaker=speakers.get(i),
            evidence=evidence.get(i, ()),
        )
        for i, role in enumerate(roles.roles)
    )


def _speakers(quotes: Sequence[Quote]) -> dict[int, str]:
    """Return the speaker of the longest named quote in each sentence."""
    best: dict[int, tuple[int, str]] = {}
    for quote in quotes:
        length = quote.span.end - quote.span.start
        if quote.speaker is not None and length > best.get(quote.sentence, (0, ""))[0]:
            best[quote.sentence] = (length, quote.speaker)
    return {sentence: speaker for sentence, (_, speaker) in best.items()}


def _notices(
    experimental: Mapping[str, str], dimensions: Sequence[str], checkpoint: Checkpoint | None
) -> Iterator[Notice]:
    """Yield a notice for each dimension that another model serves, or that is experimental.

    Experimental is one that does not beat its baselines everywhere.
    """
    others = checkpoint.dimensions if checkpoint else ()
    for name in dimensions:
        if checkpoint and name in others:
            yield Notice(
                "checkpoint",
                f"The dimension {name!r} is served by {checkpoint.declaration.name} "
                f"{checkpoint.declaration.version}; no percentiles are given, since the reference "
                "reports were made by the shipped model.",
            )
        elif name in experimental:
            yield Notice(
                "experimental",
                f"The dimension {name!r} is experimental: it does not beat a simple baseline "
                f"on {experimental[name]}.",
            )


def _absent(context: Context) -> Iterator[Notice]:
    for target in context.targets:
        if not target.mentions:
            yield Notice(
                "target-absent", f"The target {target.name!r} does not occur in the article."
            )
