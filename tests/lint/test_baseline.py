from __future__ import annotations

import json

import pytest

from biascheck.errors import DataError
from biascheck.lint.baseline import Baseline, load_baseline
from tests.lint.desk import lint

TEXT = "A shameful act.\n\nThe mayor squandered it.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "news" / "ferry.md"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def _written(tmp_path, *linted):
    path = tmp_path / "known.json"
    path.write_text(Baseline(tmp_path).renewed(linted).to_json(), encoding="utf-8")
    return load_baseline(path)


def test_what_is_known_is_not_shown_and_what_is_new_is(tmp_path, file):
    known = _written(tmp_path, lint(TEXT, str(file)))
    assert known.strip(lint(TEXT, str(file))).findings == ()
    stripped = known.strip(lint(f"It rained.\n\nA shameful end.\n\n{TEXT}", str(file)))
    assert [it.place.line for it in stripped.findings] == [3]
    assert stripped.known == 2


def test_the_same_text_in_another_file_is_new(tmp_path, file):
    known = _written(tmp_path, lint(TEXT, str(file)))
    assert len(known.strip(lint(TEXT, str(file.with_name("other.md")))).findings) == 2


def test_it_holds_from_wherever_the_command_is_run(tmp_path, file, monkeypatch):
    known = _written(tmp_path, lint(TEXT, str(file)))
    monkeypatch.chdir(file.parent)
    assert known.strip(lint(TEXT, "ferry.md")).findings == ()


def test_a_run_renews_its_files_keeps_others_and_drops_what_is_gone(tmp_path, file):
    other = file.with_name("other.md")
    other.write_text(TEXT, encoding="utf-8")
    both = _written(tmp_path, lint(TEXT, str(file)), lint(TEXT, str(other)))
    renewed = both.renewed([lint("A shameful act.\n", str(file))])
    assert [entry.path for entry in renewed.entries] == ["news/ferry.md", *["news/other.md"] * 2]
    other.unlink()
    assert len(both.renewed([lint("It rained.\n", str(file))]).entries) == 0


def test_entries_that_occur_no_more_are_counted(tmp_path, file):
    known = _written(tmp_path, lint(TEXT, str(file)))
    assert known.gone([lint(TEXT, str(file))]) == 0
    assert known.gone([lint("A shameful act.\n", str(file))]) == 1
    assert known.gone([lint("It rained.\n", str(file.with_name("other.md")))]) == 0


def test_the_file_is_ordered_with_a_finding_a_line(tmp_path, file):
    _written(tmp_path, lint(TEXT, str(file)))
    content = (tmp_path / "known.json").read_text(encoding="utf-8")
    rows = json.loads(content)["findings"]
    assert [row["code"] for row in rows] == ["BC101", "BC102"]
    assert all(f'"fingerprint": "{row["fingerprint"]}"' in content for row in rows)
    assert len(content.splitlines()) == 7
    assert json.loads(Baseline(tmp_path).to_json())["findings"] == []


def test_standard_input_and_addresses_keep_their_names(tmp_path):
    known = Baseline(tmp_path)
    assert known.name_of("-") == "-"
    assert known.name_of("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", '{"schema": "other", "findings": []}', "\xff"),
        '{"schema": "biascheck.baseline/1", "findings": [{"file": 1}]}',
    ],
)
def test_a_malformed_file_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "known.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(DataError, match=r"known\.json: this is no baseline"):
        load_baseline(path)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(DataError, match="--write-baseline"):
        load_baseline(tmp_path / "missing.json")
