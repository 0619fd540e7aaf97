"""Rules that read source, cue and content off one sentence.

Without a parser: clauses are bounded by marks, conjunctions and auxiliaries, which
news prose uses regularly. Patterns: "X said (that) ...", "... , X said", "said X",
"X said, '...'", "X: ...", "according to X", passives with "by", "in X's view",
nouns of saying ("his claim that ..."). The direct quotations of the sentence are
opaque: their words are never read as cues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.names.words import CALENDAR, HONORIFICS, OFFICES
from biascheck.segmentation.cues import NOUN_CUES, CueForm, cue_forms
from biascheck.segmentation.lexicon import word_set
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.names.tokens import Token


_DETERMINERS: Final = word_set(
    "a an the this these those his her its their our my your 's any no some such every each "
    "another many several few more most all both own"
)
_QUANTIFIERS: Final = word_set("all both each few many most several some another")
_PRONOUNS: Final = word_set("he she it they we i you who one everyone nobody many some others")
_PREPOSITIONS: Final = word_set(
    "of in for by with from on at about after before during under over into against between "
    "without through despite amid upon toward towards since until among regarding like than"
)
_AUXILIARIES: Final = word_set(
    "has have had is are was were be been being will would can could may might must shall should "
    "do does did 's 've 'd 'll isn't aren't wasn't weren't don't doesn't didn't hasn't haven't "
    "hadn't won't wouldn't can't couldn't shouldn't"
)
_BE: Final = word_set("is are was were be been being 's isn't aren't wasn't weren't get got")
_ADVERBS: Final = word_set(
    "also not never then later still even just once again always often now already ever soon "
    "first earlier further instead rather simply too n't long thus well so yesterday today tonight"
)
_NOT_ADVERBS: Final = word_set(
    "family ally assembly supply reply rally only early daily weekly july"
)
_BOUNDARIES: Final = word_set(
    "that but while because if when although though whereas unless whether since where how why "
    "what as or so before after until which"
)
_MARKS: Final = frozenset(',;:—–()[]…"“”«»„!?/')
_CLOSED: Final = word_set("and but while although though as because if when before after which who")
_OPENERS_OF_TIME: Final = word_set(
    "on in at during earlier last this late early yesterday today tonight tomorrow afterward "
    "afterwards later recently again publicly repeatedly via through over next"
)
_TIME_NOUNS: Final = word_set(
    "week month year morning afternoon evening night day statement interview speech tweet letter "
    "email memo twitter facebook conference briefing rally radio television cnn podcast post "
    "hearing report testimony blog release news meeting remarks message press program show "
    "debate court article column twitter.com"
)
_VIEWS: Final = word_set(
    "view opinion words eyes judgment judgement mind telling estimation account"
)
_LONGEST_SOURCE: Final = 16  # tokens
# Only text without sentence ends is longer; the bound keeps the work linear there.
_LONGEST_CONTENT: Final = 200  # tokens


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as the words of its sentence show it.

    ``contents`` has one span, or two where the source stands in their midst.
    """

    source: Span | None
    cue: Span | None
    lemma: str | None
    contents: tuple[Span, ...]


class Clauses:
    """One sentence, cut into tokens, with its quotations marked.

    Args:
        tokens: The sentence's tokens.
        quotations: The stretches of the sentence that stand between marks, in order.
        people: Words of persons' names, by which "Kolt: ..." is known for a speaker.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        quotations: Sequence[Span],
        people: frozenset[str] = frozenset(),
    ) -> None:
        self.people = people
        self.tokens = tokens
        self.low = [t.norm.lower() for t in tokens]
        self.quoted = _quoted(tokens, quotations)
        self._forms = cue_forms()
        self._last_source: tuple[int, int] | None = None

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions, in the order of their cues."""
        n = len(self.tokens)
        label = self._label()
        if label is not None:
            yield label
        for i in range(n):
            if self.quoted[i]:
                continue
            if self.low[i] == "according" and i + 2 < n and self.low[i + 1] == "to":
                yield from self._according(i)
            elif self.low[i] in _VIEWS:
                yield from self._view(i)
            else:
                form = self._forms.get(self.low[i])
                if form is not None and self._is_verb(i, form):
                    yield from self._verb(i, form)
                elif self.low[i] in NOUN_CUES:
                    yield from self._noun(i)

    def lead_in(self, *, colon: bool = False) -> Attribution | None:
        """Return the last verb of saying that has a source but no content of its own.

        Args:
            colon: Ask for a sentence that ends with a colon.
        """
        if colon and self.low[-1:] != [":"]:
            return None
        for i in range(len(self.low) - 1, max(-1, len(self.low) - _LONGEST_CONTENT), -1):
            form = None if self.quoted[i] else self._forms.get(self.low[i])
            if form is not None and self._is_verb(i, form):
                subject = self._subject(i)
                if subject is not None:
                    return self._attribution(subject, (i, i + 1), form.cue.lemma, ())
        return None

    # Which words are verbs

    def _is_verb(self, i: int, form: CueForm) -> bool:
        """Return whether the word is a finite verb or participle with a source."""
        k = self._skip_adverbs(i - 1)
        before = self.low[k] if k >= 0 else ""
        after = self.low[i + 1] if i + 1 < len(self.low) else ""
        if "-" in (before, after):
            return False  # "so-called"
        if before in _QUANTIFIERS and not form.nounlike:
            return True  # "most believe"
        if before in _DETERMINERS:
            return False
        if before in _PREPOSITIONS:
            return "ing" in form.forms and not form.nounlike
        if before == "to":
            return self._has_clause(i)
        if before in _BE and "ing" not in form.forms and "past" not in form.forms:
            return "participle" in form.forms
        if not form.nounlike:
            return True
        if before in _AUXILIARIES or before in _PRONOUNS:
            return True
        if after == "that" or (i + 1 < len(self.quoted) and self._quote_at(i + 1) is not None):
            return True
        named = k >= 0 and self.tokens[k].capital and k > 0
        return (named or form.forms == {"third"}) and after in _DETERMINERS | _PRONOUNS

    def _has_clause(self, i: int) -> bool:
        after = self.low[i + 1 : i + 2]
        return after == ["that"] or (i + 1 < len(self.low) and self._quote_at(i + 1) is not None)

    def _skip_adverbs(self, k: int) -> int:
        while k >= 0 and not self.quoted[k] and self._is_adverb(k):
            k -= 1
        return k

    def _is_adverb(self, k: int) -> bool:
        word = self.low[k]
        return word in _ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)

    # Sources

    def _subject(self, i: int) -> tuple[int, int] | None:
        """Return the token range of the noun phrase left of the verb at ``i``."""
        k = i - 1
        while (
            k >= 0
            and not self.quoted[k]
            and (self._is_adverb(k) or self.low[k] in _AUXILIARIES or self.low[k] == "to")
        ):
            k -= 1
        if k >= 0 and self.low[k] in ("who", "which"):
            k -= 1
            if k >= 0 and self.low[k] == ",":
                k -= 1
        elif k >= 0 and self.low[k] in (",", ")", "—", "–"):
            if self.low[i].endswith("ing"):
                return None  # "said ..., adding": the subject is that of the verb before
            k = self._before_apposition(k)
        return self._phrase_left(k)

    def _going_on(self, i: int) -> tuple[int, int] | None:
        """Return the source of the verb before, for "said ..., adding" and "and denied"."""
        k = self._skip_adverbs(i - 1)
        return self._last_source if k > 0 and self.low[k] in (",", "and", "but") else None

    def _before_apposition(self, k: int) -> int:
        """Step over ", the mayor," to the end of the phrase it belongs to."""
        other = "(" if self.low[k] == ")" else self.low[k]
        for j in range(k - 1, max(-1, k - 16), -1):
            if self.quoted[j]:
                break
            if self.low[j] == other:
                return j - 1
        return -1

    def _phrase_left(self, k: int) -> tuple[int, int] | None:
        if k < 0 or self.quoted[k] or self.low[k] in _MARKS:
            return None
        end = k + 1
        while k >= 0 and end - k <= _LONGEST_SOURCE and not self._ends_phrase(k, end):
            k -= 1
        start = self._trim_adverbial(k + 1, end)
        if start >= end or not any(self.tokens[j].word for j in range(start, end)):
            return None
        return start, end

    def _ends_phrase(self, k: int, end: int) -> bool:
        word = self.low[k]
        if self.quoted[k] or word in _MARKS or word in _BOUNDARIES or word in _AUXILIARIES:
            return word != "'s"
        if word == "and" and (k + 1 == end or self.low[k + 1] in _PRONOUNS):
            return True
        form = self._forms.get(word)
        return form is not None and not form.nounlike and not self.tokens[k].capital

    def _trim_adverbial(self, start: int, end: int) -> int:
        """Cut "On Monday" or "In a statement" off the front of a phrase."""
        if start < end and self.low[start] in ("and", "but", "or", "then", "so", "yet"):
            start += 1
        if start < end and self.low[start] == "with":
            return start + 1
        if start < end and (
            self.low[start] in _PREPOSITIONS or self.low[start] in ("last", "this")
        ):
            for j in range(end - 1, start, -1):
                starts_name = self.tokens[j].capital and not self.tokens[j - 1].capital
                if self.tokens[j].norm in CALENDAR:
                    break
                if self.low[j] in _DETERMINERS | _PRONOUNS or starts_name:
                    if self.low[j - 1] in _PREPOSITIONS and j - 1 > start:
                        continue
                    return j if self.low[j - 1] not in _PREPOSITIONS else start
        return start

    def _phrase_right(self, i: int) -> tuple[int, int] | None:
        """Return the noun phrase that begins at ``i`` ("said the mayor of Orvik")."""
        k = i
        while k < len(self.low) and k - i < _LONGEST_SOURCE:
            word = self.low[k]
            if self.quoted[k] or word in _MARKS or word in _BOUNDARIES:
                break
            if word == "." and self.tokens[k - 1].norm not in _SHORTENED:
                break
            if word in _AUXILIARIES and word != "'s":
                break
            if word in _OPENERS_OF_TIME or self.tokens[k].norm in CALENDAR or word == "to":
                break
            k += 1
        while k > i and not self.tokens[k - 1].word:
            k -= 1
        return (i, k) if k > i and any(self.tokens[j].word for j in range(i, k)) else None

    # Patterns

    def _verb(self, i: int, form: CueForm) -> Iterator[Attribution]:
        passive = "participle" in form.forms and self._is_passive(i)
        subject = None if passive else self._subject(i) or self._going_on(i)
        start = self._content_start(i, form)
        inverted = None
        if subject is None and not passive:
            inverted = self._phrase_right(i + 1)
            if inverted is not None and not self._follows_content(i):
                inverted = None
        if passive:
            subject = self._agent(i)
            right = self._right_content(i + 1, before_agent=subject is not None)
        elif inverted is not None:
            right = self._after_inversion(inverted[1])
        else:
            right = self._right_content(start) if start is not None else None
        parenthetical = subject is not None and self._parenthetical(i, subject)
        if right is None and parenthetical and self.low[i + 1] == ",":
            right = self._right_content(i + 2)
        left = None
        if right is None or parenthetical:
            left = self._left_content((subject or (i, i))[0], form)
        if inverted is not None:
            left = self._left_content(i, form)
        contents = tuple(s for s in (left, right) if s is not None)
        if contents:
            self._last_source = subject or inverted or self._last_source
            yield self._attribution(subject or inverted, (i, i + 1), form.cue.lemma, contents)

    def _is_passive(self, i: int) -> bool:
        k = self._skip_adverbs(i - 1)
        return k >= 0 and self.low[k] in _BE

    def _agent(self, i: int) -> tuple[int, int] | None:
        """Return the phrase after "by" behind a passive."""
        for k in range(i + 1, min(len(self.low) - 1, i + 14)):
            if self.quoted[k] or self.low[k] in (",", ";"):
                return None
            if self.low[k] == "by":
                return self._phrase_right(k + 1)
        return None

    def _follows_content(self, i: int) -> bool:
        """Return whether a verb without subject stands right behind a quotation or comma."""
        k = self._skip_adverbs(i - 1)
        return k >= 0 and (
            self.quoted[k] or self.low[k] in (",", '"', "”", "’", "'", "»", "?", "!")
        )

    def _content_start(self, i: int, form: CueForm) -> int | None:
        """Return the first token of the complement right of the verb, or None."""
        complements = form.cue.complements
        k = self._skip_time(i + 1)
        if k >= len(self.low):
            return None
        word = self.low[k]
        if self.quoted[k] or word == ":":
            return k if self.quoted[k] else k + 1
        if word == ",":
            return k + 1 if k + 1 < len(self.low) and self._quote_at(k + 1) is not None else None
        if word in (".", ";", ")", "—", "–", "!", "?"):
            return None
        if word == "that":
            return k + 1 if "clause" in complements or "addressee" in complements else k
        if "addressee" in complements and form.cue.lemma != "say":
            return self._after_addressee(k)
        if word == "to":
            return k if "infinitive" in complements or "object" in complements else None
        if word in ("and", "or", "but"):
            return None
        if word in _PREPOSITIONS or word in ("as", "out", "up"):
            return k if "object" in complements or form.cue.lemma in _WITH_PREPOSITION else None
        return k

    def _after_addressee(self, k: int) -> int | None:
        """Step over "reporters" in "told reporters that ..."."""
        for j in range(k, min(len(self.low), k + 12)):
            word = self.low[j]
            if self.quoted[j] or word in ("that", ":", "to", "of", "about", "how", "what"):
                return j if self.quoted[j] or word not in ("that", ":") else j + 1
            if word in ("he", "she", "they", "it", "there", "we", "i", "the") and j > k:
                return j
            if word in (",", "."):
                quoted = j + 1 < len(self.low) and self._quote_at(j + 1) is not None
                return j + 1 if quoted else None
        return k + 1 if k + 1 < len(self.low) else None

    def _skip_time(self, k: int) -> int:
        """Step over "on Tuesday", "in a statement", "publicly" behind a verb."""
        while k < len(self.low) and not self.quoted[k]:
            if self.tokens[k].norm in CALENDAR or self._is_adverb(k):
                k += 1
                continue
            if self.low[k] in _OPENERS_OF_TIME:
                stop = self._time_phrase_end(k)
                if stop > k:
                    k = stop
                    continue
            break
        return k

    def _time_phrase_end(self, k: int) -> int:
        stop = k
        for j in range(k, min(len(self.low), k + 7)):
            if self.quoted[j] or self.low[j] in (",", ".", "that", ":"):
                break
            named = self.tokens[j].norm in CALENDAR or self.low[j] in _TIME_NOUNS
            if named or self.tokens[j].norm[0].isdigit():
                stop = j + 1
        return stop

    def _right_content(self, start: int, *, before_agent: bool = False) -> Span | None:
        """Return the content from ``start`` to the end of what the verb governs."""
        end = start
        for k in range(start, min(len(self.low), start + _LONGEST_CONTENT)):
            if not self.quoted[k] and self._ends_content(k, start):
                break
            if before_agent and self.low[k] == "by":
                break
            end = k + 1
        while end > start and not self.quoted[end - 1] and self.low[end - 1] in ".,;:—–?!":
            end -= 1
        if not any(self.tokens[k].word for k in range(start, end)):
            return None
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def _ends_content(self, k: int, start: int) -> bool:
        """Return whether a new cue or the author's own clause begins at ``k``."""
        word = self.low[k]
        if word == "according" and self.low[k + 1 : k + 2] == ["to"]:
            return True
        if word == ";" and k > start:
            return True
        if word not in (",", "and", "but"):
            return False
        j = self._skip_adverbs_right(k + 1)
        if j < len(self.low) and self.low[j] in ("and", "but"):
            j = self._skip_adverbs_right(j + 1)
        if j >= len(self.low) or self.quoted[j]:
            return False
        form = self._forms.get(self.low[j])
        if form is not None and not form.nounlike and ({"past", "ing", "third"} & form.forms):
            return True
        return word == "," and self._tail_attribution(j)

    def _tail_attribution(self, j: int) -> bool:
        """Return whether ", X said" follows."""
        for m in range(j, min(len(self.low), j + 6)):
            if self.quoted[m] or self.low[m] in _MARKS:
                return False
            form = self._forms.get(self.low[m])
            if form is not None and m > j and form.cue.lemma in _TAIL_VERBS:
                after = self._skip_time(m + 1)
                return after >= len(self.low) or self.low[after] in (".", ",")
        return False

    def _skip_adverbs_right(self, k: int) -> int:
        while k < len(self.low) and not self.quoted[k] and self._is_adverb(k):
            k += 1
        return k

    def _after_inversion(self, k: int) -> Span | None:
        """Return the quotation that goes on behind "said X,"."""
        for j in range(k, min(len(self.low), k + _LONGEST_CONTENT)):
            if self.quoted[j]:
                return self._right_content(j)
        return None

    def _parenthetical(self, i: int, subject: tuple[int, int]) -> bool:
        """Return whether ", X said," stands amid the content."""
        before = self.low[subject[0] - 1] if subject[0] else ""
        quoted = subject[0] > 0 and self.quoted[subject[0] - 1]
        return (before == "," or quoted) and i + 1 < len(self.low) and self.low[i + 1] in ",."

    def _left_content(self, end: int, form: CueForm) -> Span | None:
        """Return the content that stands before "X said"."""
        k = end - 1
        if k < 1:
            return None
        if not self.quoted[k]:
            if self.low[k] not in (",", "—", "–") or form.cue.lemma not in _TAIL_VERBS:
                return None
            k -= 1
        start = 0
        while start < k and not self.quoted[start] and not self.tokens[start].word:
            start += 1
        if self.quoted[k]:
            start = self._left_start_of_quoted(k)
        if not any(self.tokens[j].word for j in range(start, k + 1)):
            return None
        return Span(self.tokens[start].start, self.tokens[k].end)

    def _left_start_of_quoted(self, k: int) -> int:
        """Go back over a quotation, and over the clause it completes."""
        start = k
        while start > 0 and self.quoted[start - 1]:
            start -= 1
        led = start == 0 or self.low[start - 1] in (",", ":")
        return start if led else 0

    def _according(self, i: int) -> Iterator[Attribution]:
        source = self._phrase_right(i + 2)
        if source is None:
            return
        left = None
        k = i - 1
        while k >= 0 and not self.quoted[k] and self.low[k] in (",", "—", "–", "and"):
            k -= 1
        if k >= 2:
            left = Span(self.tokens[0].start, self.tokens[k].end)
        right = None
        if left is None:
            for j in range(source[1], len(self.low)):
                if self.low[j] in (",", ":") or self.quoted[j]:
                    right = self._right_content(j if self.quoted[j] else j + 1)
                    break
        contents = tuple(s for s in (left, right) if s is not None)
        if contents:
            yield self._attribution(source, (i, i + 2), "according to", contents)

    def _view(self, i: int) -> Iterator[Attribution]:
        """Read "in his view, ..." and "in the words of X, ..."."""
        k = i - 1
        while k >= 0 and i - k < 6 and self.low[k] not in ("in", "to", "by"):
            k -= 1
        if k < 0 or self.low[k] not in ("in", "to", "by") or i - k < 2:
            return
        comma = next((j for j in range(i, min(len(self.low), i + 8)) if self.low[j] == ","), None)
        if comma is None:
            return
        content = self._right_content(comma + 1)
        if content is not None:
            yield self._attribution((k + 1, i), (k, i + 1), "in the view of", (content,))

    def _noun(self, i: int) -> Iterator[Attribution]:
        """Read "his claim that ..."; "the fact that" is no attribution."""
        if self.low[i + 1 : i + 2] != ["that"] or i == 0:
            return
        if i + 2 < len(self.low) and self.low[i + 2] in _AUXILIARIES:
            return
        content = self._right_content(i + 2)
        if content is None:
            return
        source = None
        if self.low[i - 1] in ("his", "her", "their", "its", "my", "our"):
            source = (i - 1, i)
        elif self.low[i - 1] == "'s" and i > 1:
            source = self._phrase_left(i - 2)
        yield self._attribution(source, (i, i + 1), self.low[i], (content,))

    def _label(self) -> Attribution | None:
        """Read "Kolt: We will stay" and the speakers of a transcript."""
        colon = next((j for j in range(1, min(6, len(self.low))) if self.low[j] == ":"), None)
        if colon is None or colon + 2 >= len(self.low):
            return None
        words = [t for t in self.tokens[:colon] if t.word]
        if not words or not all(t.capital for t in words) or any(self.quoted[:colon]):
            return None
        if words[-1].norm.title() not in self.people and words[-1].norm not in _SPEAKING_LABELS:
            return None
        content = self._right_content(colon + 1)
        if content is None:
            return None
        return self._attribution((0, colon), (colon, colon + 1), ":", (content,))

    def _quote_at(self, k: int) -> int | None:
        return k if k < len(self.quoted) and self.quoted[k] else None

    def _attribution(
        self,
        source: tuple[int, int] | None,
        cue: tuple[int, int],
        lemma: str,
        contents: tuple[Span, ...],
    ) -> Attribution:
        return Attribution(
            self._span(*source) if source is not None else None, self._span(*cue), lemma, contents
        )

    def _span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


_SHORTENED: Final = HONORIFICS | OFFICES | {"St", "Jr"}
_SPEAKING_LABELS: Final = word_set("Report Poll Study Survey Police Officials Q A")
_TAIL_VERBS: Final = word_set(
    "say tell write report add note argue claim explain announce believe think suggest insist "
    "warn state find show predict estimate maintain declare admit conclude recall tweet reply "
    "acknowledge observe allege contend assert remark reveal confirm testify point ask respond "
    "answer continue joke quip complain counter feel lament exclaim"
)
_WITH_PREPOSITION: Final = word_set(
    "point call complain worry wonder speak hint allude rail brag boast refer hope push agree "
    "disagree speculate talk comment think know learn dream protest elaborate respond testify"
)


def _quoted(tokens: Sequence[Token], quotations: Sequence[Span]) -> list[bool]:
    """Return for each token whether it lies in a quotation (marks included)."""
    flags = [False] * len(tokens)
    i = 0
    for span in quotations:
        while i < len(tokens) and tokens[i].end <= span.start:
            i += 1
        while i < len(tokens) and tokens[i].start < span.end:
            flags[i] = True
            i += 1
    return flags
