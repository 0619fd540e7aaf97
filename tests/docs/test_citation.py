"""CITATION.cff follows the Citation File Format 1.2.0 and says what the package says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from biascheck import __version__

ROOT = Path(__file__).parents[2]


def words(text):
    return set(text.split())


# The keys of the schema of CFF 1.2.0: https://github.com/citation-file-format/citation-file-format
KEYS = words(
    "abstract authors cff-version commit contact date-released doi identifiers keywords "
    "license license-url message preferred-citation references repository repository-artifact "
    "repository-code title type url version"
)
REQUIRED = {"authors", "cff-version", "message", "title"}
PERSON = words(
    "address affiliation alias city country email family-names fax given-names name-particle "
    "name-suffix orcid post-code region tel website"
)
ENTITY = words(
    "address alias city country date-end date-start email fax location name orcid post-code "
    "region tel website"
)


def problems(citation):
    """Return in words what the schema of CFF 1.2.0 would not allow."""
    found = [f"unknown key {key}" for key in citation.keys() - KEYS]
    found += [f"no {key}" for key in REQUIRED - citation.keys()]
    found += [
        f"{key} is no text"
        for key in ("abstract", "message", "title")
        if not (isinstance(citation.get(key, "-"), str) and citation.get(key, "-").strip())
    ]
    if citation.get("cff-version") != "1.2.0":
        found.append("cff-version is not 1.2.0")
    if citation.get("type", "software") not in {"software", "dataset"}:
        found.append("type is neither software nor dataset")
    for author in citation.get("authors") or ["none"]:
        keys = set(author) if isinstance(author, dict) else set()
        if not keys or not (keys <= PERSON or (keys <= ENTITY and "name" in keys)):
            found.append(f"author {author} is neither a person nor an entity")
    told = citation.get("keywords", ["-"])
    if not told or len(set(told)) != len(told) or not all(isinstance(word, str) for word in told):
        found.append("keywords are not distinct texts")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(citation.get("date-released", "2000-01-01"))):
        found.append("date-released is no date")
    if not re.match(r"https?://|ftp://", str(citation.get("url", "http://"))):
        found.append("url is no address")
    return found


@pytest.fixture
def citation():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_is_valid(citation):
    assert problems(citation) == []


def test_it_says_what_the_package_says(citation):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(citation["version"]) == project["version"] == __version__
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]
    assert citation["title"].startswith(project["name"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"titel": "x"}, "unknown key titel"),
        ({"message": " "}, "message is no text"),
        ({"cff-version": "1.1.0"}, "cff-version is not 1.2.0"),
        ({"type": "article"}, "type is neither"),
        ({"authors": []}, "neither a person nor an entity"),
        ({"authors": [{"nom": "x"}]}, "neither a person nor an entity"),
        ({"keywords": ["a", "a"]}, "keywords are not distinct"),
        ({"date-released": "soon"}, "date-released is no date"),
    ],
)
def test_what_is_not_valid_is_found(citation, change, told):
    assert [problem for problem in problems({**citation, **change}) if told in problem]


def test_a_contributor_finds_the_way():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    develop = (ROOT / "docs" / "develop.md").read_text(encoding="utf-8").lower()
    anchors = re.findall(r"\(docs/develop\.md#([\w-]+)\)", text)
    assert {"adding-a-dimension", "adding-a-corpus"} <= set(anchors)
    assert [
        anchor for anchor in anchors if f"\n## {anchor.replace('-', ' ')}\n" not in develop
    ] == []
