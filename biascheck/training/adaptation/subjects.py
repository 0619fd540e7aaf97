"""What can be fitted to a user's labels: which rows, which head, and what its layer reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from biascheck.dimensions.registry import DIMENSIONS, find_plugin, load_dimension
from biascheck.dimensions.role import HEADS as ROLE_HEADS
from biascheck.encoder.heads import AXES
from biascheck.errors import ConfigError, unknown_name
from biascheck.evaluation.fields import label_index, span, span_items, target_name
from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks import load_task
from biascheck.evaluation.tasks.stance import StanceGold
from biascheck.labels import FRAMES, GENRES, ROLES, STANCES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from biascheck.encoder.heads import HeadSpec

# What a row is: a sentence, a line of a page, an article, or mentions of a target in one.
Unit: TypeAlias = Literal["sentence", "article", "mention"]
Scheme: TypeAlias = Literal["labels", "roles", "frames"]


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a head judges.

    Attributes:
        name: Its name on the command line.
        dimension: The dimension that reads the head.
        spec: The head, as its dimension declares it.
        outputs: Which of its outputs are fitted.
        labels: The labels of rows; of two, the second is the one a single output means.
        unit: What a row is.
        gold: Reads the label of a row; raises ``RowError``.
        scheme: One label of a scheme; roles, which are read off the axes; or any number
            of frames.
        calibration: Name of its calibration in the model.
        folded: Whether the calibration goes into the weights, because the logits are also
            read without it.
        outdated: Scores whose reference distribution no longer holds afterwards.
    """

    name: str
    dimension: str
    spec: HeadSpec
    outputs: tuple[int, ...]
    labels: tuple[str, ...]
    unit: Unit
    gold: Callable[[Mapping[str, Any]], Any]
    scheme: Scheme = "labels"
    calibration: str = ""
    folded: bool = False
    outdated: frozenset[str] = field(default_factory=frozenset)


_LOADED: Final = frozenset({"neutrality", "loaded_per_1000", "headline_gap"})
_STANCE: Final = frozenset({"neutrality", "stance_balance"})
_AXES: Final = frozenset({"neutrality", "opinion_share", "headline_gap", "source_balance"})
_ROLE: Final = _AXES | _LOADED | _STANCE
# Name -> evaluation task, dimension, labels, scores that change.
_SIMPLE: Final = {
    "subjectivity": ("role", "axes", ("objective", "subjective"), _ROLE),
    "attribution": ("role", "axes", ("not", "attributed"), _ROLE),
    "loaded": ("loaded", "loaded", ("neutral", "biased"), _LOADED),
    "genre": ("genre", "genre", GENRES, frozenset[str]()),
    "stance": ("stance", "stance", STANCES, _STANCE),
}
BUILT_IN: Final = (*_SIMPLE, "role", "framing")


def find_subject(name: str) -> Subject:
    """Return what is fitted under this name: ours, or a dimension of another package.

    Raises:
        ConfigError: If there is none of this name, or its head cannot be fitted.
    """
    if name in _SIMPLE:
        return _simple(name)
    if name == "role":
        gold = load_task("role").gold
        axes = tuple(range(len(AXES)))
        return Subject(
            name, "role", ROLE_HEADS[0], axes, ROLES, "sentence", gold, "roles", "role",
            outdated=_ROLE,
        )  # fmt: skip
    if name == "framing":
        (spec,) = load_dimension("framing").HEADS
        everything = tuple(range(len(FRAMES)))
        gold = load_task("frames").gold
        return Subject(
            name, "framing", spec, everything, FRAMES, "article", gold, "frames", "framing"
        )
    if name in DIMENSIONS:
        raise ConfigError(
            f"the dimension {name!r} has no head to fit.", hint=f"Known: {', '.join(BUILT_IN)}."
        )
    return _added(name)


def _simple(name: str) -> Subject:
    dimension, head, labels, outdated = _SIMPLE[name]
    specs = {spec.name: spec for spec in load_dimension(dimension).HEADS}
    axis = {"subjectivity": "subjective", "attribution": "attributed"}.get(name)
    spec = specs[head]
    outputs = tuple(range(len(labels))) if name == "stance" else (0,)
    return Subject(
        name=name,
        dimension=dimension,
        spec=spec,
        outputs=(spec.outputs.index(axis),) if axis else outputs,
        labels=labels,
        unit=_unit(spec),
        gold=load_task(name).gold,
        calibration=axis or head,
        folded=axis is not None,
        outdated=outdated,
    )


def _unit(spec: HeadSpec) -> Unit:
    if spec.level == "mention":
        return "mention"
    return "article" if spec.level == "article" else "sentence"


def _added(name: str) -> Subject:
    """Return a dimension of another package, whose rows have id, text and label."""
    _known(name)
    module = load_dimension(name)
    if len(module.HEADS) != 1 or module.HEADS[0].level in {"token", "axes"}:
        raise ConfigError(
            f"the dimension {name!r} has no single head on sentences, articles or mentions.",
            hint="Only such a head can be fitted to labelled texts.",
        )
    (spec,) = module.HEADS
    labels = _labels(spec, tuple(getattr(module, "LABELS", ())))
    unit = _unit(spec)

    def gold(fields: Mapping[str, Any]) -> int | StanceGold:
        label = label_index(fields, labels)
        return _mentioned(fields, label) if unit == "mention" else label

    return Subject(
        name, name, spec, tuple(range(len(spec.outputs))), labels, unit, gold,
        calibration=spec.name, folded=True,
    )  # fmt: skip


def _known(name: str) -> None:
    """Check that a package adds this dimension; the near names are ours, too."""
    try:
        find_plugin(name)
    except ConfigError as error:
        if "unknown" not in error.cause:
            raise
        raise unknown_name("dimension", name, BUILT_IN) from error


def _labels(spec: HeadSpec, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels of rows; one output means the label of its name, or the second."""
    if len(spec.outputs) > 1:
        return spec.outputs
    (positive,) = spec.outputs
    if len(declared) != 2:
        return ("not", positive)
    return declared[::-1] if declared[0] == positive else declared


def _mentioned(fields: Mapping[str, Any], label: int) -> StanceGold:
    spans = [span(start, end, fields.get("text")) for start, end in span_items(fields, 2)]
    if not spans:
        raise RowError("field 'spans' holds no mention of the target")
    return StanceGold(label, target_name(fields), tuple(sorted(spans)))
