"""Encoding labelled rows once with the frozen encoder, as the head's last layer reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.dimensions.framing import content_of
from biascheck.dimensions.registry import load_dimension
from biascheck.encoder.heads import activations
from biascheck.evaluation.cases import article, sentences_document
from biascheck.evaluation.fields import span
from biascheck.labels import FRAMES
from biascheck.segmentation.sentences import segment
from biascheck.training.adaptation.calibration import Calibration
from biascheck.training.adaptation.fit import Start
from biascheck.training.adaptation.labels import label_of
from biascheck.training.adaptation.tables import ClassTable, FrameTable, Layer
from biascheck.types import Document, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.dimensions.context import Context, Judge
    from biascheck.encoder.heads import HeadSpec
    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.training.adaptation.labels import Labels
    from biascheck.training.adaptation.subjects import Subject
    from biascheck.training.adaptation.tables import AnyTable


@dataclass(frozen=True, slots=True)
class Encoded:
    """Labelled rows, encoded, beside what the model's own head says of them.

    Attributes:
        table: The rows.
        start: The model's own layer on the fitted outputs, with its calibration.
        spec: The head as the model has it; without a hidden layer where it has none.
    """

    table: AnyTable
    start: Start
    spec: HeadSpec

    @property
    def known(self) -> bool:
        """Whether the model has the head."""
        return self.start.calibration is not None


def encode(
    subject: Subject, labels: Labels, analyzer: Analyzer, on_rows: Callable[[int], None]
) -> Encoded:
    """Encode every case once.

    Args:
        subject: What is fitted.
        labels: The rows.
        analyzer: The model.
        on_rows: Told how many more rows are done.
    """
    vectors: list[NDArray[np.float32]] = []
    judge: Judge | None = None
    contexts = analyzer.contexts(_document(subject, case) for case in labels.cases)
    for case, context in zip(labels.cases, contexts, strict=True):
        judge = context.judge
        vectors.extend(_vectors(subject, context))
        on_rows(len(case.rows))
    assert judge is not None, "read_labels returns at least one case"
    known = subject.spec.fits(judge.specs.get(subject.spec.name))
    spec = judge.specs[subject.spec.name] if known else _linear(subject.spec)
    read = [activations(spec, judge.weights, rows).astype(np.float64) for rows in vectors]
    return Encoded(
        table=_table(subject, labels, read, judge),
        start=Start(
            _layer(subject, spec, judge, width=None if known else read[0].shape[1]),
            _calibration(subject, judge) if known else None,
            _thresholds(judge) if subject.scheme == "frames" else None,
        ),
        spec=spec,
    )


def _linear(spec: HeadSpec) -> HeadSpec:
    """Return the head without its hidden layer, which cannot be learnt from a few rows."""
    return type(spec)(spec.name, spec.level, spec.outputs)


def _document(subject: Subject, case: Case[Any]) -> Document:
    if subject.unit == "sentence":
        return sentences_document(case)
    (row,) = case.rows
    whole = article(row.text, row)
    sentences = segment(whole.text, whole.title_span)
    if subject.unit == "article":
        return Document(whole, sentences, ())
    spans = tuple(span(start, end, row.text) for start, end in row.gold.spans)
    return Document(whole, sentences, (Target(row.id, "other", spans),))


def _vectors(subject: Subject, context: Context) -> Iterator[NDArray[np.float32]]:
    """Yield the head's inputs for each row of the case, ``[units, width of the level]``."""
    if subject.unit == "article":
        context.results["role"] = load_dimension("role").annotate(context)
    if subject.scheme == "frames":
        units = context.encoding.sentences[content_of(context)]
        headline = context.encoding.headline
        yield units if headline is None else np.concatenate([headline[None, :], units])
        return
    inputs = context.inputs(subject.spec)
    if subject.unit == "sentence":
        yield from (row[None, :] for row in inputs)
    else:
        yield inputs


def _table(subject: Subject, labels: Labels, read: list[FloatArray], judge: Judge) -> AnyTable:
    if subject.scheme == "frames":
        sizes = np.array([len(units) for units in read], dtype=np.int64)
        gold = np.array([_frames(row.gold) for row in labels.rows])
        return FrameTable(np.concatenate(read), sizes, gold)
    inputs = np.stack([units.mean(axis=0) for units in read])
    gold = np.array([label_of(row.gold) for row in labels.rows], dtype=np.int64)
    c = len(subject.labels)
    if subject.scheme == "roles":
        mix = judge.weights["role.out.weight"].astype(np.float64)
        return ClassTable(inputs, gold, mix, judge.weights["role.out.bias"].astype(np.float64))
    mix = np.array([[0.0], [1.0]]) if len(subject.outputs) == 1 else np.eye(c)
    return ClassTable(inputs, gold, mix, np.zeros(c))


def _frames(gold: Any) -> list[float]:
    """Return a row's frames ``[15]``, NaN where its corpus does not annotate one."""
    return [float(f in gold.present) if f in gold.scored else np.nan for f in FRAMES]


def _layer(subject: Subject, spec: HeadSpec, judge: Judge, width: int | None) -> Layer:
    """Return the model's layer on the fitted outputs, or zeros of a width."""
    if width is not None:
        k = len(subject.outputs)
        return Layer(np.zeros((k, width)), np.zeros(k))
    rows = list(subject.outputs)
    weight = judge.weights[f"{spec.name}.out.weight"][rows].astype(np.float64)
    return Layer(weight, judge.weights[f"{spec.name}.out.bias"][rows].astype(np.float64))


def _calibration(subject: Subject, judge: Judge) -> Calibration:
    """Return the model's calibration, with the offsets that its decoding adds."""
    slope, offset = judge.calibration.get(subject.calibration, (1.0, 0.0))
    if len(subject.outputs) == 1:
        return Calibration(slope, np.array([0.0, offset]))
    names = [f"{subject.name}.{label}" for label in subject.labels]
    added = [0.0 if subject.scheme == "frames" else judge.threshold(n, 0.0) for n in names]
    return Calibration(slope, np.array(added) + offset)


def _thresholds(judge: Judge) -> FloatArray:
    common = judge.threshold("framing")
    return np.array([judge.threshold(f"framing.{frame}", common) for frame in FRAMES])
