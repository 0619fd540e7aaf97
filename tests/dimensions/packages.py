"""Packages that add dimensions, as an installer leaves them: modules and a dist-info folder."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

EPISODIC = Path(__file__).parents[2] / "examples" / "dimension-episodic"
GROUP = "biascheck.dimensions"
MODULE = '''"""Mood.

Measures: the mood. Does not measure: anything else.

Source: made up for a test.
"""

VERSION = 3
HEADS = ()


def annotate(context):
    return len(context.sentences)


def to_dict(result):
    return {"label": "calm", "sentences": result}
'''


def install(monkeypatch, folder, package, entries, release="1.0", **modules):
    """Put a package with these entry points and modules (name: source) on the path."""
    site = folder / package
    description = site / f"{package.replace('-', '_')}-{release}.dist-info"
    description.mkdir(parents=True)
    metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: {release}\n"
    (description / "METADATA").write_text(metadata, encoding="utf-8")
    lines = [f"[{GROUP}]", *(f"{name} = {module}" for name, module in entries.items())]
    (description / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, source in modules.items():
        (site / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    return site


def install_episodic(monkeypatch, folder):
    """Install the worked example, with the entry points of its own ``pyproject.toml``."""
    project = tomllib.loads((EPISODIC / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = (EPISODIC / "episodic.py").read_text(encoding="utf-8")
    entries = project["entry-points"][GROUP]
    name, release = project["name"], project["version"]
    return install(monkeypatch, folder, name, entries, release, episodic=source)
