from __future__ import annotations

from biascheck.dimensions import sourcing
from tests.dimensions.hand_made import YES, HandMade, roles_of

TEXT = 'It rained. The mayor said the road would be paid for. "We are late," said Mara Orlen.'


def _quotes(*roles, tagged=()):
    made = HandMade(TEXT).roles(*roles)
    for i, (start, end) in enumerate(zip(made.tokens.starts, made.tokens.ends, strict=True)):
        for column, words in enumerate(tagged):
            if TEXT[start:end] in words.split():
                made.token_logits["attribution"][i, column] = YES
    context = made.context()
    roles_of(context)
    return sourcing.annotate(context)


TAGS = ("mayor The", "said", "the road would be paid for")


def test_tagged_content_is_a_quote_with_its_cue():
    indirect = [q for q in _quotes("reporting", "quote", "quote", tagged=TAGS) if not q.direct]
    assert [TEXT[slice(*q.span)].rstrip(".") for q in indirect] == ["the road would be paid for"]
    assert indirect[0].cue == "say"
    assert indirect[0].sentence == 1


def test_plain_reporting_has_no_indirect_quote():
    found = _quotes("reporting", "reporting", "reporting", tagged=TAGS)
    assert [q.direct for q in found] == [True]


def test_words_in_marks_stay_a_quote_and_know_their_speaker():
    (direct,) = _quotes("reporting", "reporting", "reporting")
    assert direct.speaker == "Mara Orlen"
    assert "We are late" in TEXT[direct.span.start : direct.span.end]


def test_boilerplate_has_no_quotes():
    assert _quotes("boilerplate", "boilerplate", "boilerplate", tagged=TAGS) == ()
