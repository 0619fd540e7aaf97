from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

import biascheck.render.html
from biascheck.render.html.templates import shell, template

FOLDER = Path(biascheck.render.html.__file__).parent / "templates"


def test_every_file_is_a_template_that_compiles():
    files = sorted(path.name for path in FOLDER.iterdir())
    assert files
    for name in files:
        assert template(name).name == name


def test_a_value_that_is_missing_is_a_bug_and_no_gap():
    with pytest.raises(UndefinedError):
        template("article.html.j2").render()


def test_nothing_is_marked_safe():
    for path in FOLDER.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert "safe" not in text, path.name
        assert "autoescape" not in text, path.name


def test_style_and_script_ask_for_nothing_from_outside():
    parts = shell()
    for part in (parts["style"], parts["script"]):
        assert "//" not in part.replace("// ", "")
        assert "url(" not in part
        assert "@import" not in part
