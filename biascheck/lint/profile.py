"""What a desk is held to: which rules count, how serious they are, from which certainty on.

The measure is the promise of the genre. A news report promises to keep its author's judgement
out; an analysis promises to explain, which takes interpretation; an opinion piece promises an
opinion, and is not scolded for having one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.errors import unknown_name
from biascheck.lint.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Setting:
    """How a rule is applied; ``severity`` None: not at all; ``threshold`` None: its own."""

    severity: Severity | None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A desk's settings by the names of the rules."""

    name: str
    settings: Mapping[str, Setting]


OFF: Final = Setting(None)
_NEWS: Final = Profile(
    "news",
    {
        "opinion": Setting(Severity.ERROR),
        "loaded": Setting(Severity.WARNING),
        "unattributed": Setting(Severity.WARNING),
        "headline": Setting(Severity.WARNING),
        "sourcing": Setting(Severity.INFO),
    },
)
_ANALYSIS: Final = Profile(
    "analysis",
    {
        # Interpretation is the genre's business; what is left at .9 is mostly advocacy.
        "opinion": Setting(Severity.INFO, 0.9),
        "loaded": Setting(Severity.WARNING),
        "unattributed": Setting(Severity.WARNING),
        "headline": Setting(Severity.INFO),
        "sourcing": Setting(Severity.INFO),
    },
)
_OPINION: Final = Profile(
    "opinion",
    {
        "opinion": OFF,
        "loaded": OFF,
        # A claim that nobody holds is no better for standing in a column.
        "unattributed": Setting(Severity.INFO),
        "headline": OFF,
        "sourcing": OFF,
    },
)
PROFILES: Final = {profile.name: profile for profile in (_NEWS, _ANALYSIS, _OPINION)}
DEFAULT: Final = "news"


def profile_named(name: str, source: str | None = None) -> Profile:
    """Return a profile.

    Raises:
        ConfigError: There is none of this name.
    """
    if name not in PROFILES:
        raise unknown_name("profile", name, PROFILES, source)
    return PROFILES[name]
