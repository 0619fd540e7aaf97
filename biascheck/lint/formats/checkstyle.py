"""Checkstyle's XML, which most build servers read.

Source: the format of Checkstyle's ``XMLLogger``, version 4.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from biascheck.lint.finding import Run

# What XML 1.0 cannot carry, beyond the control characters that ``inline`` shows.
_NO_XML: Final = re.compile("[\ufffe\uffff]")


def render(run: Run) -> str:
    """Return the run as an XML document."""
    root = ET.Element("checkstyle", version="4.3")
    for file in run.files:
        node = ET.SubElement(root, "file", name=_clean(file.path))
        for it in file.findings:
            ET.SubElement(
                node,
                "error",
                line=str(it.place.line),
                column=str(it.place.column),
                severity=it.severity.label,
                message=_clean(it.message),
                source=f"biascheck.{it.code}",
            )
    for failure in run.failures:
        node = ET.SubElement(root, "file", name=_clean(failure.path))
        message = _clean(failure.message)
        ET.SubElement(
            node, "error", line="1", severity="error", message=message, source="biascheck"
        )
    ET.indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", inline(text))
