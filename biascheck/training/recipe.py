"""Recipes: everything that decides a training run, in one TOML file stored with the weights."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from biascheck.errors import ConfigError, unknown_name
from biascheck.training.corpora import CORPORA

if TYPE_CHECKING:
    from pathlib import Path


# Two marks, and room for pieces of a sentence of at least one token.
_SMALLEST_WINDOW = 4
_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
    "list[str]": (list,),
    "dict[str, float]": (dict,),
    "dict[str, dict[str, str]]": (dict,),
}
# What may be labelled in files of the user's own, see ``corpora.own``.
_TASKS = (
    *("subjectivity", "attribution", "loaded", "boilerplate"),
    *("role", "genre", "frames", "stance"),
)
# The heads of the second stage, in the order in which they are fitted: genre reads the roles.
SECOND_STAGE = ("sentences", "framing", "genre", "stance", "article_stance")
# A name becomes part of the names of weights.
_NAME = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A training run.

    Attributes:
        name: Name of the model that comes out.
        version: Its version.
        base: Package or folder of the base encoder; or a biascheck model, to go on from.
        mixture: Corpus name to its share of the training tokens (any positive scale); 0
            keeps a corpus for the heads' second stage on the frozen encoder.
        loss_weights: Judgement to the weight of its loss; 1 where absent.
        files: Labelled files of the user's own by their name in the mixture, each with its
            ``path`` and the evaluation ``task`` whose labels it has.
        seed: Of everything random.
        steps: Optimizer steps; 0: the encoder stays, and heads are fitted in the second stage.
        characters_per_step: Size of a batch in characters of text (about 4.4 per token).
        learning_rate: Peak rate of the top layer and ``head_rate`` of the heads.
        head_rate: Peak rate of the heads.
        layer_decay: Factor of the rate from each layer to the one below.
            Source: Howard, Ruder 2018 (ULMFiT), section 3.2.
        warmup: Share of the steps in which the rate rises linearly.
        weight_decay: Of AdamW, on matrices.
        vocabulary: Word pieces to keep, the most frequent of the training text; 0 keeps all.
        stand_ins: Whether names are read under stand-ins, see ``names.stand_ins``.
        swapped: Share of the examples whose names are exchanged, see ``swaps``.
        rank: Width of the difference that is learnt to each matrix of the encoder, which
            stays as it is, see ``low_rank``; 0: the encoder itself is trained.
        bfloat16: Whether matrix products are computed in half precision.
        frozen_layers: Encoder layers, from the bottom, that keep the base's weights
            (the embeddings always do).
        average_last: Share of the steps at the end whose weights are averaged.
            Source: Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima".
        window: Positions of a window.
        overlap: Tokens that neighbouring windows share.
        dropout: Of the heads.
        checkpoint_every: Steps between checkpoints.
        refit: Heads that the second stage fits, of ``SECOND_STAGE``; others stay.
    """

    name: str
    version: str
    base: str
    mixture: dict[str, float]
    loss_weights: dict[str, float] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    seed: int = 13
    steps: int = 1000
    characters_per_step: int = 10_000
    learning_rate: float = 1e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    warmup: float = 0.06
    weight_decay: float = 0.01
    vocabulary: int = 0
    stand_ins: bool = False
    swapped: float = 0.0
    rank: int = 0
    bfloat16: bool = False
    frozen_layers: int = 0
    average_last: float = 0.15
    window: int = 256
    overlap: int = 48
    dropout: float = 0.1
    checkpoint_every: int = 100
    refit: list[str] = field(default_factory=lambda: list(SECOND_STAGE))

    def __post_init__(self) -> None:
        """Check ranges.

        Raises:
            ConfigError: Names the setting and its range.
        """
        self._check_types()
        rates = ("learning_rate", "head_rate")
        if self.steps < 0:
            raise ConfigError("the recipe's steps must not be below 0.")
        for name in ("characters_per_step", "checkpoint_every", *rates):
            if getattr(self, name) <= 0:
                raise ConfigError(f"the recipe's {name} must be above 0.")
        for name in ("warmup", "average_last", "dropout", "swapped"):
            if not 0 <= getattr(self, name) < 1:
                raise ConfigError(f"the recipe's {name} must lie in [0, 1).")
        if self.window < _SMALLEST_WINDOW:
            raise ConfigError(f"the recipe's window must be at least {_SMALLEST_WINDOW}.")
        if not 0 <= self.overlap <= (self.window - 2) // 2:
            raise ConfigError("the recipe's overlap must lie between 0 and half its window.")
        if self.rank < 0 or (self.rank and self.vocabulary):
            raise ConfigError(
                "the recipe's rank must not be below 0, and leaves no vocabulary to be cut."
            )
        shares = list(self.mixture.values())
        if min(shares, default=0) < 0 or not any(shares):
            raise ConfigError("the recipe's mixture needs corpora with shares above 0.")
        self._check_names()

    def _check_names(self) -> None:
        for name in self.refit:
            if name not in SECOND_STAGE:
                raise unknown_name("head of the second stage", str(name), SECOND_STAGE)
        for name in self.files:
            self._check_file(name)

    def _check_types(self) -> None:
        for item in fields(self):
            value, kinds = getattr(self, item.name), _KINDS[str(item.type)]
            numbers = item.type == "dict[str, float]" and isinstance(value, dict)
            inner = value.values() if numbers else ()
            if not _is_a(value, kinds) or not all(_is_a(v, (int, float)) for v in inner):
                raise ConfigError(f"the recipe's {item.name} must be of type {item.type}.")

    def _check_file(self, name: str) -> None:
        table = self.files[name]
        if not _NAME.fullmatch(name):
            raise ConfigError(
                f"the recipe's file {name!r} is not made of letters, digits, _ and -."
            )
        if name in CORPORA:
            raise ConfigError(f"the recipe's file {name!r} has the name of a corpus.")
        whole = isinstance(table, dict) and set(table) == {"path", "task"}
        if not whole or not all(isinstance(value, str) for value in table.values()):
            raise ConfigError(f"the recipe's [files.{name}] needs a path and a task, both text.")
        if table["task"] not in _TASKS:
            raise unknown_name("task", table["task"], _TASKS)
        if name not in self.mixture:
            raise ConfigError(
                f"the recipe's file {name!r} has no share.", hint="Name it in [mixture], too."
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as JSON values."""
        return asdict(self)


def _is_a(value: object, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and isinstance(value, bool) == (kinds == (bool,))


def read_recipe(path: Path, *, steps: int | None = None, base: str | None = None) -> Recipe:
    """Read a recipe file.

    Args:
        path: The TOML file.
        steps: Number of steps to take instead of the file's.
        base: Base encoder or model to start from instead of the file's.

    Raises:
        ConfigError: If the file is missing, no TOML, or holds an unknown or bad setting.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"the recipe cannot be read: {error.strerror}.",
            source=str(path),
            hint="Shipped recipes stand in models/recipes/.",
        ) from error
    except ValueError as error:
        raise ConfigError(f"the recipe is no TOML: {error}.", source=str(path)) from error
    known = {item.name for item in fields(Recipe)}
    for name in values:
        if name not in known:
            raise unknown_name("recipe setting", name, known)
    missing = {"name", "version", "base", "mixture"} - set(values)
    if missing:
        raise ConfigError(f"the recipe lacks {', '.join(sorted(missing))}.", source=str(path))
    _place_files(values.get("files"), path.parent)
    if steps is not None:
        values["steps"] = steps
    if base is not None:
        values["base"] = base
    return Recipe(**values)


def _place_files(tables: Any, folder: Path) -> None:
    """Let paths that lead somewhere from the recipe's folder start there; others stay."""
    for table in tables.values() if isinstance(tables, dict) else ():
        named = table.get("path") if isinstance(table, dict) else None
        if isinstance(named, str) and (folder / named).is_file():
            table["path"] = str(folder / named)
