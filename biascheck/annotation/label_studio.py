"""Label Studio: tasks with predictions, the labelling configuration, and its JSON export.

Its positions count code points, older versions' UTF-16 units; each region repeats its
words, by which the two are told apart and every region is checked.

Source: Label Studio, "Import pre-annotated data", "Export annotations", the tags Labels and
Text; HumanSignal/label-studio, pull request 1559 (positions).
"""

from __future__ import annotations

import json
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

from biascheck.annotation.fields import (
    mark_of,
    name_of,
    outlet_of,
    places_of,
    span_of,
    text_of,
)
from biascheck.annotation.task import Annotated, ItemError, Unusable
from biascheck.errors import DataError, InputError
from biascheck.labels import ROLES
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.annotation.task import Mark, Task

# The names that the configuration gives to its two tags.
_CONTROL: Final = "role"
_OBJECT: Final = "text"
_COLOURS: Final = {
    "reporting": "#8a8a8a",
    "quote": "#0078b4",
    "opinion": "#af5f00",
    "boilerplate": "#c9c9c9",
}


def write(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield the JSON array of the tasks, piece by piece."""
    opening = "[\n"
    for task in tasks:
        yield opening + json.dumps(_task(task), ensure_ascii=False)
        opening = ",\n"
    yield "\n]\n" if opening != "[\n" else "[]\n"


def config() -> str:
    """Return the labelling configuration that the tasks fit."""
    labels = "\n".join(
        f"    <Label value={quoteattr(role)} background={quoteattr(_COLOURS[role])} "
        f'hotkey="{number}"/>'
        for number, role in enumerate(ROLES, 1)
    )
    return (
        f'<View>\n  <Header value="$title"/>\n  <Labels name="{_CONTROL}" toName="{_OBJECT}">\n'
        f'{labels}\n  </Labels>\n  <Text name="{_OBJECT}" value="$text" granularity="word"/>\n'
        "</View>\n"
    )


def read(path: Path) -> Iterator[Annotated | Unusable]:
    """Yield what each task of an export of kind JSON has become.

    Annotations that were cancelled do not count. Of several by one person the last counts.

    Raises:
        InputError: The file cannot be read.
        DataError: It is no JSON array of tasks.
    """
    for number, item in enumerate(_tasks(path), 1):
        where = f"{path}, item {number}"
        try:
            yield _annotated(where, item)
        except ItemError as error:
            yield Unusable(where, str(error))


def _task(task: Task) -> dict[str, Any]:
    scores = [mark.score for mark in task.marks if mark.score is not None]
    prediction = {
        "model_version": task.model,
        "score": round(fmean(scores), 4) if scores else None,
        "result": [_region(number, mark, task.text) for number, mark in enumerate(task.marks)],
    }
    known = {name: value or "" for name, value in task.details.items()}
    places = [place.to_list() for place in task.sentences]
    data = {**known, "id": task.id, "text": task.text, "sentences": places}
    return {"data": data, "predictions": [prediction]}


def _region(number: int, mark: Mark, text: str) -> dict[str, Any]:
    start, end = mark.span
    value = {"start": start, "end": end, "text": text[start:end], "labels": [mark.role]}
    region = {
        "id": f"s{number}",
        "from_name": _CONTROL,
        "to_name": _OBJECT,
        "type": "labels",
        "value": value,
    }
    return region if mark.score is None else {**region, "score": round(mark.score, 4)}


def _tasks(path: Path) -> list[Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError("no such file.", source=str(path), hint="Check the path.") from error
    except ValueError as error:
        raise DataError(
            f"it is no JSON ({error}).", source=str(path), hint="Export with the format JSON."
        ) from error
    except OSError as error:
        raise InputError(f"it cannot be read ({error}).", source=str(path)) from error
    if not isinstance(value, list):
        raise DataError(
            "it is no list of tasks.", source=str(path), hint="Export with the format JSON."
        )
    return value


def _annotated(where: str, item: Any) -> Annotated:
    if not isinstance(item, dict) or not isinstance(item.get("data"), dict):
        raise ItemError("it has no 'data'; export with the format JSON, not JSON-MIN")
    data, annotations = item["data"], item.get("annotations")
    if not isinstance(annotations, list):
        raise ItemError("it has no 'annotations'; export with the format JSON, not JSON-MIN")
    text = text_of(data)
    votes = {}
    for number, one in enumerate(annotations):
        if not isinstance(one, dict):
            raise ItemError("an annotation is no JSON object")
        if not one.get("was_cancelled"):
            votes[_person(one, f"{where}, annotation {number}")] = tuple(
                _marks(one.get("result"), text)
            )
    return Annotated(
        where=where,
        id=name_of({**item, **data}, "id"),
        text=text,
        outlet=outlet_of(data),
        sentences=places_of(data, text),
        votes=votes,
    )


def _person(annotation: Mapping[str, Any], nobody: str) -> str:
    person = annotation.get("completed_by")
    if isinstance(person, dict):
        person = person.get("id")
    return nobody if person is None else f"person {person}"


def _marks(result: Any, text: str) -> Iterator[Mark]:
    """Yield the marked spans; regions of other kinds are none of ours."""
    if not isinstance(result, list):
        raise ItemError("an annotation has no 'result'")
    for region in result:
        if isinstance(region, dict) and region.get("type") == "labels":
            value = region.get("value")
            if not isinstance(value, dict):
                raise ItemError("a region has no 'value'")
            labels = value.get("labels")
            if not isinstance(labels, list) or len(labels) != 1:
                raise ItemError("a region has not exactly one label")
            yield mark_of(_span(value, text), labels[0])


def _span(value: Mapping[str, Any], text: str) -> Span:
    """Return where a region stands, by whichever count gives the words that it repeats."""
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(words, str):
        return span_of(start, end, text)
    for at in _readings(start, end, text):
        if _same(text[at.start : at.end], words):
            return at
    raise ItemError(f"the words at {start!r} to {end!r} are not {words[:40]!r}")


def _readings(start: Any, end: Any, text: str) -> Sequence[Span]:
    """Return the span as code points, and as UTF-16 units if that is another."""
    plain = all(isinstance(it, int) and not isinstance(it, bool) for it in (start, end))
    if not plain or not 0 <= start < end:
        raise ItemError(f"{start!r} to {end!r} is no span")
    found = [Span(start, end)] if end <= len(text) else []
    units = text.encode("utf-16-le", "surrogatepass")
    if 2 * end <= len(units) and len(units) != 2 * len(text):
        before, inside = units[: 2 * start], units[2 * start : 2 * end]
        first = len(before.decode("utf-16-le", "replace"))
        found.append(Span(first, first + len(inside.decode("utf-16-le", "replace"))))
    return found


def _same(found: str, words: str) -> bool:
    """Return whether these are the same words; tools change how lines end."""
    return found.split() == words.replace("\\n", "\n").split()
