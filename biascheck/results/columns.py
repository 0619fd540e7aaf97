"""What every column of every table means: the one place that says it.

The Parquet schema carries these words as metadata of its fields, and the tables of
``docs/results.md`` are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.labels import FRAMES, ROLES, STANCES
from biascheck.render.contract import SCORES

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name, unique within the table.
        kind: Its type, one of ``schema.KINDS``.
        meaning: What it holds, with unit and range.
        null: When it is null; None where it never is.
    """

    name: str
    kind: str
    meaning: str
    null: str | None = None


_UNASKED: Final = "the dimension was not asked for"
_NO_TEXT: Final = "texts were left out"

# (range and direction, when there is no value), as ``biascheck.scoring`` defines them.
_SCORES: Final = {
    "neutrality": "0 to 100; higher is more neutral",
    "opinion_share": "0 to 1; share of the words outside boilerplate that are the author's opinion",
    "loaded_per_1000": "0 to 1,000; loaded words per 1,000 words of the author's voice",
    "stance_balance": "0 to 1; 1 is even-handed, 0 wholly for or against",
    "source_balance": "0 to 1; 1 means that the quoted speakers have equal room",
    "headline_gap": "-1 to 1; above 0 the headline is more loaded or judging than the body",
}

_KEY: Final = (
    Column("row", "int64", "number of the item in the corpus, from 0; unique"),
    Column("id", "string", "name of the article in the corpus; need not be unique"),
)
_PLACE: Final = (
    Column("source", "string", "file, archive member or `-` that the article was read from"),
    Column("line", "int64", "line or row in the source, from 1", "the article is a file"),
)
_SPAN: Final = (
    Column("start", "int32", "first code point in the article's text, from 0"),
    Column("end", "int32", "one past the last code point"),
)
_EVIDENCE: Final = "numbers of the sentences that show it, strongest first"

_ARTICLES: Final = (
    *_KEY,
    *_PLACE,
    Column("title", "string", "headline", "there is none"),
    Column("outlet", "string", "who published it", "the source does not say"),
    Column("url", "string", "its address", "the source does not say"),
    Column("published", "string", "date as the source gives it", "the source does not say"),
    Column("language", "string", "ISO 639-1 code", "it could not be told"),
    Column("words", "int64", "words of the text"),
    Column("sentences", "int64", "sentences of the text"),
    Column("genre", "string", "`news`, `opinion` or `mixed`", _UNASKED),
    Column("news", "double", "probability, 0 to 1, that the genre is news", _UNASKED),
    Column("opinion", "double", "probability, 0 to 1, that the genre is opinion", _UNASKED),
    Column("opinion_passages", "int64", "passages of the author's opinion"),
    Column("quotes", "int64", "quotations and reported statements"),
    Column("loaded_words", "int64", "loaded words and phrases in the author's voice"),
    Column("frames", "list<string>", "frames that are present, highest score first"),
    Column("targets", "list<string>", "targets that are mentioned, as in `stances`"),
    *(Column(name, "double", _SCORES[name], f"see `{name}_reason`") for name in SCORES),
    Column(
        "neutrality_percentile",
        "double",
        "0 to 100; share of the reference news reports with a lower neutrality",
        "there is no neutrality, or the model has no reference",
    ),
    *(
        Column(f"{name}_reason", "string", f"why `{name}` is null", f"`{name}` is known")
        for name in SCORES
    ),
    Column("dimensions", "string", "results of other packages' dimensions, as JSON", "none ran"),
    Column("warnings", "list<string>", "codes of what the reader should know"),
    Column("rest", "string", "values of the input that fit no column, as JSON", "all fit"),
)

_SENTENCES: Final = (
    *_KEY,
    Column("sentence", "int32", "number of the sentence in the article, from 0"),
    Column("paragraph", "int32", "number of its paragraph, from 0"),
    Column("passage", "int32", "number of its passage, as in `passages`", "it is in none"),
    *_SPAN,
    Column("text", "string", "the sentence", _NO_TEXT),
    Column("role", "string", "`reporting`, `quote`, `opinion` or `boilerplate`"),
    *(
        Column(role, "float", f"probability, 0 to 1, that the role is {role}", "not estimated")
        for role in ROLES
    ),
    Column("subjective", "float", "probability, 0 to 1, that it evaluates, argues or speculates"),
    Column("attributed", "float", "probability, 0 to 1, that its content belongs to a source"),
    Column("loaded", "float", "probability, 0 to 1, that its wording is loaded", _UNASKED),
    Column("speaker", "string", "whose words it gives", "nobody's, or the name is unknown"),
    Column("evidence", "list<string>", "words behind the decision for opinion, strongest first"),
)

_PASSAGES: Final = (
    *_KEY,
    Column("passage", "int32", "number of the passage in the article, from 0"),
    *_SPAN,
    Column("role", "string", "role of all its sentences"),
    Column("probability", "float", "mean probability, 0 to 1, of the role over its sentences"),
    Column("first", "int32", "number of its first sentence"),
    Column("last", "int32", "number of its last sentence, included"),
)

_LOADED: Final = (
    *_KEY,
    Column("sentence", "int32", "number of the sentence"),
    *_SPAN,
    Column("text", "string", "the word or phrase"),
    Column("score", "float", "probability, 0 to 1, that it is loaded"),
)

_FRAMES: Final = (
    *_KEY,
    Column("frame", "string", f"name of the policy frame, one of {len(FRAMES)}"),
    Column("score", "float", "probability, 0 to 1, that the article uses it"),
    Column("present", "bool", "whether the score reaches the frame's threshold"),
    Column("evidence", "list<int32>", _EVIDENCE),
)

_STANCES: Final = (
    *_KEY,
    Column("target", "string", "who or what the stance is towards"),
    Column("kind", "string", "`person`, `organisation`, `place`, `group` or `other`"),
    Column("mentions", "int32", "how often the article mentions it"),
    Column(
        "score",
        "float",
        "-1 (against) to 1 (for), in the author's voice",
        "no mention in the author's voice",
    ),
    Column("label", "string", "`positive`, `neutral`, `negative` or `uncertain`"),
    *(
        Column(f"p_{name}", "float", f"probability, 0 to 1, of {name}", "`score` is null")
        for name in STANCES
    ),
    Column("harmed", "float", "probability, 0 to 1, that others harm it", "not estimated"),
    Column("author_score", "float", "-1 to 1, the author's voice", "`author_n` is 0"),
    Column("author_n", "int32", "mentions in the author's voice"),
    Column("quoted_score", "float", "-1 to 1, the quoted voices", "`quoted_n` is 0"),
    Column("quoted_n", "int32", "mentions in quoted voices"),
    Column("evidence", "list<int32>", _EVIDENCE),
)

_QUOTES: Final = (
    *_KEY,
    Column("sentence", "int32", "number of the sentence"),
    *_SPAN,
    Column("text", "string", "the words that belong to the source", _NO_TEXT),
    Column("speaker", "string", "who says it, resolved within the article", "unknown"),
    Column("cue", "string", "the reporting verb", "there is none"),
    Column("direct", "bool", "whether it stands in quotation marks"),
)

_DUPLICATES: Final = (
    *_KEY,
    *_PLACE,
    Column("of_row", "int64", "`row` of the earlier article that it repeats"),
    Column("of_id", "string", "`id` of that article"),
    Column("kind", "string", "`exact` or `near`"),
    Column("similarity", "double", "0 to 1, Jaccard index of word 5-grams", "`kind` is exact"),
)

_ERRORS: Final = (
    *_KEY,
    *_PLACE,
    Column("code", "string", "`input`, `language`, `data`, `model`, `output`, `crash` or `bug`"),
    Column("message", "string", "what went wrong, and what to do"),
)

COLUMNS: Final = {
    "articles": _ARTICLES,
    "sentences": _SENTENCES,
    "passages": _PASSAGES,
    "loaded": _LOADED,
    "frames": _FRAMES,
    "stances": _STANCES,
    "quotes": _QUOTES,
    "duplicates": _DUPLICATES,
    "errors": _ERRORS,
}

# In a single file one row tells what became of each item; these columns say it.
OUTCOME: Final = (
    Column("status", "string", "`result`, `duplicate` or `error`"),
    Column("duplicate_of", "int64", "`row` of the article that it repeats", "no duplicate"),
    Column("duplicate_of_id", "string", "`id` of that article", "no duplicate"),
    Column("duplicate_kind", "string", "`exact` or `near`", "no duplicate"),
    Column("similarity", "double", "0 to 1, Jaccard index of word 5-grams", "no near duplicate"),
    Column("error_code", "string", "as `code` in `errors`", "no error"),
    Column("error_message", "string", "what went wrong, and what to do", "no error"),
)

# A single report says more of its scores than the row of an article has room for.
REPORT_SCORES: Final = (
    _KEY[1],
    Column("score", "string", "name of the score"),
    Column("value", "double", "its value, in the range that `low` and `high` give", "see `reason`"),
    Column(
        "percentile",
        "double",
        "0 to 100; share of the reference news reports with a lower value",
        "the model has no reference for it",
    ),
    Column("reason", "string", "why there is no value", "there is one"),
    Column("unit", "string", "unit of the value", "it has none"),
    Column("low", "double", "lowest possible value", "not stated"),
    Column("high", "double", "highest possible value; infinite if there is no bound", "not stated"),
    Column("direction", "string", "what a higher value means", "not stated"),
    Column("formula", "string", "how the value follows from the annotations", "not stated"),
    Column("contributions", "list<string>", "what moved the value most, strongest first"),
)


def markdown(columns: Iterable[Column]) -> str:
    """Return the table of ``docs/results.md`` that says what some columns mean."""
    head = ["| column | type | meaning | null |", "| --- | --- | --- | --- |"]
    rows = (f"| `{it.name}` | `{it.kind}` | {it.meaning} | {it.null or ''} |" for it in columns)
    return "\n".join([*head, *rows]) + "\n"
