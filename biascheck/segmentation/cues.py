"""Verbs and nouns of saying and thinking: the cues of an attribution.

Each verb states which complements carry the source's content:

- ``clause``: "argued (that) ...", also a quotation;
- ``addressee``: somebody is told first, "told reporters (that) ...";
- ``infinitive``: "promised to ...", "urged the council to ...";
- ``object``: a noun phrase, "criticised the plan", "called the plan a mistake".

The tone is ``neutral`` where the verb leaves it open whether the content is true
or creditable ("said", "told", "wrote"), else ``loaded``: it doubts ("claimed"),
presupposes ("admitted", "revealed"), colours ("slammed", "insisted") or judges.

Source: list curated for biascheck. The notion of source, cue and content is that
of Pareti, "PARC 3.0: A Corpus of Attribution Relations" (LREC 2016), and of
Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News"
(PolNeAR, LREC 2018); the tone follows the semantics of factive and
implicative verbs (Hooper 1975; Recasens et al., ACL 2013) and of loaded
synonyms of "said" warned of in newsroom style guides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from biascheck.segmentation.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Tone: TypeAlias = Literal["neutral", "loaded"]
Complement: TypeAlias = Literal["clause", "addressee", "infinitive", "object"]
VerbForm: TypeAlias = Literal["base", "third", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying or thinking, by its lemma.

    ``attitude``: the verb tells what somebody wants, knows, thinks of or does about
    something rather than what they said ("plans to", "endorsed", "needs"); its
    complement is a source's words only where they stand between quotation marks.
    """

    lemma: str
    tone: Tone
    complements: frozenset[Complement]
    attitude: bool


@dataclass(frozen=True, slots=True)
class CueForm:
    """An inflected form of a cue; ``nounlike`` forms are also common nouns ("claims")."""

    cue: Cue
    forms: frozenset[VerbForm]
    nounlike: bool


_TABLE: Final = """
neutral clause
    say write add note state announce report argue suggest explain reply respond answer
    mention remark comment observe tweet retweet post declare conclude indicate stress emphasize
    emphasise recall believe think feel know understand realize realise assume guess suppose reckon
    imagine agree disagree confirm testify predict estimate forecast find show demonstrate describe
    continue recount relate narrate read quip joke wonder repeat reiterate echo opine reason
    elaborate clarify specify blog email text caution maintain affirm assert propose
    conceive contemplate consider hear learn see doubt foresee speculate theorize theorise
    anticipate underscore determine document detail point ask notice counter summarize
    summarise dream hypothesize joke title publish publicize hold reflect ponder
neutral addressee
    tell remind inform notify assure reassure advise warn ask convince persuade teach brief alert
neutral infinitive
    want hope expect plan intend promise pledge vow decline refuse agree offer seek ask urge
    encourage order request invite aim wish decide prefer need propose choose advise
    instruct recommend swear volunteer prepare try desire opt consent undertake wait direct
neutral object
    discuss address support oppose favor favour endorse back reject question cite
    quote mention describe call praise criticize criticise express voice acknowledge
    propose request demand recommend outline welcome thank consider view regard see
    define deem label name characterize characterise portray depict interpret
    refer issue unveil present release reference approve disapprove advocate promote challenge
    expect want need hope fear like dislike love hate respect admire appreciate
    regret worry value prefer predict defend protest answer dispute debate
    advocate highlight compare blame accuse charge nominate invoke solicit deny consider
    dedicate apologize apologise plead champion nominate
neutral clause
    worry fear hope expect wish promise pledge vow demand deny acknowledge insist order decide
    regret recommend require request pray plead signal hint imply contend
loaded clause
    claim allege admit concede confess reveal disclose insist boast brag complain whine
    gripe grumble gush rant rail rave fume snap sneer scoff shout scream yell cry bark blurt
    thunder crow proclaim profess pretend purport contend rationalize lament bemoan bluster
    preach lecture declaim gloat mutter murmur whisper parrot peddle tout trumpet
    spout spew maintain warn threaten speculate swear fret protest exclaim charge fabricate lie
    dismiss exaggerate
loaded infinitive
    threaten demand claim profess pretend purport beg implore plead
loaded object
    slam blast bash attack denounce condemn decry deride mock ridicule taunt lambast lambaste
    rip excoriate assail castigate berate chastise rebuke scold scorn skewer savage
    trash torch vilify demonize demonise smear disparage belittle denigrate insult malign
    hail laud applaud celebrate extol glorify trumpet tout hype
    accuse blame claim allege admit concede confess reveal disclose expose dismiss
    rebuff refute debunk downplay exaggerate warn threaten complain brand dub bemoan lament
    denounce decry resent detest despise demand protest grill champion admonish
"""

# Words that are said with the tone of the sentence, not of doubt, where both groups name them.
_NEUTRAL_FIRST: Final = word_set(
    "warn maintain assert demand insist contend protest plead swear speculate charge"
) - frozenset({"insist"})

# Source: reading of the verbs; checked against the sentences that the training
# articles annotated for biascheck mark as quotes (each of these introduces one in
# well under half of its uses).
_ATTITUDES: Final = word_set(
    "admire advocate agree aim appreciate approve attack back bash blast brief challenge "
    "champion charge choose compare conceive consent consider contemplate convince decide "
    "decline dedicate deem defend define demonstrate desire despise detest determine direct "
    "discuss dislike dismiss dispute document dream encourage endorse expect exaggerate expose "
    "express favor favour feel foresee fret glorify grill hate hear highlight hold imagine "
    "insult intend interpret invite invoke issue know label laud learn like love mock name need "
    "nominate notice notify oppose opt order outline peddle persuade plan plead pledge ponder "
    "praise prefer prepare present pretend promote propose protest publicize publish purport "
    "question realise realize reason recall recommend reference reflect refuse reject relate "
    "release request require resent respect ridicule see seek show signal slam smear solicit "
    "support suppose teach thank threaten title tout trumpet try undertake understand unveil "
    "value view vilify voice volunteer vow wait want welcome wish wonder worry savage scorn "
    "torch trash skewer hail extol celebrate rebuff brand instruct swear"
)

_IRREGULAR: Final[dict[str, tuple[str, str]]] = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "feel": ("felt", "felt"),
    "know": ("knew", "known"),
    "understand": ("understood", "understood"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "read": ("read", "read"),
    "hear": ("heard", "heard"),
    "see": ("saw", "seen"),
    "foresee": ("foresaw", "foreseen"),
    "teach": ("taught", "taught"),
    "seek": ("sought", "sought"),
    "swear": ("swore", "sworn"),
    "choose": ("chose", "chosen"),
    "hold": ("held", "held"),
    "undertake": ("undertook", "undertaken"),
    "spew": ("spewed", "spewed"),
    "forecast": ("forecast", "forecast"),
    "learn": ("learned", "learned"),
    "beg": ("begged", "begged"),
}

_DOUBLED: Final = word_set("plan admit beg refer blog slam rip brag snap quip rebut opt dub")

# Forms that stand as nouns or adjectives at least as often as they stand as verbs.
_NOUNLIKE: Final = word_set(
    "report reports comment comments state states claim claims note notes remark remarks post "
    "posts plan plans hope hopes fear fears promise promises call calls demand demands order "
    "orders question questions attack attacks support back blame cry cries love hate view views "
    "need needs wish wishes offer offers request requests doubt doubts answer answers reply "
    "replies text texts tweet tweets title titles issue issues address addresses point points "
    "show shows find finds read reads name names label labels brief direct document documents "
    "detail details estimate estimates forecast forecasts guess present presents release "
    "releases value values favor favour charge charges try wait dream dreams lecture lectures "
    "lie lies whisper rip reason reasons joke jokes insult insults challenge challenges debate "
    "debates threat echo signal signals hint hints protest protests regard regards respect like "
    "want see read aim aims brand brands counter email emails celebrate smear smears thank "
    "champion trash torch savage hype relate pledge pledges vow vows preach quote quotes "
    "reference warning known concerned describing shout mock worry worries think swears charge "
    "charged held continued continue continues regarding considering including following "
    "published brands names named back backs backed found"
)

# A noun of saying or thinking that takes "that" + clause, "to" + verb or "of" + noun.
NOUN_CUES: Final = word_set(
    "claim claims belief beliefs assertion assertions allegation allegations accusation "
    "accusations argument arguments statement statements warning warnings promise promises "
    "pledge vow hope hopes fear fears concern concerns suggestion suggestions view opinion "
    "notion idea contention assumption prediction predictions conclusion finding findings "
    "announcement complaint complaints insistence assurance assurances admission confirmation "
    "speculation rumor rumors rumour rumours reports criticism doubt doubts expectation "
    "expectations feeling impression hunch conviction theory charge charges proposal "
    "recommendation acknowledgment acknowledgement demand demands remark remarks comment "
    "comments message"
)

# "according to X": the words that follow name the source.
ACCORDING: Final = ("according", "to")


def _inflect(lemma: str) -> Iterator[tuple[VerbForm, str]]:
    yield "base", lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        yield "third", lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "o")):
        yield "third", lemma + "es"
    else:
        yield "third", lemma + "s"
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    yield "ing", (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"
    past, participle = _IRREGULAR.get(lemma, (_regular_past(stem),) * 2)
    yield "past", past
    yield "participle", participle


def _regular_past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + "ed"


def _parse_table() -> dict[str, Cue]:
    tones: dict[str, Tone] = {}
    complements: dict[str, set[Complement]] = {}
    tone: Tone = "neutral"
    complement: Complement = "clause"
    for line in _TABLE.strip().splitlines():
        if not line.startswith(" "):
            head = line.split()
            tone = "neutral" if head[0] == "neutral" else "loaded"
            complement = head[1]  # type: ignore[assignment]  # the table above is our own
            continue
        for lemma in line.split():
            complements.setdefault(lemma, set()).add(complement)
            if tone == "loaded" and lemma not in _NEUTRAL_FIRST:
                tones[lemma] = "loaded"
            tones.setdefault(lemma, tone)
    return {
        lemma: Cue(lemma, tone, frozenset(complements[lemma]), lemma in _ATTITUDES)
        for lemma, tone in tones.items()
    }


@cache
def cues() -> Mapping[str, Cue]:
    """Return every cue verb by lemma."""
    return _parse_table()


@cache
def cue_forms() -> Mapping[str, CueForm]:
    """Return every inflected form (lower case) with its verb."""
    owners: dict[str, Cue] = {}
    forms: dict[str, set[VerbForm]] = {}
    for lemma, cue in cues().items():
        for form, word in _inflect(lemma):
            owners.setdefault(word, cue)
            if owners[word] is cue:
                forms.setdefault(word, set()).add(form)
    return {
        word: CueForm(owners[word], frozenset(found), word in _NOUNLIKE)
        for word, found in forms.items()
    }
