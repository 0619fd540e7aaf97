"""The corpora of the mixture, one file per kind of label; ``load`` finds them by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from biascheck.errors import DataError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.training.example import Source

# name -> "module:function"; each function takes the corpora's folder.
CORPORA: dict[str, str] = {
    "gold": "gold:load",
    "silver": "silver:load",
    "articles": "genre:load",
    "mpqa": "subjectivity:load_mpqa",
    "newssd": "subjectivity:load_newssd",
    "news_discourse": "attribution:load_news_discourse",
    "polnear": "attribution:load_polnear",
    "babe": "loaded:load_babe",
    "ptc": "loaded:load_ptc",
    "dragnet": "boilerplate:load_dragnet",
    "ccf": "framing:load_ccf",
    "gvfc": "framing:load_gvfc",
    "narrative": "framing:load_narrative",
    "newsmtsc": "stance:load_newsmtsc",
    "dse": "stance:load_dse",
    "seesaw": "stance:load_seesaw",
    "seesaw_article": "stance:load_seesaw_article",
}


def load(
    name: str, data: Path, files: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> Source:
    """Load the training rows of one corpus.

    Args:
        name: Its name in the mixture.
        data: Folder of the corpora, or of files that are not found otherwise.
        files: Files of the user's own, see ``Recipe.files``.

    Raises:
        ConfigError: If no corpus has this name.
        DataError: If its files are missing or malformed.
    """
    if name in files:
        from biascheck.training.corpora.own import load_own

        own = files[name]
        path = Path(own["path"])
        return load_own(name, path if path.is_file() else data / path, own["task"])
    if name not in CORPORA:
        raise unknown_name("corpus", name, {*CORPORA, *files})
    module, function = CORPORA[name].split(":")
    try:
        source: Source = getattr(import_module(f"{__name__}.{module}"), function)(data)
    except KeyError as error:
        raise DataError(f"a row of the corpus lacks the field {error}.", source=name) from error
    if not source.sizes:
        raise DataError("the corpus holds no training row.", source=name)
    return source
