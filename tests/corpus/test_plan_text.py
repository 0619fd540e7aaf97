from __future__ import annotations

from biascheck.corpus.extent import Part
from biascheck.corpus.plan import Plan, Sample
from biascheck.corpus.plan_text import OUTPUT_RATIOS, lines

PARTS = (
    Part("news/", "folder", 1200, 1200, {}, 4_800_000, (), (), ("a.txt", "b.txt", "c.txt")),
    Part(
        "c.csv",
        "CSV",
        1,
        300,
        {"data": 2, "input": 1},
        1_200_000,
        ("c.csv: columns text = body, id = id, title = (none)",),
        ("lean", "day"),
        ("1",),
        {"data": "c.csv:7: the row is not UTF-8."},
    ),
)
SAMPLE = Sample(
    50,
    {"language": 4, "input": 1},
    {"en": 44, None: 1},
    90_000,
    180_000,
    {"language": "c.csv:9: the article is in French."},
)


def test_plan_in_words():
    told = "\n".join(lines(Plan(PARTS, SAMPLE, 5_000.0), width=100))
    assert told.startswith(
        "news/ (folder of 1,200 files): 1,200 articles, 4,800,000 characters\n"
        "  ids: a.txt, b.txt, c.txt, ...\n"
        "c.csv (CSV): 300 articles, 1,200,000 characters\n"
        "  without an article: 3 more rows or files (2 data, 1 input)\n"
        "  such as c.csv:7: the row is not UTF-8.\n"
        "  c.csv: columns text = body, id = id, title = (none)\n"
        "  carried through: lean, day\n"
        "  ids: 1, ...\n"
        "Of 50 articles read to try, 5 failed (4 language, 1 input).\n"
        "  such as c.csv:9: the article is in French.\n"
        "Languages of the rest: 44 en, 1 not told.\n"
        "To analyse: about 3,000,000 characters. About 153 of 1,503 items will fail.\n"
        "Time: about 10 minutes in one process (5,000 characters per second).\n"
        "Output: about "
    )
    assert all(kind in told for kind in OUTPUT_RATIOS)


def test_lines_keep_to_the_width():
    plan = Plan(PARTS, SAMPLE, 1.0)
    assert all(len(line) <= 40 for line in lines(plan, width=40))
    assert "days" in "\n".join(lines(plan, width=40))


def test_nothing_is_said_of_what_is_not_known():
    told = "\n".join(lines(Plan(PARTS, Sample(0, {}, {}, 0, 0), None)))
    assert "No article was read to try." in told
    assert "Time" not in told
    assert "To analyse" not in told


def test_short_runs():
    told = "\n".join(lines(Plan(PARTS[1:], Sample(1, {}, {"en": 1}, 10, 10), 60_000.0)))
    assert "none failed" in told
    assert "about 20 seconds" in told


def test_an_estimate_says_so():
    part = Part("c.csv", "CSV", 1, 1_234_567, {"data": 3}, 9_000_000, counted=50_000)
    told = "\n".join(lines(Plan((part,), Sample(0, {}, {}, 0, 0), None)))
    assert told.startswith(
        "c.csv (CSV): about 1,234,567 articles, 9,000,000 characters\n"
        "  estimated from the 50,000 that were counted\n"
        "  without an article: about 3 more rows or files (3 data)\n"
    )
