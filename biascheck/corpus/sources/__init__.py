"""Where the articles of a corpus come from: one module per kind of file.

``Corpus`` is what the rest of biascheck uses. To add a kind, write a module with a
function ``read(file, context)`` and name it in ``kinds.py``.
"""

from __future__ import annotations

from biascheck.corpus.sources.corpus import Corpus
from biascheck.corpus.sources.options import Options

__all__ = ["Corpus", "Options"]
