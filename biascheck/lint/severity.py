"""How serious a finding is, apart from how certain it is."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from biascheck.errors import unknown_name


class Severity(IntEnum):
    """In rising order; ``label`` is the word that people and programs read."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word in output and settings."""
        return self.name.lower()


LEVELS: Final = tuple(severity.label for severity in Severity)
#: Stands for a rule that is switched off, or for a run that nothing makes fail.
NONE: Final = "none"


def parse(word: str, what: str = "severity") -> Severity | None:
    """Return the severity of a word; None for ``none``.

    Raises:
        ConfigError: It is no severity.
    """
    if word == NONE:
        return None
    if word not in LEVELS:
        raise unknown_name(what, word, (*LEVELS, NONE))
    return Severity[word.upper()]
