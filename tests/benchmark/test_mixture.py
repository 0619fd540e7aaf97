"""Articles of very different length, the same for the same seed."""

from statistics import median

from biascheck.benchmark.mixture import LONGEST, SHORTEST, mixture, write_mixture
from biascheck.types import count_words


def test_lengths_differ_by_more_than_tenfold_within_the_bounds():
    lengths = [count_words(text) for text in mixture(60, seed=1)]
    # The last paragraph is never cut.
    assert SHORTEST <= min(lengths) < max(lengths) < LONGEST + 100
    assert max(lengths) > 10 * min(lengths)
    assert 300 < median(lengths) < 700


def test_equal_seeds_give_equal_articles_and_a_longer_mixture_begins_alike():
    assert mixture(5, seed=3) == mixture(5, seed=3) == mixture(8, seed=3)[:5]
    assert mixture(5, seed=3) != mixture(5, seed=4)


def test_it_is_written_in_order(tmp_path):
    write_mixture(tmp_path, 3, seed=5)
    files = sorted(tmp_path.iterdir())
    assert [file.read_text(encoding="utf-8") for file in files] == list(mixture(3, seed=5))
