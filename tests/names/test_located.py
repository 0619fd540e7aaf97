"""Targets that the user names, in articles that may name them otherwise."""

from __future__ import annotations

import pytest

from biascheck.names.located import locate_targets
from biascheck.segmentation.sentences import segment
from biascheck.types import Article


def mentions(body: str, name: str) -> list[str]:
    (found,) = locate_targets(Article(text=body), segment(body), [name])
    assert found.name == name.strip()
    return [body[slice(*span)] for span in found.mentions]


@pytest.mark.parametrize("name", ["Nadia Orlo", "Orlo", "orlo"])
def test_by_any_form_of_a_name(name: str) -> None:
    assert mentions("Nadia Orlo spoke. Orlo left.", name) == ["Nadia Orlo", "Orlo"]


@pytest.mark.parametrize(
    "body",
    [
        "Mr. Orlo spoke. Then Orlo left.",
        "The town is behind Orlo. A speech by Orlo moved it.",  # a person only by the given name
    ],
)
def test_by_full_name_where_the_article_has_the_surname(body: str) -> None:
    assert mentions(body, "Nadia Orlo") == ["Orlo", "Orlo"]


def test_by_a_short_form_of_the_given_name() -> None:
    body = "Senator Joseph R. Venn Jr. voted no. Venn left."
    assert mentions(body, "Joe Venn") == ["Joseph R. Venn Jr.", "Venn"]
    assert mentions(body, "J. Venn") == ["Joseph R. Venn Jr.", "Venn"]
    assert mentions(body, "Jill Venn") == []


def test_the_house_is_not_the_white_house() -> None:
    assert mentions("The House voted. The House adjourned.", "White House") == []


@pytest.mark.parametrize("name", ["Russia", "the Kremlin", "russia"])
def test_by_alias(name: str) -> None:
    assert len(mentions("Russian ships left. The Kremlin was glad.", name)) == 2


def test_a_common_phrase_in_singular_and_plural() -> None:
    body = "The carbon tax passed. Nobody likes carbon taxes, or a carbon tax."
    assert mentions(body, "carbon tax") == ["carbon tax", "carbon tax"]
    body = "A border guard slept. Border guards are tired."
    assert mentions(body, "border guard") == ["border guard", "Border guards"]
    assert mentions(body, "border guards") == ["border guard", "Border guards"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("harbour police (Ostren)", "harbour police"),
        ("harbour police / the guard", "harbour police"),
        ("harbour police and its chiefs", "harbour police"),
        ("armed harbour police in Ostren", "harbour police"),
        ("police in Ostren", "police"),
    ],
)
def test_by_the_part_of_a_description_that_the_article_has(name: str, found: str) -> None:
    assert mentions("The harbour police left at noon.", name) == [found]


@pytest.mark.parametrize("name", ["House Republicans", "Republicans in Congress", "Republicans"])
def test_members_by_what_they_belong_to(name: str) -> None:
    assert mentions("Republicans voted. A Republican did not.", name)[0] == "Republicans"


@pytest.mark.parametrize("name", ["Eric Trump", "North Korea", "United Nations"])
def test_the_end_of_a_name_is_not_the_name(name: str) -> None:
    assert mentions("President Donald Trump went to Korea. Nations wept.", name) == []


@pytest.mark.parametrize(
    "name", ["United States Department of Fisheries", "Department of the Fisheries"]
)
def test_by_the_name_of_a_register(name: str) -> None:
    body = "The Fisheries Department said no. Later the Fisheries Department said yes."
    assert mentions(body, name) == ["Fisheries Department"] * 2


@pytest.mark.parametrize("name", ["Brazil", "", "  ", "(", " / ", "s", "a new law", "’"])
def test_without_mentions(name: str) -> None:
    assert mentions("The carbon tax passed. The law is old.", name) == []
