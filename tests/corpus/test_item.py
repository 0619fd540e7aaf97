from __future__ import annotations

import pickle

from biascheck.corpus.item import BrokenItem, FileItem, TextItem
from biascheck.errors import DataError, InputError, LanguageError

TEXT = "The council met on Monday to talk about the bridge. It will vote on the plan in May."
FRENCH = "Le conseil municipal s'est réuni lundi pour parler du pont. Il votera le plan en mai." * 5


def test_text_is_read_with_its_columns():
    item = TextItem(id="7", source="c.csv", line=3, columns={"lean": "left"}, text=TEXT, title="T")
    row = pickle.loads(pickle.dumps(item)).read()
    assert (row.id, row.source, row.line, row.columns) == ("7", "c.csv", 3, {"lean": "left"})
    assert row.article.text == TEXT
    assert row.article.source == "c.csv:3"
    assert item.size == len(TEXT)


def test_file_is_read_under_its_id(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    item = FileItem(id="a.txt", source=str(path), path=path)
    assert item.read().article.id == "a.txt"
    assert item.size == len(TEXT)


def test_what_cannot_be_read_is_a_row_with_its_error(tmp_path):
    absent = FileItem(id="a", source="a", path=tmp_path / "a")
    assert isinstance(absent.read().error, InputError)
    assert absent.size == 0
    fault = DataError("no JSON.", source="b:2", hint="Mend it.")
    broken = pickle.loads(pickle.dumps(BrokenItem(id="b:2", source="b", line=2, error=fault)))
    assert str(broken.read().error) == str(fault)
    assert isinstance(broken.read().error, DataError)
    french = TextItem(id="c", source="c", text=FRENCH)
    assert isinstance(french.read().error, LanguageError)
    assert french.read(force=True).article is not None


def test_digest_follows_what_would_be_read(tmp_path):
    one = TextItem(id="1", source="s", text="a")
    assert one.digest() == TextItem(id="1", source="s", text="a").digest()
    assert one.digest() != TextItem(id="1", source="s", text="b").digest()
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    item = FileItem(id="a", source="a", path=path)
    before = item.digest()
    path.write_text("another", encoding="utf-8")
    assert item.digest() != before
    path.unlink()
    assert item.digest() not in {before, one.digest()}
