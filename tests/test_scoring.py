from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.labels import ROLES
from biascheck.scoring import Evidence, compute_scores
from biascheck.segmentation.sentences import segment
from biascheck.types import LoadedWord, Quote, Span, Stance, VoiceStance, count_words

TEXT = (
    "The council met on Tuesday.\n\n"
    "It was a shameful, wasteful evening.\n\n"
    '"We will pay," said Orlen of the council.\n\n'
    "Share this story"
)
SENTENCES = segment(TEXT)
WORDS = [5, 6, 8, 3]
ALL_ROLES = ("reporting", "opinion", "quote", "boilerplate")


def _loaded(*words, text=TEXT, sentence=1):
    found = []
    for word in words:
        start = text.index(word)
        found.append(LoadedWord(Span(start, start + len(word)), word, 0.9, sentence))
    return tuple(found)


def _stance(score, n):
    voice = VoiceStance(score, n)
    none = VoiceStance(None, 0)
    return Stance("Orlen", "person", (), score, "neutral", None, None, voice, none)


def _quote(speaker, words):
    start = TEXT.index(words)
    return Quote(Span(start, start + len(words)), speaker, None, "say", direct=True, sentence=2)


def _scores(reference=None, **changes):
    values = {
        "text": TEXT,
        "sentences": SENTENCES,
        "roles": ALL_ROLES,
        "loaded": (),
        "quotes": (),
        "stances": (),
        "headline": (None, "the article has no headline"),
    }
    return compute_scores(Evidence(**{**values, **changes}), reference or {})


def test_the_words_are_as_counted():
    assert [count_words(TEXT[s.start : s.end]) for s in SENTENCES] == WORDS


def test_opinion_share():
    assert _scores()["opinion_share"].value == pytest.approx(6 / 19)


def test_loaded_per_1000():
    scores = _scores(loaded=_loaded("shameful", "wasteful"))
    assert scores["loaded_per_1000"].value == pytest.approx(1000 * 2 / 11)


def test_parts_of_one_word_are_one_loaded_word():
    text = "Their so-called/self-styled experts didn't lie."
    words = _loaded("so", "called", "self", "styled", "didn", "t", text=text, sentence=0)
    scores = _scores(text=text, sentences=segment(text), roles=("reporting",), loaded=words)
    assert scores["loaded_per_1000"].value == pytest.approx(1000 * 2 / 5)


def test_a_loaded_phrase_counts_its_words():
    scores = _scores(loaded=_loaded("shameful, wasteful"))
    assert scores["loaded_per_1000"].value == pytest.approx(1000 * 2 / 11)


def test_stance_balance_weighs_by_mentions():
    stances = (_stance(-0.8, 3), _stance(0.4, 1), _stance(None, 0))
    expected = 1 - (0.8 * 3 + 0.4) / 4
    assert _scores(stances=stances)["stance_balance"].value == pytest.approx(expected)


def test_source_balance():
    one, other = _quote("Orlen", "We will pay"), _quote("Drent", "council met on")
    assert _scores(quotes=(one,))["source_balance"].value == 0.0
    assert _scores(quotes=(one, other))["source_balance"].value == pytest.approx(1.0)
    longer = _quote("Drent", "The council met on Tuesday.\n\nIt was a shameful")
    shares = [3 / 12, 9 / 12]
    entropy = -sum(p * math.log(p) for p in shares) / math.log(2)
    found = _scores(quotes=(one, longer))["source_balance"].value
    assert found == pytest.approx(entropy)


def test_speakers_without_a_name_do_not_count():
    found = _scores(quotes=(_quote(None, "We will pay"),))["source_balance"]
    assert found.value is None
    assert "no named speaker" in found.reason


def test_headline_gap_is_passed_on():
    assert _scores(headline=(0.25, None))["headline_gap"].value == 0.25


def test_neutrality_is_the_product_it_says():
    scores = _scores(
        loaded=_loaded("shameful", "wasteful")[:1],
        stances=(_stance(-0.5, 2),),
        headline=(0.5, None),
    )
    loaded = scores["loaded_per_1000"].value
    expected = 100 * (1 - 6 / 19) * (1 - loaded / 100 if loaded < 100 else 0)
    expected *= (1 - 0.4 * 0.5) * (1 - 0.2 * 0.5)
    assert scores["neutrality"].value == pytest.approx(expected)


def test_unknown_parts_are_left_out_and_a_modest_headline_earns_nothing():
    assert _scores()["neutrality"].value == pytest.approx(100 * (1 - 6 / 19))
    assert _scores(headline=(-0.9, None))["neutrality"].value == _scores()["neutrality"].value


def test_contributions_are_told_strongest_first():
    scores = _scores(stances=(_stance(-0.5, 2),), headline=(0.5, None))
    told = scores["neutrality"].contributions
    assert [words.split()[0] for words in told] == ["32%", "stance", "the"]
    plain = _scores(roles=("reporting", "reporting", "quote", "boilerplate"))
    assert plain["neutrality"].contributions == ()


UNDEFINED = {
    "opinion_share": ({"roles": ("boilerplate",) * 4}, "outside boilerplate"),
    "neutrality": ({"roles": ("boilerplate",) * 4}, "outside boilerplate"),
    "loaded_per_1000": ({"roles": ("quote",) * 4}, "author's voice"),
    "stance_balance": ({"stances": (_stance(None, 0),)}, "author's voice"),
    "source_balance": ({}, "no named speaker"),
    "headline_gap": ({}, "no headline"),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_undefined_is_none_with_a_reason(name):
    changes, reason = UNDEFINED[name]
    score = _scores({name: [0.0, 1.0]}, **changes)[name]
    assert score.value is None
    assert score.percentile is None
    assert reason in score.reason


@pytest.mark.parametrize(
    ("name", "field"),
    [("loaded_per_1000", "loaded"), ("stance_balance", "stances"), ("headline_gap", "headline")],
)
def test_a_dimension_that_was_not_asked_for_is_the_reason(name, field):
    score = _scores(**{field: None})[name]
    assert score.value is None
    assert "not asked for" in score.reason


EVIDENCE = st.fixed_dictionaries(
    {
        "roles": st.tuples(*[st.sampled_from(ROLES)] * 4),
        "loaded": st.sampled_from([None, (), _loaded("shameful", "wasteful", "ste", "sh")]),
        "stances": st.none()
        | st.lists(st.builds(_stance, st.floats(-1, 1), st.integers(1, 9)), max_size=3),
        "quotes": st.lists(
            st.builds(
                _quote,
                st.sampled_from(["Orlen", "Drent", None]),
                st.sampled_from(["We will pay", "council met", "shameful"]),
            ),
            max_size=4,
        ),
        "headline": st.none()
        | st.tuples(st.floats(-1, 1), st.none())
        | st.just((None, "the article has no headline")),
    }
)


@given(EVIDENCE)
def test_values_lie_in_their_ranges_or_have_a_reason(evidence):
    for name, score in _scores(**evidence).items():
        assert score.name == name
        assert score.direction
        assert (score.value is None) == (score.reason is not None)
        low, high = score.range
        assert score.value is None or low <= score.value <= high


@given(EVIDENCE, st.integers(0, 3))
def test_more_opinion_is_never_more_neutral(evidence, index):
    roles = list(evidence["roles"])
    if roles[index] != "reporting":
        return
    before = _scores(**evidence)["neutrality"].value
    roles[index] = "opinion"
    after = _scores(**{**evidence, "roles": tuple(roles)})["neutrality"].value
    assert after <= before + 1e-9


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_stronger_stance_is_never_more_neutral(one, other):
    weak, strong = sorted((one, other), key=abs)
    values = [_scores(stances=(_stance(s, 2),))["neutrality"].value for s in (weak, strong)]
    assert values[1] <= values[0] + 1e-9


def test_the_percentile_is_the_share_that_is_lower():
    quantiles = [0.0, 0.1, 0.1, 6 / 19, 0.5]
    score = _scores({"opinion_share": quantiles})["opinion_share"]
    assert score.percentile == pytest.approx(60)
    assert _scores({"opinion_share": [0.0] * 4})["opinion_share"].percentile == 100
    assert _scores({"opinion_share": [0.9] * 4})["opinion_share"].percentile == 0
    assert _scores({"opinion_share": []})["opinion_share"].percentile is None


def test_formulas_are_told():
    formula = _scores()["neutrality"].formula
    for part in ("opinion_share", "loaded_per_1000", "stance_balance", "headline_gap", "0.4"):
        assert part in formula
    assert all(score.formula for score in _scores().values())
