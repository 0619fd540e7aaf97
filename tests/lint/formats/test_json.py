from __future__ import annotations

import json

from biascheck.lint.formats.json import SCHEMA, render
from tests.lint.formats.run import PATH, run


def test_everything_is_there():
    told = json.loads(render(run()))
    assert (told["schema"], told["version"]) == (SCHEMA, "0.1.0")
    assert told["failures"] == [{"path": "bad.md", "message": "bad.md: the text is empty."}]
    first, clean, _ = told["files"]
    assert (first["path"], first["profile"], clean["findings"]) == (PATH, "news", [])
    assert first["model"] == {"name": "standard", "version": "1.0", "sha256": "5f1c" * 16}
    loaded = first["findings"][1]
    fingerprint = loaded.pop("fingerprint")
    assert len(fingerprint) == 16
    assert loaded == {
        "code": "BC102",
        "rule": "loaded",
        "severity": "warning",
        "message": "loaded wording (certainty 0.80): squandered",
        "certainty": 0.8,
        "evidence": ["squandered"],
        "start": 27,
        "end": 37,
        "line": 3,
        "column": 11,
        "end_line": 3,
        "end_column": 21,
    }
