from __future__ import annotations

import random
import sqlite3
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biascheck.corpus.dedupe import Duplicate, Seen, fold
from biascheck.corpus.shingles import jaccard, shingles
from biascheck.errors import ConfigError, OutputError

FERRY = """The night ferry to Skarholm was cancelled on Thursday after inspectors found a crack in
its forward ramp. About two hundred passengers were put up in the school gymnasium, where
volunteers handed out blankets and soup. The operator said the ship would be repaired in
Velde and should return to service by the middle of next week. Until then a smaller boat
will sail twice a day, without room for lorries. The island's grocer, who takes most of his
deliveries by ferry, said he had milk for two days and flour for a month. It is the third
time this winter that the crossing has been closed for more than a day, and the council has
asked the ministry for a reserve ship. The ministry replied that a decision would be taken
in the spring budget."""

# The same event, told by somebody else.
OTHER_FERRY = """Islanders on Skarholm were cut off again on Thursday when a damaged ramp put the
night ferry out of action. Inspectors in the harbour discovered the fault shortly before
departure, and some two hundred travellers had to sleep in the local school. A replacement
vessel makes the trip in the morning and the evening but cannot carry lorries, which worries
the only grocery on the island. Repairs are planned in Velde and may take until Wednesday.
The council wants the state to pay for a spare ship; the ministry says it will answer when
the budget is settled. Three long closures in one winter are too many, residents say."""

VOCABULARY = [f"{a}{b}{c}" for a in "bdfklmnprst" for b in "aeiou" for c in ("n", "r", "st", "")]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=60)


@pytest.fixture
def seen(tmp_path):
    with Seen(tmp_path / "seen.sqlite", near=True) as found:
        yield found


def _story(generator, length=120):
    return [generator.choice(VOCABULARY) for _ in range(length)]


def _edited(generator, words, edits):
    """Return the words with some replaced, dropped or added."""
    words = list(words)
    for _ in range(edits):
        place = generator.randrange(len(words))
        kind = generator.randrange(3)
        words[place : place + (kind != 2)] = [] if kind == 1 else [generator.choice(VOCABULARY)]
    return words


def test_the_first_of_equals_is_kept(seen):
    assert seen.first(0, "a", FERRY) is None
    assert seen.first(3, "b", FERRY) == Duplicate(0, "a", None, "exact")
    assert seen.first(4, "c", FERRY) == Duplicate(0, "a", None, "exact")


@pytest.mark.parametrize(
    "copy",
    [
        FERRY.upper(),
        FERRY.replace("\n", "\r\n\r\n "),
        f"\ufeff{FERRY}".replace("\ufeff", "  "),
        FERRY.replace("fi", "\ufb01"),
        FERRY.replace(" ", "\u00a0"),
    ],
    ids=["case", "line-ends", "edges", "ligatures", "blanks"],
)
@pytest.mark.parametrize("near", [True, False])
def test_exact_folds_form_case_and_blanks(tmp_path, copy, near):
    with Seen(tmp_path / "seen.sqlite", near=near) as seen:
        seen.first(0, "a", FERRY)
        assert seen.first(1, "b", copy) == Duplicate(0, "a", None, "exact")


@pytest.mark.parametrize(
    "copy",
    [
        FERRY.replace("two hundred", "180"),
        FERRY + " (Corrected on Friday: the ramp is the forward one.)",
        "SKARHOLM (Coast News) - " + FERRY,
        FERRY.replace(".", " .").replace("'", "’"),
        FERRY.replace(" It is the third\ntime this winter", " It was the third\ntime in a winter"),
    ],
    ids=["word", "note", "agency", "punctuation", "phrase"],
)
def test_edited_copies_are_near_only(tmp_path, seen, copy):
    assert copy != FERRY
    seen.first(0, "a", FERRY)
    found = seen.first(1, "b", copy)
    assert (found.of_row, found.of_id, found.kind) == (0, "a", "near")
    expected = jaccard(shingles(fold(FERRY)), shingles(fold(copy)))
    assert found.similarity == pytest.approx(expected)
    assert found.similarity >= 0.8
    with Seen(tmp_path / "exact.sqlite", near=False) as exact:
        exact.first(0, "a", FERRY)
        assert exact.first(1, "b", copy) is None


def test_another_story_about_the_same_event_is_none(seen):
    assert seen.first(0, "a", FERRY) is None
    assert seen.first(1, "b", OTHER_FERRY) is None


def test_half_a_story_is_none(seen):
    seen.first(0, "a", FERRY)
    assert seen.first(1, "b", FERRY[: len(FERRY) // 2]) is None


def test_short_texts_are_only_exact(seen):
    assert seen.first(0, "a", "Rain on Monday again") is None
    assert seen.first(1, "b", "Rain on Monday") is None
    assert seen.first(2, "c", "rain on  monday").of_id == "b"
    assert seen.first(3, "d", "") is None
    assert seen.first(4, "e", " \n").kind == "exact"


def test_edits_of_edits_do_not_drift(seen):
    """What is compared is the article that was kept, not its duplicates."""
    generator = random.Random(1)
    words = _story(generator, 200)
    seen.first(0, "0", " ".join(words))
    rows = []
    for number in range(1, 30):
        words = _edited(generator, words, 2)
        found = seen.first(number, str(number), " ".join(words))
        rows.append(None if found is None else found.of_row)
    kept = [0, *(number for number, row in enumerate(rows, 1) if row is None)]
    assert rows[0] == 0
    assert len(kept) > 2
    assert {row for row in rows if row is not None} <= set(kept)


def test_of_several_the_first_is_named(seen):
    base = FERRY.split()
    left, right = [*base, *["one", "two", "three", "four", "five", "six"]], ["x"] * 8 + base
    assert jaccard(shingles(" ".join(left)), shingles(" ".join(right))) >= 0.8
    with_both = [*base]
    seen_rows = [seen.first(0, "l", " ".join(left)), seen.first(1, "r", " ".join(right))]
    assert seen_rows[0] is None
    assert seen_rows[1].of_row == 0
    assert seen.first(2, "b", " ".join(with_both)).of_row == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORDS.map(" ".join), max_size=8), st.booleans())
def test_every_duplicate_is_one_and_points_to_what_was_kept(tmp_path, texts, near):
    kept = {}
    with Seen(tmp_path / "seen.sqlite", near=near) as seen:
        for number, text in enumerate(texts):
            found = seen.first(number, str(number), text)
            if found is None:
                assert fold(text) not in map(fold, kept.values())
                kept[number] = text
            elif found.kind == "exact":
                assert fold(kept[found.of_row]) == fold(text)
            else:
                assert near
                assert jaccard(shingles(fold(kept[found.of_row])), shingles(fold(text))) >= 0.8


def test_recall_and_precision_on_generated_articles(seen):
    """Against the exact index over all pairs: nothing false, next to nothing missed."""
    generator = random.Random(7)
    stories = [_story(generator, generator.randrange(60, 300)) for _ in range(150)]
    texts = [" ".join(words) for words in stories]
    for words in stories:
        edits = generator.randrange(1, max(2, len(words) // 15))
        texts.append(" ".join(_edited(generator, words, edits)))
    sets = [shingles(fold(text)) for text in texts]
    true, found, correct, kept = 0, 0, 0, []
    for number, text in enumerate(texts):
        expected = any(jaccard(sets[number], sets[other]) >= 0.8 for other in kept)
        told = seen.first(number, str(number), text)
        true, found = true + expected, found + (told is not None)
        correct += expected and told is not None
        if told is None:
            kept.append(number)
    assert true > 50
    assert len(texts) - 150 - true > 10, "some copies are edited too much to be near"
    assert correct == found, "precision is 1: candidates are verified"
    assert correct / true >= 0.98


def test_the_same_corpus_gives_the_same_answer(tmp_path):
    generator = random.Random(3)
    stories = [_story(generator) for _ in range(40)]
    texts = [" ".join(_edited(generator, generator.choice(stories), 2)) for _ in range(120)]

    def run(name):
        with Seen(tmp_path / name, near=True) as seen:
            return [seen.first(number, str(number), text) for number, text in enumerate(texts)]

    answers = run("a")
    assert answers == run("b")
    assert any(answers)


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    """Twenty thousand articles: Python's memory is flat, SQLite's is a cache that spills."""
    generator = random.Random(5)
    with Seen(tmp_path / "seen.sqlite", near=True) as seen:
        (cache,) = seen._execute("PRAGMA cache_size").fetchone()
        assert -64 * 1024 <= cache < 0, "KiB"
        seen._execute("PRAGMA cache_size = -1024")
        for number in range(20_000):
            if number == 15_000:
                tracemalloc.start()
            seen.first(number, str(number), " ".join(_story(generator, 30)))
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert (tmp_path / "seen.sqlite").stat().st_size > 5_000_000
    assert grown < 500_000


def test_the_file_is_removed_and_an_old_one_replaced(tmp_path):
    path = tmp_path / "seen.sqlite"
    path.write_bytes(b"left by a run that was killed")
    with Seen(path, near=False) as seen:
        assert seen.first(0, "a", FERRY) is None
        assert path.exists()
    assert not path.exists()


def test_names_and_texts_with_lone_surrogates(seen):
    text = FERRY + " \ud83d"
    seen.first(0, "a\ud83d", text)
    assert seen.first(1, "b", text).of_id == "a?"
    assert seen.first(2, "c", text + " more").kind == "near"


@pytest.mark.parametrize("threshold", [0.0, 0.4, 1.1, float("nan")])
def test_a_threshold_out_of_range(tmp_path, threshold):
    with pytest.raises(ConfigError, match=r"from 0\.5 to 1"):
        Seen(tmp_path / "seen.sqlite", near=True, threshold=threshold)


def test_a_lower_threshold_finds_more(tmp_path):
    copy = FERRY[: round(len(FERRY) * 0.7)]
    for threshold, known in ((0.8, False), (0.6, True)):
        with Seen(tmp_path / "seen.sqlite", near=True, threshold=threshold) as seen:
            seen.first(0, "a", FERRY)
            assert (seen.first(1, "b", copy) is not None) == known


def test_a_folder_that_is_not_there(tmp_path):
    with (
        pytest.raises(OutputError, match="cannot be kept"),
        Seen(tmp_path / "none" / "seen", near=True),
    ):
        pass


def test_a_full_disk(tmp_path):
    with Seen(tmp_path / "seen.sqlite", near=True) as seen:
        seen._execute("PRAGMA max_page_count = 8")
        texts = [" ".join(_story(random.Random(number))) for number in range(100)]
        with pytest.raises(OutputError, match=r"full.*--dedupe") as caught:
            _ = [seen.first(number, "a", text) for number, text in enumerate(texts)]
    assert isinstance(caught.value.__cause__, sqlite3.Error)
