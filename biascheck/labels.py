"""The label schemes of the field, in the order in which every file writes them."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal["reporting", "quote", "opinion", "boilerplate"]
ROLES: Final[tuple[Role, ...]] = ("reporting", "quote", "opinion", "boilerplate")

GenreLabel: TypeAlias = Literal["news", "opinion", "mixed"]
GENRES: Final[tuple[str, ...]] = ("news", "opinion")

StanceLabel: TypeAlias = Literal["positive", "neutral", "negative", "uncertain"]
STANCES: Final[tuple[str, ...]] = ("positive", "neutral", "negative")

TargetKind: TypeAlias = Literal["person", "organisation", "place", "group", "other"]

# Policy Frames Codebook: Boydstun, Card, Gross, Resnik, Smith 2014; names as in
# the Media Frames Corpus (Card et al., ACL 2015).
FRAMES: Final[tuple[str, ...]] = (
    "Economic",
    "Capacity and resources",
    "Morality",
    "Fairness and equality",
    "Legality, constitutionality and jurisprudence",
    "Policy prescription and evaluation",
    "Crime and punishment",
    "Security and defense",
    "Health and safety",
    "Quality of life",
    "Cultural identity",
    "Public opinion",
    "Political",
    "External regulation and reputation",
    "Other",
)
