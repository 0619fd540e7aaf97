"""Pairs and judgements made by hand."""

from __future__ import annotations

from biascheck.evaluation.audit.judgement import Judgement
from biascheck.evaluation.audit.pairs import Pair
from biascheck.evaluation.audit.templates import Version


def version(text, name="Lind"):
    return Version(text, name, (), ())


def pair(first, second, *, scope="sentence", family="towns", template="t"):
    return Pair(scope, family, "all", template, version(*first), version(*second))


def judgement(opinion=0.0, role="reporting", stance=0.0):
    return Judgement(
        scores={
            "opinion": (opinion,),
            "subjective": (opinion,),
            "loaded": (opinion,),
            "stance": (stance,),
        },
        labels={"role": (role,), "loaded": (opinion > 0.5,), "stance": ("neutral",)},
    )
