"""What a dimension is: the names that its module must define, and a check of them.

A module with these names is a dimension, wherever it is installed; nothing has to be
subclassed. ``docs/dimensions.md`` goes through them with an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final, Protocol

from biascheck.encoder.heads import HeadSpec
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from biascheck.dimensions.context import Context

OWN_PACKAGE: Final = "biascheck"
# A name stands in options, JSON keys and names of weights.
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_SECTIONS: Final = ("Measures:", "Does not measure:", "Source:")


class Dimension(Protocol):
    """A module that measures one thing.

    Its docstring has the sections ``Measures:``, ``Does not measure:`` and ``Source:``.
    Four more names are optional: ``AFTER``, the names of the dimensions whose results it
    reads; ``OPTIONAL``, the names of those of its heads that a model may lack; ``LABELS``,
    the two labels of rows that a head of one output is fitted on, its output's name among
    them (of several outputs, their names are the labels); and, required of a dimension of
    another package, ``to_dict(result)``, which returns JSON values.

    Attributes:
        VERSION: A whole number from 1, raised when a result changes its meaning.
        HEADS: What it needs of the model; may be empty.
    """

    VERSION: int
    HEADS: tuple[HeadSpec, ...]

    def annotate(self, context: Context) -> Any:
        """Return what was found in one article."""
        ...


@dataclass(frozen=True, slots=True)
class Description:
    """What a dimension says about itself in its docstring, each on one line."""

    measures: str
    does_not_measure: str
    source: str


def describe(module: Any) -> Description:
    """Return the sections of a dimension's docstring; a missing one is empty."""
    text = _unwrapped(module)
    return Description(*(_section(text, heading) for heading in _SECTIONS))


def _unwrapped(module: Any) -> str:
    """Return the docstring with each paragraph on one line."""
    paragraphs = cleandoc(module.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _section(text: str, heading: str) -> str:
    """Return what follows a heading, up to the next one; the source is one paragraph."""
    _, _, rest = text.partition(heading)
    for other in _SECTIONS:
        rest = rest.partition(other)[0]
    if heading == "Source:":
        rest = rest.strip().partition("\n\n")[0]
    return " ".join(rest.replace("``", "").split())


def after(module: Any) -> tuple[str, ...]:
    """Return the names of the dimensions whose results a dimension reads."""
    return tuple(getattr(module, "AFTER", ()))


def check_dimension(
    name: str, module: Any, *, package: str = OWN_PACKAGE, taken: Collection[str] = ()
) -> None:
    """Check that a module is a dimension.

    Args:
        name: Its name in options and reports.
        module: The module.
        package: The package it comes from; one of another package needs ``to_dict``.
        taken: Names of heads that it must not use.

    Raises:
        ConfigError: Names the package and everything that is missing or malformed.
    """
    faults = list(_faults(name, module, package, taken))
    if faults:
        raise ConfigError(
            f"the dimension {name!r} of the package {package} is broken: {'; '.join(faults)}.",
            hint="Update or remove the package.",
        )


def _faults(name: str, module: Any, package: str, taken: Collection[str]) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield "its name is not made of lower-case letters, digits and _"
    said = _unwrapped(module)
    yield from (f"its docstring has no {section!r}" for section in _SECTIONS if section not in said)
    version = getattr(module, "VERSION", None)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield "VERSION is not a whole number from 1"
    yield from _faults_of_heads(getattr(module, "HEADS", None), taken)
    functions = ("annotate",) if package == OWN_PACKAGE else ("annotate", "to_dict")
    for function in functions:
        if not callable(getattr(module, function, None)):
            yield f"it has no function {function}"
    for names in ("AFTER", "LABELS", "OPTIONAL"):
        found = getattr(module, names, ())
        if not isinstance(found, tuple) or not all(isinstance(it, str) for it in found):
            yield f"{names} is not a tuple of names"


def _faults_of_heads(heads: Any, taken: Collection[str]) -> Iterator[str]:
    if not isinstance(heads, tuple) or not all(isinstance(spec, HeadSpec) for spec in heads):
        yield "HEADS is not a tuple of HeadSpec"
        return
    for spec in heads:
        if spec.name in taken:
            yield f"its head {spec.name!r} has the name of another dimension's head"
        if not spec.outputs:
            yield f"its head {spec.name!r} has no output"
