"""Targets of invented articles: recognition, joining, ranking."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.names.targets import find_targets
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Span, Target


def article(body: str, title: str | None = None, outlet: str | None = None) -> Article:
    if title is None:
        return Article(text=body, outlet=outlet)
    return Article(
        text=f"{title}\n\n{body}", title=title, title_span=Span(0, len(title)), outlet=outlet
    )


def targets(body: str, title: str | None = None, outlet: str | None = None) -> dict[str, Target]:
    read = article(body, title, outlet)
    return {t.name: t for t in find_targets(read, segment(read.text, read.title_span))}


def mentioned(body: str, name: str) -> list[str]:
    return [body[slice(*span)] for span in targets(body)[name].mentions]


# People


def test_full_name_surname_and_titled_surname_join() -> None:
    body = (
        "Mayor Tom Breck opened the pier. Breck thanked the town. "
        "On Friday Mr. Breck will leave, and Breck's office closes."
    )
    assert mentioned(body, "Tom Breck") == ["Tom Breck", "Breck", "Breck", "Breck"]
    assert targets(body)["Tom Breck"].kind == "person"


def test_name_variants_with_initials_and_suffix_join() -> None:
    body = "Senator Joseph R. Venn Jr. voted no. Joseph Venn spoke later, and Venn left."
    assert list(targets(body)) == ["Joseph R. Venn Jr."]
    assert len(targets(body)["Joseph R. Venn Jr."].mentions) == 3


def test_particles_and_hyphens_stay_inside_a_name() -> None:
    body = "Ursula von der Lohn met Jean-Luc Marek. Marek smiled at Von der Lohn."
    assert {"Ursula von der Lohn", "Jean-Luc Marek"} <= set(targets(body))


def test_two_people_of_one_surname_stay_apart() -> None:
    body = "Anna Dorn sued Peter Dorn. Anna Dorn won. Peter Dorn appealed."
    assert {"Anna Dorn", "Peter Dorn"} <= set(targets(body))
    assert len(targets(body)["Anna Dorn"].mentions) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harbour Bridge", "place"),
        ("Port Ellery", "place"),
        ("Lorne & Hadley", "organisation"),
        ("Nadia Orlo", "person"),
    ],
)
def test_the_kind_by_the_words_of_a_name(name: str, kind: str) -> None:
    body = f"Many spoke about it. {name} was on all lips, since {name} had changed."
    assert targets(body)[name].kind == kind


def test_a_title_that_comes_late_makes_a_person_all_the_same() -> None:
    body = "Plans of Breck were read. Breck's plans failed. Then President Breck left."
    assert targets(body)["Breck"].kind == "person"
    assert len(targets(body)["Breck"].mentions) == 3


def test_office_joins_its_only_holder() -> None:
    body = "Prime Minister Nadia Orlo spoke in Harbin Bay. Later the prime minister left."
    assert mentioned(body, "Nadia Orlo") == ["Nadia Orlo", "prime minister"]


def test_office_of_two_holders_joins_nobody() -> None:
    body = (
        "President Nadia Orlo met President Tom Breck. Then the president left. "
        "Orlo was tired. Breck was not."
    )
    spans = {body[slice(*m)] for t in targets(body).values() for m in t.mentions}
    assert "president" not in spans


def test_pronouns_are_not_mentions() -> None:
    body = "Tom Breck spoke. He left, and his car waited for him."
    assert mentioned(body, "Tom Breck") == ["Tom Breck"]


def test_surname_that_is_also_a_country_is_the_person() -> None:
    body = "James Jordan won the race. Jordan thanked his mother, and Jordan wept."
    assert list(targets(body)) == ["James Jordan"]


# Countries, capitals, groups


def test_country_adjective_demonym_and_metonym_join() -> None:
    body = "Russia sent ships. Russian troops landed, the Kremlin said, and Russians cheered."
    assert mentioned(body, "Russia") == ["Russia", "Russian", "Kremlin", "Russians"]


def test_hyphenated_adjectives_name_both_countries() -> None:
    body = "The Armenian-Azeri border is long."
    assert set(targets(body)) == {"Armenia", "Azerbaijan"}


@pytest.mark.parametrize(
    "body",
    [
        "A US-led mission began.",
        "The U.S. mission began.",
        "A Washington-backed mission of the United States began.",
    ],
)
def test_compounds_and_dotted_abbreviations(body: str) -> None:
    assert list(targets(body)) == ["United States"]


def test_capital_joins_a_country_that_is_named() -> None:
    body = "Norway closed the strait. In Oslo crowds gathered."
    assert mentioned(body, "Norway") == ["Norway", "Oslo"]


def test_capital_that_acts_is_its_country() -> None:
    assert list(targets("On Monday Oslo said the strait would close.")) == ["Norway"]


def test_capital_as_a_mere_place_is_a_city() -> None:
    assert list(targets("The poet lives in Oslo with two cats.")) == ["Oslo"]


def test_person_is_not_the_country() -> None:
    found = targets("Russian President Igor Lask spoke. Lask smiled.")
    assert {found["Igor Lask"].kind, found["Russia"].kind} == {"person", "place"}
    assert len(found["Russia"].mentions) == 1


def test_groups_and_parties() -> None:
    found = targets("Democrats met Muslim leaders, and the GOP met Kurdish farmers.")
    assert found["Democratic Party"].kind == "organisation"
    assert found["Republican Party"].kind == "organisation"
    assert found["Muslims"].kind == found["Kurds"].kind == "group"


# Organisations


def test_abbreviation_in_brackets_joins() -> None:
    body = "The Harbour Relief Fund (HRF) is broke. Donors left the HRF, and the HRF closed."
    found = targets(body)
    assert list(found) == ["Harbour Relief Fund"]
    assert len(found["Harbour Relief Fund"].mentions) == 4


def test_organisation_with_of_and_a_country_inside() -> None:
    found = targets("The University of Belgrade and the Orvik Council agreed.")
    assert found["University of Belgrade"].kind == "organisation"
    assert found["Orvik Council"].kind == "organisation"
    assert "Serbia" not in found


@pytest.mark.parametrize("name", ["UN", "NATO", "EU", "FBI", "Supreme Court", "Senate"])
def test_well_known_bodies(name: str) -> None:
    (found,) = targets(f"Yesterday the {name} met again.").values()
    assert found.kind == "organisation"


# Capitals that say nothing


@pytest.mark.parametrize(
    "body",
    [
        "Yesterday the rain stopped. Nobody complained. Dozens of boats left.",
        "On Monday in July it rained. Easter is late.",
        "However, the pier stood. Why? Because it was new.",
        "I think so, and I've said it. I'm sure.",
    ],
)
def test_sentence_starts_days_and_months_are_no_targets(body: str) -> None:
    assert targets(body) == {}


def test_word_that_the_article_also_writes_small_is_no_name() -> None:
    assert "Fishing" not in targets("Fishing feeds the coast. Orvik lives from fishing, they say.")


def test_title_case_headline_adds_only_confirmed_names() -> None:
    title = "Mayor Breck Promises Brighter Future For Harbour Crews"
    body = "Tom Breck spoke to the crews. The future is bright, Breck said."
    found = targets(body, title)
    assert list(found) == ["Tom Breck"]
    assert found["Tom Breck"].mentions[0] == Span(6, 11)


def test_headline_verb_beside_a_name_is_no_part_of_it() -> None:
    found = targets("Kolt spoke on the pier. Then Kolt left.", "Kolt Concludes His Inquiry")
    assert list(found) == ["Kolt"]
    assert list(targets("WATCH: Kolt\n\nSHOUTED Kolt spoke here. Then Kolt left.")) == ["Kolt"]


def test_capitals_throughout_are_read_like_a_headline() -> None:
    title = "BRECK ATTACKS RUSSIA OVER HARBOUR"
    found = targets("Tom Breck spoke about Russia on the pier.", title)
    assert set(found) == {"Tom Breck", "Russia"}
    assert len(found["Tom Breck"].mentions) == len(found["Russia"].mentions) == 2


# What is no target


def test_medium_outlet_byline_and_credit_are_left_out() -> None:
    body = (
        "By Lena Strand\n\n"
        "The Orvik Courier has learned that Tom Breck will go. Breck told Reuters so, "
        "and he wrote on Twitter that he was glad.\n\n"
        "Photo by Karl Imhof"
    )
    assert list(targets(body, outlet="The Orvik Courier")) == ["Tom Breck"]


def test_medium_that_is_spoken_of_is_a_target() -> None:
    assert "Twitter" in targets("Twitter has fired its staff. Twitter will close its office.")


def test_ignored_sentences_do_not_count() -> None:
    read = article("Tom Breck spoke.\n\nShare with Lena Strand of Norway.")
    sentences = segment(read.text)
    last = frozenset({sentences[-1].index})
    assert [t.name for t in find_targets(read, sentences, ignore=last)] == ["Tom Breck"]


# Rank


def test_title_and_frequency_rank_first() -> None:
    body = (
        "Poland met Sweden on the pier. Then rain fell. Tom Breck watched. "
        "Breck waved. Breck laughed. Later, Finland came."
    )
    names = list(targets(body, "Breck watches the rain"))
    assert names[0] == "Tom Breck"
    assert names[-1] == "Finland"


def test_title_given_apart_counts() -> None:
    body = "Poland and Sweden spoke of Finland."
    read = Article(text=body, title="Finland is angry")
    assert find_targets(read, segment(body))[0].name == "Finland"


def test_a_city_of_the_headline_is_not_the_man_of_its_name() -> None:
    body = "Kolt Kolt Oslo\n\nMr OSLO"
    named = [t.name for t in find_targets(article(body), segment(body))]
    assert len(named) == len(set(named)) == 2


def test_limit() -> None:
    body = "Poland, Sweden, Finland, Norway and Latvia met."
    read = article(body)
    assert len(find_targets(read, segment(body), limit=2)) == 2


# Properties

PIECES = (
    "Kolt|Tom|Mr|.|,|the|President|of|Russia|Russian|Oslo|U.S.|-|Bank|and|(|HRF|)|’s|von|in|said|"
    "\n\n|“|”|New|York|Prime|Minister|KOLT|IN|OSLO"
)
WORDS = st.sampled_from(PIECES.split("|"))


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_mentions_lie_in_the_text_disjoint_and_repeatable(text: str) -> None:
    read = article(text)
    sentences = segment(text)
    found = find_targets(read, sentences)
    assert found == find_targets(read, sentences)
    assert len({t.name for t in found}) == len(found) <= 8
    for target in found:
        assert target.mentions
        end = 0
        for span in target.mentions:
            assert end <= span.start < span.end <= len(text)
            end = span.end
