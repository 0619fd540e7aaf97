"""What goes to an annotation tool, what comes back, and what of either cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.types import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span under a role; ``score`` is the role's probability in [0, 1], None from people."""

    span: Span
    role: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a task: where it stands, and in which paragraph."""

    span: Span
    paragraph: int

    def to_list(self) -> list[int]:
        """Return it as tools carry it: ``[start, end, paragraph]``."""
        return [self.span.start, self.span.end, self.paragraph]


@dataclass(frozen=True, slots=True)
class Task:
    """An article with its sentences' roles, for people to correct.

    Attributes:
        id: Name of the article.
        text: What the spans refer to.
        sentences: Its sentences, in order.
        marks: A mark per sentence.
        model: Name and version of the model that set the marks; "" where that is not known.
        details: What is known of the article (title, outlet, url, ...), JSON values.
    """

    id: str
    text: str
    sentences: tuple[Place, ...]
    marks: tuple[Mark, ...]
    model: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article that came back.

    Attributes:
        where: File and item, as messages name it.
        sentences: As they were sent; None where the tool did not keep them.
        votes: The marks of each annotator, by a name that tells annotators apart.
    """

    where: str
    id: str
    text: str
    outlet: str | None
    sentences: tuple[Place, ...] | None
    votes: Mapping[str, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Unusable:
    """An item that cannot be used: where it is, and why, a phrase."""

    where: str
    cause: str


class ItemError(Exception):
    """One item cannot be used; the message is the cause, a phrase. Never leaves this package."""
