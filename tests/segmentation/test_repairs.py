from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.segmentation.repairs import repair


def cut(text: str) -> list[str]:
    """Return the text cut where `repair` leaves the boundaries shown as ``|``."""
    plain = text.replace("|", "")
    starts = [i - text[:i].count("|") for i, c in enumerate(text) if c == "|"]
    edges = [0, *repair(plain, starts), len(plain)]
    return [plain[a:b].strip() for a, b in pairwise(edges)]


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        ("It ended. |He left.", ["It ended.", "He left."]),
        ("“No,” he said. “|The bridge stays.”", ["“No,” he said.", "“The bridge stays.”"]),
        ("“It is over.|” He left.", ["“It is over.”", "He left."]),
        ("Then Ms. |Brook left.", ["Then Ms. Brook left."]),
        ("It opened on Feb. |12 at noon.", ["It opened on Feb. 12 at noon."]),
        ("It is No. |3 on the list.", ["It is No. 3 on the list."]),
        ("He said no. |That is all.", ["He said no.", "That is all."]),
        ("It began at 8 a.m. |Monday.", ["It began at 8 a.m. Monday."]),
        ("1. |The bridge is old.", ["1. The bridge is old."]),
        (
            "NORTHPORT. |March 24 (Agency) - A bridge fell.",
            ["NORTHPORT. March 24 (Agency) - A bridge fell."],
        ),
        ("“Why now?” |Ada Brook asked.", ["“Why now?” Ada Brook asked."]),
        ("A crisis in Sino-U.|S. ties.", ["A crisis in Sino-U.S. ties."]),
        ("It fell.|Nobody was hurt.", ["It fell.", "Nobody was hurt."]),
        ("He waited . . .| . |Then he left.", ["He waited . . . .", "Then he left."]),
        ("Dovic, R-Ill. |, objected.", ["Dovic, R-Ill. , objected."]),
        ("(I have tried.) Then it failed.", ["(I have tried.)", "Then it failed."]),
        ("It was a “year of work.” Later it fell.", ["It was a “year of work.”", "Later it fell."]),
        ("Nuts (apples, etc.) He ate.", ["Nuts (apples, etc.) He ate."]),
        ("It is done! |— Ada Brook (@adabrook)", ["It is done!", "— Ada Brook (@adabrook)"]),
    ],
)
def test_rules(proposed, expected):
    assert cut(proposed) == expected


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aB .!?“”\"'()1,—"), min_size=1, max_size=120),
    st.lists(st.integers(0, 120), max_size=12),
)
def test_starts_are_ascending_inside_and_visible(plain, proposed):
    starts = repair(plain, sorted({start for start in proposed if start < len(plain)}))
    assert starts == sorted(set(starts))
    assert all(0 < start < len(plain) and plain[start] != " " for start in starts)
