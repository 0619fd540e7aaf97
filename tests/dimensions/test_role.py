from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.labels import ROLES
from tests.dimensions.hand_made import AXES_OF, HandMade, roles_of

SENTENCES = ["It rained.", "They met.", "She left.", "He stayed.", "We waited."]


@pytest.mark.parametrize("role", ROLES)
def test_the_axes_decide(role):
    roles = roles_of(HandMade(SENTENCES[0]).roles(role).context())
    assert roles.roles == (role,)
    assert roles.probabilities.sum() == pytest.approx(1)
    assert (roles.subjective[0] > 0.5) == (role == "opinion")
    assert (roles.attributed[0] > 0.5) == (role == "quote")


def test_own_voice_is_reporting_and_opinion():
    made = HandMade(" ".join(SENTENCES[:4])).roles(*ROLES)
    assert roles_of(made.context()).own_voice().tolist() == [True, False, True, False]


ARTICLES = st.lists(
    st.lists(st.sampled_from(sorted(AXES_OF)), min_size=1, max_size=5), min_size=1, max_size=4
)


@given(ARTICLES)
def test_passages_are_maximal_runs_inside_paragraphs(paragraphs):
    text = "\n\n".join(" ".join(SENTENCES[: len(roles)]) for roles in paragraphs)
    made = HandMade(text).roles(*(role for roles in paragraphs for role in roles))
    roles = roles_of(made.context())
    covered = [i for p in roles.passages for i in range(p.first, p.last + 1)]
    assert covered == list(range(len(made.sentences)))
    for number, passage in enumerate(roles.passages):
        inside = made.sentences[passage.first : passage.last + 1]
        assert passage.index == number
        assert {roles.roles[s.index] for s in inside} == {passage.role}
        assert len({s.paragraph for s in inside}) == 1
        assert passage.span == (inside[0].start, inside[-1].end)
        column = roles.probabilities[passage.first : passage.last + 1, ROLES.index(passage.role)]
        assert passage.probability == pytest.approx(column.mean(), abs=1e-6)
    for one, other in zip(roles.passages, roles.passages[1:], strict=False):
        apart = made.sentences[one.last].paragraph != made.sentences[other.first].paragraph
        assert apart or one.role != other.role


def test_a_repeated_headline_is_boilerplate():
    made = HandMade(" ".join(SENTENCES[:2])).roles("opinion", "opinion")
    made.repeated = frozenset({1})
    roles = roles_of(made.context())
    assert roles.roles == ("opinion", "boilerplate")
    assert roles.probabilities[1].sum() == pytest.approx(1)
    assert roles.probabilities[1, 3] > 0.98


def test_offsets_move_the_decision():
    made = HandMade(SENTENCES[0], thresholds={"role.opinion": 20.0}).roles("reporting")
    assert roles_of(made.context()).roles == ("opinion",)
