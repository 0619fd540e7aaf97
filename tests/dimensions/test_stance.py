from __future__ import annotations

import pytest

from biascheck.dimensions import stance
from biascheck.types import Span, Target
from tests.dimensions.hand_made import HandMade, roles_of

TEXT = 'Orlen failed. "Orlen shone," he said. Critics hurt Orlen. Share Orlen'
FOR, EVEN, AGAINST = (5.0, 0.0, 0.0), (0.0, 5.0, 0.0), (0.0, 0.0, 5.0)


def _spans(*numbers):
    places = []
    start = TEXT.find("Orlen")
    while start >= 0:
        places.append(Span(start, start + 5))
        start = TEXT.find("Orlen", start + 1)
    return tuple(places[i] for i in numbers)


def _stance(*logits, mentions=(0,), harmed=-5.0, roles=None, thresholds=None, quotes=False):
    made = HandMade(TEXT, thresholds=thresholds)
    made.roles(*(roles or ["reporting", "quote", "reporting", "boilerplate"]))
    target = Target("Mara Orlen", "person", _spans(*mentions))
    made.stance(target, *((*values, harmed) for values in logits))
    context = made.context(sourcing=(made.quote('"Orlen shone,"'),) if quotes else ())
    roles_of(context)
    return stance.annotate(context)[0]


def test_the_authors_stance():
    found = _stance(AGAINST, EVEN, mentions=(0, 2))
    assert found.author.n == 2
    assert found.score == found.author.score
    assert found.score == pytest.approx(
        found.probabilities["positive"] - found.probabilities["negative"]
    )
    assert found.score < -0.3
    assert found.quoted == stance.VoiceStance(None, 0)
    assert sum(found.probabilities.values()) == pytest.approx(1)


def test_voices_are_kept_apart():
    found = _stance(AGAINST, FOR, mentions=(0, 1))
    assert found.label == "negative"
    assert (found.author.n, found.quoted.n) == (1, 1)
    assert found.author.score < -0.9
    assert found.quoted.score > 0.9


def test_a_mention_inside_quotation_marks_is_not_the_authors():
    found = _stance(FOR, mentions=(1,), roles=["reporting"] * 4, quotes=True)
    assert (found.author.n, found.quoted.n) == (0, 1)


def test_without_a_mention_by_the_author_there_is_no_score():
    found = _stance(FOR, mentions=(1,))
    assert found.score is None
    assert found.probabilities is None
    assert found.label == "uncertain"
    assert found.author == stance.VoiceStance(None, 0)
    assert found.evidence == (1,)


def test_boilerplate_is_nobodys_voice():
    found = _stance(FOR, mentions=(3,))
    assert (found.author.n, found.quoted.n) == (0, 0)
    assert found.harmed is None
    assert found.evidence == ()


def test_below_the_threshold_it_is_uncertain():
    doubtful = (0.4, 0.0, 0.0)
    assert _stance(doubtful, thresholds={"stance.sure": 0.6}).label == "uncertain"
    assert _stance(doubtful, thresholds={"stance.sure": 0.3}).label == "positive"


def test_being_harmed_is_no_stance():
    found = _stance(EVEN, mentions=(2,), harmed=5.0)
    assert found.label == "neutral"
    assert found.harmed > 0.9


def test_a_target_without_mentions():
    found = _stance(mentions=())
    assert found.label == "uncertain"
    assert (found.score, found.harmed, found.author.n) == (None, None, 0)


def test_no_target_no_stance():
    made = HandMade(TEXT)
    context = made.context()
    roles_of(context)
    assert stance.annotate(context) == ()


def test_evidence_comes_strongest_first():
    found = _stance((1.0, 0.0, 0.0), FOR, mentions=(0, 2))
    assert found.evidence == (2, 0)


def test_towards_counts_every_voice():
    made = HandMade(TEXT)
    made.stance(Target("Mara Orlen", "person", _spans(0, 3)), (*FOR, 0.0), (*FOR, 0.0))
    made.stance(Target("the mayor", "person", _spans(1)), (*AGAINST, 0.0))
    first, second = stance.stance_towards(made.context())
    assert first["positive"] > 0.9
    assert second["negative"] > 0.9
    made.stance(Target("nobody", "person", ()))
    with pytest.raises(ValueError, match="nobody"):
        stance.stance_towards(made.context())
