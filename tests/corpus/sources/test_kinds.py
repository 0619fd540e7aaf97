from __future__ import annotations

from biascheck.corpus.sources.kinds import DATASET, KINDS, STDIN, kind_of


def test_kinds_are_told_by_endings():
    names = ["a.TXT", "b.jsonl.GZ", "c.tsv.zst", "d.tar.gz", "e.warc.gz", "f.db", "g.html.xz"]
    assert [kind_of(name).name for name in names] == [
        "article",
        "JSON Lines",
        "CSV",
        "archive",
        "web archive",
        "SQLite",
        "article",
    ]
    assert kind_of("a.pdf") is None
    assert kind_of("a.gz") is None
    assert kind_of("a.parquet.gz") is None


def test_every_kind_has_a_reader():
    for kind in (*KINDS, DATASET, STDIN):
        assert callable(kind.read)


def test_no_ending_is_two_kinds():
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
