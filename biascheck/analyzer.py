"""The one way through: articles in, reports out; a single article is a batch of one."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from biascheck.dimensions.context import Context, Judge
from biascheck.dimensions.registry import choose, load_dimension
from biascheck.encoder.encoding import Encoder
from biascheck.encoder.persistence import load_model
from biascheck.encoder.tokens import load_tokenizer
from biascheck.errors import ModelError
from biascheck.names.targets import find_targets, locate_target
from biascheck.reading.files import read
from biascheck.reading.language import require_supported
from biascheck.reading.text import article_from_text, repeated_headline, require_letters
from biascheck.scoring import Evidence, compute_scores
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Notice, Provenance, Report, SentenceLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.encoder.encoding import Encoding, Runtime
    from biascheck.encoder.persistence import ModelFiles
    from biascheck.types import Quote

Input = str | Path | Article | Document

# Articles read together: enough to fill batches of equal length, few enough that
# memory does not depend on the size of a corpus.
_GROUP_ARTICLES = 32
_GROUP_CHARACTERS = 200_000


class Analyzer:
    """Analyses articles with one model.

    Args:
        files: The model; None: the shipped one.
        runtime: What computes its encoder; None: ONNX Runtime on the CPU.
        dimensions: Which dimensions to report; None: all.

    Raises:
        ConfigError: If a dimension is unknown.
        ModelError: If the model lacks a head that a dimension needs.
    """

    def __init__(
        self,
        files: ModelFiles | None = None,
        runtime: Runtime | None = None,
        *,
        dimensions: Sequence[str] | None = None,
    ) -> None:
        self.dimensions = choose(dimensions)
        files = files or load_model()
        runtime = runtime or _start(files, "cpu", None)
        specs = files.head_specs()
        _check_heads(files, self.dimensions)
        weights = files.head_weights()
        config = files.config
        self._judge = Judge(specs, weights, config["calibration"], config["thresholds"])
        self._reference = config["reference"]
        self._notices = tuple(_experimental(config.get("experimental", {}), self.dimensions))
        self._encoder = Encoder(
            runtime,
            load_tokenizer(str(files.path / "tokenizer.json")),
            width=config["encoder"]["hidden_size"],
            window=config["window"],
            overlap=config["overlap"],
            token_heads=[spec for spec in specs.values() if spec.level == "token"],
            weights=weights,
        )
        self.provenance = Provenance(
            name=config["name"],
            version=config["version"],
            sha256=files.sha256,
            runtime=runtime.name,
            options={"dimensions": list(self.dimensions)},
        )

    @classmethod
    def from_pretrained(
        cls,
        name_or_path: str | Path | None = None,
        *,
        device: str = "cpu",
        dimensions: Sequence[str] | None = None,
        threads: int | None = None,
    ) -> Analyzer:
        """Load an installed model by name, or one in a folder; None is the shipped one.

        Args:
            name_or_path: Name or folder.
            device: ``cpu`` runs on ONNX Runtime; anything else (``cuda``, ``mps``,
                ``torch`` for torch on the CPU) on torch.
            dimensions: Which dimensions to report; None: all.
            threads: Threads on the CPU; None: all cores this process may use.

        Raises:
            ModelError: If the model is missing, incomplete or altered.
            ConfigError: If the device or a dimension is not there.
        """
        choose(dimensions)
        files = load_model(name_or_path)
        return cls(files, _start(files, device, threads), dimensions=dimensions)

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
        for context in self.contexts((_document(item) for item in articles), targets=targets):
            for name in self.dimensions:
                context.results[name] = load_dimension(name).annotate(context)
            yield self._report(context)

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
        for group in _groups(documents):
            prepared = [self._prepare(document, targets) for document in group]
            mentions = [[m for t in p.targets or () for m in t.mentions] for p in prepared]
            encodings = self._encoder.encode(prepared, mentions)
            for document, encoding in zip(prepared, encodings, strict=True):
                yield self._context(document, encoding)

    def _prepare(self, document: Document, targets: Sequence[str]) -> Document:
        """Settle the document's targets: given ones, named ones, or those found."""
        if document.targets is not None:
            return document
        if "stance" not in self.dimensions:
            return Document(document.article, document.sentences, ())
        article, sentences = document.article, document.sentences
        if targets:
            found = tuple(locate_target(article, sentences, name) for name in targets)
        else:
            repeated = repeated_headline(article, sentences)
            found = find_targets(article, sentences, ignore=repeated)
        return Document(article, sentences, found)

    def _context(self, document: Document, encoding: Encoding) -> Context:
        return Context(
            document=document,
            encoding=encoding,
            judge=self._judge,
            targets=document.targets or (),
            repeated=repeated_headline(document.article, document.sentences),
        )

    def _report(self, context: Context) -> Report:
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
        )


def _start(files: ModelFiles, device: str, threads: int | None) -> Runtime:
    if device == "cpu":
        from biascheck.encoder.onnx_runtime import OnnxRuntime

        return OnnxRuntime(files, threads)
    from biascheck.encoder.torch_runtime import TorchRuntime

    return TorchRuntime(files, "cpu" if device == "torch" else device)


def _check_heads(files: ModelFiles, dimensions: Sequence[str]) -> None:
    stored = files.head_specs()
    needed = chain.from_iterable(load_dimension(name).HEADS for name in dimensions)
    for spec in needed:
        if stored.get(spec.name) != spec:
            raise ModelError(
                f"the model has no head {spec.name!r} of the shape this biascheck reads.",
                source=str(files.path),
                hint="Train it anew with: biascheck train.",
            )


def _document(item: Input) -> Document:
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


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    group: list[Document] = []
    characters = 0
    for document in documents:
        group.append(document)
        characters += len(document.article.text)
        if len(group) >= _GROUP_ARTICLES or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _labels(context: Context) -> tuple[SentenceLabel, ...]:
    roles = context.results["role"]
    loaded = context.results.get("loaded")
    speakers = _speakers(context.results["sourcing"])
    names = ("reporting", "quote", "opinion", "boilerplate")
    return tuple(
        SentenceLabel(
            role=role,
            probabilities=dict(zip(names, map(float, roles.probabilities[i]), strict=True)),
            subjective=float(roles.subjective[i]),
            attributed=float(roles.attributed[i]),
            loaded=None if loaded is None else float(loaded.sentences[i]),
            speaker=speakers.get(i),
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


def _experimental(found: Mapping[str, str], dimensions: Sequence[str]) -> Iterator[Notice]:
    """Yield a notice for each dimension that does not beat its baselines everywhere."""
    for name in dimensions:
        if name in found:
            yield Notice(
                "experimental",
                f"The dimension {name!r} is experimental: it does not beat a simple baseline "
                f"on {found[name]}.",
            )


def _absent(context: Context) -> Iterator[Notice]:
    for target in context.targets:
        if not target.mentions:
            yield Notice(
                "target-absent", f"The target {target.name!r} does not occur in the article."
            )
