"""doccano: sequence labelling as JSON Lines, the label types, and its export.

An export of a project that annotators share is one file; of one where each works alone, a
ZIP archive with a file per person. Fields beside text and label are kept as metadata.

Source: doccano, sequence labelling in the data import and export of its backend, version 1.8.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from biascheck.annotation.task import Mark, Task

_COLOURS: Final = {
    "reporting": "#767676",
    "quote": "#0078b4",
    "opinion": "#af5f00",
    "boilerplate": "#a8a8a8",
}
# doccano numbers its examples under "id", so the article's name needs another field.
_NAME: Final = "article_id"


def write(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield a line per task."""
    for task in tasks:
        fields = {
            "text": task.text,
            "label": [[*mark.span, mark.role] for mark in task.marks],
            _NAME: task.id,
            "model": task.model,
            **{name: value or "" for name, value in task.details.items()},
            "sentences": [place.to_list() for place in task.sentences],
        }
        yield json.dumps(fields, ensure_ascii=False) + "\n"


def config() -> str:
    """Return the span types as JSON, which doccano reads under Labels, Import."""
    types = [
        {
            "text": role,
            "prefix_key": None,
            "suffix_key": role[0],
            "background_color": _COLOURS[role],
            "text_color": "#ffffff",
        }
        for role in ROLES
    ]
    return json.dumps(types, indent=1) + "\n"


def read(path: Path) -> Iterator[Annotated | Unusable]:
    """Yield what each line has become; every file of an archive is a person's.

    An example without any label counts as not annotated.

    Raises:
        InputError: The file cannot be read.
        DataError: It is no archive, or holds no JSON Lines.
    """
    for name, lines in _files(path):
        for number, line in enumerate(lines, 1):
            where = f"{path}{name and f'!{name}'}:{number}"
            if line.strip():
                try:
                    yield _annotated(where, PurePosixPath(name or path).stem, line)
                except ItemError as error:
                    yield Unusable(where, str(error))


def _files(path: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as lines:
                yield "", lines
            return
        with zipfile.ZipFile(path) as archive:
            names = [it for it in sorted(archive.namelist()) if it.endswith((".jsonl", ".json"))]
            if not names:
                raise DataError(
                    "the archive holds no .jsonl file.",
                    source=str(path),
                    hint="Export with the format JSONL.",
                )
            for name in names:
                with archive.open(name) as lines:
                    yield name, lines
    except FileNotFoundError as error:
        raise InputError("no such file.", source=str(path), hint="Check the path.") from error
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise DataError(f"it cannot be read ({error}).", source=str(path)) from error


def _annotated(where: str, person: str, line: bytes) -> Annotated:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise ItemError(f"the line is no JSON ({error})") from error
    if not isinstance(fields, dict):
        raise ItemError("the line is no JSON object")
    text = text_of(fields)
    marks = tuple(_marks(fields, text))
    return Annotated(
        where=where,
        id=name_of(fields, _NAME, "id"),
        text=text,
        outlet=outlet_of(fields),
        sentences=places_of(fields, text),
        votes={person: marks} if marks else {},
    )


def _marks(fields: Mapping[str, Any], text: str) -> Iterator[Mark]:
    """Yield the spans, in either form that doccano exports them in."""
    found = next((fields[it] for it in ("label", "labels", "entities") if it in fields), None)
    if not isinstance(found, list):
        raise ItemError("it has no list 'label' or 'entities'; export with the format JSONL")
    for entry in found:
        if isinstance(entry, dict):
            parts = [entry.get(key) for key in ("start_offset", "end_offset", "label")]
        elif isinstance(entry, list) and len(entry) >= 3:
            parts = entry[:3]
        else:
            raise ItemError("a label is no [start, end, role]")
        yield mark_of(span_of(parts[0], parts[1], text), parts[2])
