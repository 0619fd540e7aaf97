"""Controlled pairs: two versions of a text that differ in a name, or only in wording."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from biascheck.evaluation.audit.families import load_groups
from biascheck.evaluation.audit.templates import (
    article_templates,
    reworded_templates,
    sentence_templates,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biascheck.evaluation.audit.families import Group, Name
    from biascheck.evaluation.audit.templates import Template, Version

Scope: TypeAlias = Literal["sentence", "article", "paraphrase", "reversal"]
SEED: Final = 13
# Names of a group that share a template: enough pairs for every name, and no more texts
# than two cores read in half a minute.
_RING: Final[dict[str, int]] = {"sentence": 6, "article": 4}
_REWORDED: Final = 3  # names of a family that share a rewording


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of one text.

    Attributes:
        scope: ``sentence`` and ``article``: only the name differs. ``paraphrase``: the
            wording differs and the meaning stays. ``reversal``: the first is for the
            target, the second against it.
        family: Family of the name.
        group: Group within the family.
        template: Stable name of the template; intervals draw these again.
        first: One version.
        second: The other.
    """

    scope: Scope
    family: str
    group: str
    template: str
    first: Version
    second: Version


def audit_pairs(seed: int = SEED) -> tuple[Pair, ...]:
    """Return all pairs; the same seed gives the same pairs.

    Names are drawn without replacement and paired in a ring, so that within a template
    every name drawn stands in equally many pairs.
    """
    draw = random.Random(seed)  # noqa: S311 - no secret is drawn
    return (
        *_swaps("sentence", sentence_templates(), draw),
        *_swaps("article", article_templates(), draw),
        *_rewordings("paraphrase", draw),
        *_rewordings("reversal", draw),
    )


def fingerprint(pairs: Iterable[Pair]) -> str:
    """Return the SHA-256 of all texts, in order: other texts give other figures."""
    digest = hashlib.sha256()
    for pair in pairs:
        for version in (pair.first, pair.second):
            digest.update(f"{version.title or ''}\n{version.text}\0".encode())
    return digest.hexdigest()


def _swaps(scope: Scope, templates: Iterable[Template], draw: random.Random) -> Iterator[Pair]:
    for template in templates:
        for group in _fitting(template):
            names = draw.sample(group.names, min(_RING[scope], len(group.names)))
            versions = [template.fill(name) for name in names]
            for first, second in _ring(versions):
                yield Pair(scope, group.family, group.label, template.id, first, second)


def _ring(versions: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    """Pair each version with the next, and the last with the first; two make one pair."""
    yield from pairwise(versions)
    if len(versions) > 2:
        yield versions[-1], versions[0]


def _rewordings(scope: Scope, draw: random.Random) -> Iterator[Pair]:
    for first, second in reworded_templates(f"{scope}s"):
        families: dict[str, list[tuple[Group, Name]]] = {}
        for group in _fitting(first):
            families.setdefault(group.family, []).extend((group, name) for name in group.names)
        for family, names in families.items():
            for group, name in draw.sample(names, _REWORDED):
                yield Pair(
                    scope, family, group.label, first.id, first.fill(name), second.fill(name)
                )


def _fitting(template: Template) -> Iterator[Group]:
    return (group for group in load_groups() if group.kind == template.kind)
