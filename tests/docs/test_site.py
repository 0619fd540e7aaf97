"""The site builds without a warning, without the network, and every page has its place in it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from biascheck.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
SETTINGS = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
SCHEMA = json.loads((ROOT / "biascheck/render/report.schema.json").read_text(encoding="utf-8"))


def pages(nav):
    for entry in nav:
        for below in entry.values():
            yield from [below] if isinstance(below, str) else pages(below)


def test_every_page_has_its_line_in_mkdocs_yml():
    documents = ROOT / "docs"
    there = {str(path.relative_to(documents)) for path in documents.rglob("*.md")}
    assert there - set(pages(SETTINGS["nav"])) == set(), "add these pages to nav in mkdocs.yml"


def test_the_kinds_are_those_of_diataxis():
    kinds = [kind for section in SETTINGS["nav"] for kind in section]
    assert kinds == ["Home", "Tutorials", "How-to", "Reference", "Explanation"]


def test_no_page_fetches_anything(site):
    loads = re.compile(
        r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(?:https?:)?//[^\"]+|<link\b[^>]*https?://[^>]+"
    )
    found = {
        f"{page.relative_to(site)}: {load}"
        for page in site.rglob("*.html")
        for load in loads.findall(page.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_search_knows_the_words_of_the_pages(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    wanted = "rhetorical question"
    found = [page["location"] for page in index["docs"] if wanted in page["text"].lower()]
    assert any(place.startswith("codebook.html") for place in found)


def test_the_reference_has_every_command(site):
    page = (site / "commands.html").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f'id="biascheck-{name}"' not in page] == []
    assert "--dedupe" in page
    assert "Folders, quoted patterns, tables, archives" in page


def test_the_reference_has_what_can_be_imported(site):
    import biascheck

    page = (site / "api.html").read_text(encoding="utf-8")
    missing = [
        name
        for name in biascheck.__all__
        if not name.startswith("__") and not re.search(rf'id="biascheck\.(?:\w+\.)*{name}"', page)
    ]
    assert missing == []


def keys(schema):
    """Yield the place, name and value of every key of the report's schema."""
    for place, node in [("", schema), *schema["$defs"].items()]:
        for name, value in node.get("properties", {}).items():
            yield place, name, value


@pytest.mark.parametrize(("place", "name", "value"), list(keys(SCHEMA)))
def test_every_key_of_the_schema_says_what_it_means(place, name, value, site):
    assert len(value["description"].split()) > 1
    page = unescape((site / "schema.html").read_text(encoding="utf-8"))
    section = page.split(f'id="{place}"', 1)[1] if place else page
    section = section.split("<h3")[0]
    assert f"<code>{name}</code>" in section
    assert value["description"] in section


def test_what_lies_outside_docs_comes_along(site):
    card = (site / "repository/datasets/gold/index.html").read_text(encoding="utf-8")
    assert "annotated for biascheck" in card
    assert (site / "repository/examples/corpus/valm.jsonl").is_file()
    method = (site / "method.html").read_text(encoding="utf-8")
    assert 'href="repository/datasets/minilm/index.html"' in method
