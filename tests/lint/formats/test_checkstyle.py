from __future__ import annotations

from xml.etree import ElementTree as ET

from biascheck.lint.formats.checkstyle import render
from tests.lint.formats.run import PATH, run


def test_files_and_their_errors():
    root = ET.fromstring(render(run()).encode())
    assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
    files = {node.get("name"): node for node in root}
    assert list(files) == [PATH, "clean.md", "opinion/x.txt", "bad.md"]
    assert [it.get("severity") for it in files[PATH]] == ["error", "warning"]
    assert files[PATH][1].attrib == {
        "line": "3",
        "column": "11",
        "severity": "warning",
        "message": "loaded wording (certainty 0.80): squandered",
        "source": "biascheck.BC102",
    }
    assert files["bad.md"][0].get("message") == "bad.md: the text is empty."


def test_hostile_words_stay_words():
    message = ET.fromstring(render(run()).encode())[0][0].get("message")
    assert '<x> & "y"' in message
    assert "\uffff" not in message
