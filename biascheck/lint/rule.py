"""What a rule is: the names that its module defines, and the sections of its docstring."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.lint.finding import Suspicion
    from biascheck.types import Report

SECTIONS: Final = ("Flags:", "Does not flag:", "Threshold:", "Source:")


class Rule(Protocol):
    """A module that looks for one thing in the author's voice.

    Its docstring begins with one line that says what it finds, and has the sections of
    ``SECTIONS``. The module's file name is the rule's name.

    Attributes:
        CODE: ``BC1`` and two digits; a code is never used again for something else.
        THRESHOLD: Certainty from which something is flagged; None: there is none to set.
        FLAGGED: Little articles that it flags.
        NOT_FLAGGED: Little articles near by that it does not flag.
    """

    CODE: str
    THRESHOLD: float | None
    FLAGGED: tuple[str, ...]
    NOT_FLAGGED: tuple[str, ...]

    def find(self, report: Report, threshold: float) -> Iterator[Suspicion]:
        """Yield what is found, in the order of the text; below the threshold nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Description:
    """What a rule says about itself; each part is one line."""

    summary: str
    flags: str
    does_not_flag: str
    threshold: str
    source: str


def describe(module: Any) -> Description:
    """Return the parts of a rule's docstring; a missing one is empty."""
    text = " ".join(cleandoc(module.__doc__ or "").replace("``", "").split())
    parts = [text]
    for heading in SECTIONS:
        before, _, after = parts.pop().partition(heading)
        parts += [before.strip(), after.strip()]
    return Description(parts[0].partition(": ")[2].rstrip("."), *parts[1:])
