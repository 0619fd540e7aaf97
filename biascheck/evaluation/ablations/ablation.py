"""What an ablation is and answers, and how a variant is set beside the shipped choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.protocols.protocol import part
from biascheck.evaluation.result import model_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.evaluation.protocols.protocol import Outcome, Part, Request

# Name of the difference from the shipped choice, as it stands in every result.
CHANGE: Final = "change"


@dataclass(frozen=True, slots=True)
class Ablation:
    """A comparison of ``biascheck evaluate ablation``.

    Attributes:
        name: Name on the command line.
        asks: The question.
        fitted: What is fitted anew for every variant, and on what.
        shipped: The variant that the shipped model is.
        run: Measures all variants.
    """

    name: str
    asks: str
    fitted: str
    shipped: str
    run: Callable[[Request], Outcome]

    def measure(self, request: Request) -> dict[str, Any]:
        """Run the ablation and return the object that ``--format json`` prints.

        Raises:
            DataError: If a corpus is missing or malformed, or holds nothing to compare.
            ModelError: If the model or the base encoder is missing.
        """
        outcome = self.run(request)
        return {
            "ablation": self.name,
            "asks": self.asks,
            "fitted": self.fitted,
            "shipped": self.shipped,
            "encoder": outcome.encoder,
            "seed": request.seed,
            "parts": [found.to_dict() for found in outcome.parts],
            "details": dict(outcome.details),
            "model": None if outcome.model is None else model_dict(outcome.model),
        }


def compare(name: str, unit: str, variants: Mapping[str, Sequence[Measure]], shipped: str) -> Part:
    """Measure variants on the same units, with each one's change of the leading metric.

    The change is the variant's value minus the shipped choice's on the same resamples, so
    that its interval is that of paired differences.

    Args:
        name: Name of the set of units.
        unit: What is counted, in the plural.
        variants: Variant to its metrics, the leading one first.
        shipped: Which variant the others are compared with.
    """
    lead = variants[shipped][0]
    systems = {
        variant: (*measures, _difference(measures[0], lead))
        for variant, measures in variants.items()
    }
    return part(name, unit, systems)


def _difference(measure: Measure, lead: Measure) -> Measure:
    def compute(weights: FloatArray) -> FloatArray:
        return measure.compute(weights) - lead.compute(weights)

    return Measure(CHANGE, measure.clusters, compute, measure.undefined)
