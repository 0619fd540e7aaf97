"""Where the corpora lie on this machine: an option, else an environment variable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from biascheck.errors import ConfigError, DataError

DATA_VARIABLE: Final = "BIASCHECK_DATA"


def data_folder(option: Path | str | None = None) -> Path:
    """Return the folder of the corpora.

    Args:
        option: What the user gave; None means the environment variable ``BIASCHECK_DATA``.

    Raises:
        ConfigError: Neither is given.
        DataError: What is given is no folder.
    """
    given = option or os.environ.get(DATA_VARIABLE)
    if not given:
        raise ConfigError(
            "it is not known where the corpora lie.",
            hint=f"Name the folder, or set {DATA_VARIABLE} to it.",
        )
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise DataError(
            "there is no such folder of corpora.",
            source=str(folder),
            hint="'biascheck datasets show NAME' tells how to obtain each corpus.",
        )
    return folder
