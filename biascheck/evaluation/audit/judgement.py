"""What the model says about a version: scores and labels under common names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from biascheck.dimensions.registry import load_dimension
from biascheck.labels import FRAMES, ROLES
from biascheck.types import Article, Document, Sentence, Span, Target

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from biascheck.dimensions.context import Context
    from biascheck.evaluation.audit.pairs import Pair
    from biascheck.evaluation.audit.templates import Version
    from biascheck.types import Provenance, Report, Stance

_OPINION = ROLES.index("opinion")


class Auditable(Protocol):
    """What an audit needs of an analyzer."""

    @property
    def provenance(self) -> Provenance:
        """Which model it is."""

    def contexts(
        self, documents: Iterable[Document], *, targets: Sequence[str] = ()
    ) -> Iterator[Context]:
        """Encode documents, lazily and in order."""

    def analyze_many(
        self, articles: Iterable[Article], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Analyse articles lazily, in order."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided about one text.

    Attributes:
        scores: Score to its values, one per sentence or one for the text; None where
            it is undefined. ``opinion``, ``subjective`` and ``loaded`` are
            probabilities; ``stance`` is in [-1, 1]; of an article also
            ``opinion_share`` in [0, 1] and ``neutrality`` in [0, 100].
        labels: Label to its values: ``role``, ``loaded`` and ``stance``, and of an
            article ``genre`` and ``frames`` (which of the 15 are present).
    """

    scores: Mapping[str, tuple[float | None, ...]]
    labels: Mapping[str, tuple[Hashable, ...]]


def judge(analyzer: Auditable, pairs: Sequence[Pair]) -> dict[Version, Judgement]:
    """Return the judgement on every version; a text in several pairs is read once.

    Sentences are read alone and with their target given; articles as a user hands them
    in, so that finding the target is part of what is audited.
    """
    versions = dict.fromkeys(v for pair in pairs for v in (pair.first, pair.second))
    sentences = [v for v in versions if v.title is None]
    articles = [v for v in versions if v.title is not None]
    judged = dict(zip(sentences, _judge_sentences(analyzer, sentences), strict=True))
    read = (Article(v.text, title=v.title, language="en") for v in articles)
    for version, report in zip(articles, analyzer.analyze_many(read), strict=True):
        judged[version] = _of_article(version, report)
    return judged


def _judge_sentences(analyzer: Auditable, versions: Iterable[Version]) -> Iterator[Judgement]:
    # Texts of like length share a batch; the numbers do not depend on it.
    for context in analyzer.contexts(map(_document, versions)):
        yield _of_sentence(context)


def _document(version: Version) -> Document:
    sentence = Sentence(0, Span(0, len(version.text)), 0)
    target = Target(version.name, "other", version.mentions)
    return Document(Article(version.text, language="en"), (sentence,), (target,))


def _of_sentence(context: Context) -> Judgement:
    for name in ("role", "loaded"):
        context.results[name] = load_dimension(name).annotate(context)
    (stance,) = load_dimension("stance").stance_towards(context)
    roles = context.results["role"]
    loaded = float(context.results["loaded"].sentences[0])
    sure = max(stance.values()) >= context.judge.threshold("stance.sure")
    return Judgement(
        scores={
            "opinion": (float(roles.probabilities[0, _OPINION]),),
            "subjective": (float(roles.subjective[0]),),
            "loaded": (loaded,),
            "stance": (stance["positive"] - stance["negative"],),
        },
        labels={
            "role": (roles.roles[0],),
            "loaded": (loaded >= context.judge.threshold("loaded"),),
            "stance": (max(stance, key=lambda n: stance[n]) if sure else "uncertain",),
        },
    )


def _of_article(version: Version, report: Report) -> Judgement:
    stance = _stance(version, report)
    present = {frame.frame for frame in report.frames if frame.present}
    found = report.labels
    return Judgement(
        scores={
            "opinion": tuple(label.probabilities["opinion"] for label in found),
            "subjective": tuple(label.subjective for label in found),
            "loaded": tuple(label.loaded for label in found),
            "stance": (None if stance is None else stance.score,),
            "opinion_share": (report.scores["opinion_share"].value,),
            "neutrality": (report.scores["neutrality"].value,),
        },
        labels={
            "role": tuple(label.role for label in found),
            "loaded_words": tuple(_loaded_sentences(report)),
            "stance": ("not found" if stance is None else stance.label,),
            "genre": (None if report.genre is None else report.genre.label,),
            "frames": tuple(name in present for name in FRAMES),
        },
    )


def _loaded_sentences(report: Report) -> Iterator[bool]:
    """Yield for each sentence whether the report marks a loaded word in it."""
    marked = {word.sentence for word in report.loaded}
    return (sentence.index in marked for sentence in report.sentences)


def _stance(version: Version, report: Report) -> Stance | None:
    """Return the stance towards the one whom the text is about, if he was found."""

    def shared(stance: Stance) -> int:
        return sum(m.overlaps(span) for m in stance.mentions for span in version.mentions)

    best = max(report.stances, key=shared, default=None)
    return best if best is not None and shared(best) else None
