"""Invented news articles of any length, for benchmarks.

Everything named here is made up. The texts are built like news (headline, dateline,
reports, direct and indirect quotations, now and then a sentence of comment, a line
of page furniture), so that every part of biascheck has work to do; they mean nothing.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from biascheck.types import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST: Final = ("Marit", "Tomas", "Ilse", "Andrej", "Noor", "Callum", "Renata", "Pavel", "Adaeze")
_LAST: Final = ("Holvik", "Brandsma", "Okonjo", "Veldkamp", "Larrabee", "Sørli", "Petrak", "Quince")
_OFFICE: Final = (
    "mayor",
    "harbour master",
    "transport minister",
    "union secretary",
    "head of the water board",
    "opposition spokesman",
)
_PLACE: Final = ("Norhaven", "Eastmere", "Port Caldry", "Vellin", "the Marrow valley", "Upper Tarn")
_BODY: Final = (
    "the Norhaven council",
    "the Eastmere Dockers' Union",
    "the Caldry Ferry Company",
    "the regional court",
    "the Tarn Water Board",
    "the Reform Alliance",
)
_THING: Final = (
    "the new swing bridge",
    "a levy on cruise ships",
    "the night ferry",
    "the flood barrier",
    "the sale of the old shipyard",
    "a cap on rents",
)
_VERB: Final = ("said", "argued", "told reporters", "warned", "added", "wrote in a letter")
_CLAIM: Final = (
    "the money will be missing elsewhere",
    "nobody asked the people who live there",
    "the work can be finished before the winter",
    "the figures were checked twice",
    "there is no plan for what comes after",
    "families will pay for it in the end",
)
_DAY: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

_REPORT: Final = (
    "{Body} voted on {day} to postpone {thing} by {few} months.",
    "Work on {thing} began in {place} two years ago and has cost {n} million crowns so far.",
    "About {n} people gathered outside the town hall of {place} on {day} evening.",
    "{Body} and {rival} have disputed {thing} since the spring.",
    "A ruling is expected on {day}, after {few} days of hearings in {place}.",
    "Under the plan, {thing} would be paid for by {body} over {few} years.",
)
_QUOTE: Final = (
    '"{Claim}," {name}, the {office} of {place}, {verb} on {day}.',
    '{name} {verb} that {claim}. "We have {few} days left," the {office} added.',
    "According to a report by {body}, {claim}.",
    '"I have lived in {place} for {few} years," said {name}. "{Claim}."',
    "{Body} said in a statement that {claim}.",
)
_COMMENT: Final = (
    "It is hard to see how anyone in {place} could take this reckless promise seriously.",
    "Who, one has to ask, is meant to believe {body} after such a shameful week?",
    "Sadly, {thing} will be remembered as a monument to vanity.",
)
_FURNITURE: Final = (
    "Sign up for our morning newsletter",
    "Share this article",
    "© The Norhaven Packet. All rights reserved.",
)
# Shares of the kinds of sentences: roughly those of a political news report.
_KINDS: Final = (_REPORT, _QUOTE, _COMMENT)
_SHARES: Final = (50, 42, 8)


def news_article(words: int, seed: int = 0) -> str:
    """Return an invented article of about so many words.

    Args:
        words: The least number of words, 1 or more; at most one paragraph is added beyond it.
        seed: Equal seeds give equal articles.

    Returns:
        Plain text: a headline, a blank line, paragraphs parted by blank lines.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible text, no secret
    blocks: list[str] = []
    total = 0
    for block in _blocks(chance):
        blocks.append(block)
        total += count_words(block)
        if total >= words:
            return "\n\n".join(blocks) + "\n"
    raise AssertionError  # _blocks never ends


def _blocks(chance: random.Random) -> Iterator[str]:
    yield _sentence("{Body} puts off {thing} amid dispute in {place}", chance)
    yield f"NORHAVEN, {chance.choice(_DAY)} - {_sentence(chance.choice(_REPORT), chance)}"
    while True:
        kinds = chance.choices(_KINDS, _SHARES, k=chance.randint(1, 4))
        yield " ".join(_sentence(chance.choice(kind), chance) for kind in kinds)
        # One furniture line to some twenty paragraphs, as in pasted pages.
        if chance.random() < 1 / 20:
            yield chance.choice(_FURNITURE)


def _sentence(template: str, chance: random.Random) -> str:
    body, rival = chance.sample(_BODY, 2)
    claim = chance.choice(_CLAIM)
    return template.format(
        name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        office=chance.choice(_OFFICE),
        place=chance.choice(_PLACE),
        thing=chance.choice(_THING),
        verb=chance.choice(_VERB),
        day=chance.choice(_DAY),
        n=chance.randint(50, 900),
        few=chance.randint(2, 40),
        body=body,
        rival=rival,
        claim=claim,
        Body=body[0].upper() + body[1:],
        Claim=claim[0].upper() + claim[1:],
    )
