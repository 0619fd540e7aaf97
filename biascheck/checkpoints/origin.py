"""Where a checkpoint lies: a folder, or a name on the Hugging Face hub with its revision.

The hub is the only thing here that touches the network, and only where a hub name is asked
for; ``offline``, or ``HF_HUB_OFFLINE`` in the environment, keeps to its local cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from biascheck.encoder.persistence import CONFIG, file_sha256, models_root
from biascheck.errors import ModelError

INSTALL: Final = "Install it: pip install 'biascheck[hf]'."
_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_DESCRIPTION: Final = ["*.json", "*.txt", "*.model", "biascheck.toml"]
_WEIGHTS: Final = ["*.safetensors"]
_CONVERT: Final = (
    "Convert it: load it with transformers in an environment you trust, and call "
    "save_pretrained(FOLDER, safe_serialization=True)."
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A checkpoint's folder, its name as asked for, and the hub's commit (None: a folder)."""

    folder: Path
    name: str
    revision: str | None = None

    def config(self) -> dict[str, Any]:
        """Return its ``config.json``.

        Raises:
            ModelError: It is no JSON object.
        """
        try:
            value = json.loads((self.folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"its config.json cannot be read: {error}.",
                source=self.name,
                hint="Save the checkpoint anew with transformers.",
            ) from error
        return dict(value)

    def weights(self) -> tuple[Path, ...]:
        """Return its weight files.

        Raises:
            ModelError: It has none in the safetensors format; others run code when read.
        """
        found = tuple(sorted(self.folder.glob("model*.safetensors")))
        if found:
            return found
        pickled = next(iter(sorted(self.folder.glob("*.bin"))), None)
        what = f"only {pickled.name}" if pickled else "no model.safetensors"
        raise ModelError(
            f"the checkpoint has {what}; weights are read from safetensors only, since a pickle "
            "can run any code.",
            source=self.name,
            hint=_CONVERT,
        )

    def sha256(self) -> str:
        """Return the SHA-256 of the weights; of the list of their sums, if in several files."""
        sums = [f"{file_sha256(path)}  {path.name}\n" for path in self.weights()]
        if len(sums) == 1:
            return sums[0].split()[0]
        return hashlib.sha256("".join(sums).encode()).hexdigest()


def find_checkpoint(name_or_path: str | Path | None, *, offline: bool = False) -> Origin | None:
    """Return the checkpoint of this folder or hub name, still without weights if on the hub.

    Args:
        name_or_path: A folder in the Hugging Face layout, or ``OWNER/NAME[@REVISION]``.
        offline: Keep to the local cache.

    Returns:
        None if it is a model of ours, or neither a folder nor shaped like a hub name.

    Raises:
        ModelError: The hub has no such checkpoint, cannot be reached, or the cache lacks it.
    """
    if name_or_path is None:
        return None
    wanted = str(name_or_path)
    folder = Path(wanted)
    if (folder / CONFIG).is_file() or (models_root() / wanted / CONFIG).is_file():
        return None
    if (folder / "config.json").is_file():
        return Origin(folder, wanted)
    name, _, revision = wanted.partition("@")
    if folder.exists() or not _NAME.fullmatch(name):
        return None
    return _snapshot(name, revision or None, _DESCRIPTION, offline=offline)


def fetch_weights(origin: Origin, *, offline: bool = False) -> Origin:
    """Return the checkpoint with its weights at hand; a folder has them, or has none.

    Raises:
        ModelError: They cannot be had from the hub or the cache.
    """
    if origin.revision is None:
        return origin
    return _snapshot(origin.name, origin.revision, [*_DESCRIPTION, *_WEIGHTS], offline=offline)


def is_offline(*, asked: bool) -> bool:
    """Say whether the network is out of bounds, by the caller or by the environment."""
    return asked or os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}


def _snapshot(name: str, revision: str | None, patterns: list[str], *, offline: bool) -> Origin:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
    except ImportError as error:
        raise missing_package(error) from error
    local = is_offline(asked=offline)
    try:
        folder = snapshot_download(
            name,
            revision=revision,
            allow_patterns=patterns,
            ignore_patterns=["*/*"],
            local_files_only=local,
        )
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError, ValueError) as error:
        raise _absent(name, revision, error, local=local) from error
    found = Origin(Path(folder), name, Path(folder).name)
    if not (found.folder / "config.json").is_file():
        raise _absent(name, revision, None, local=local)
    return found


def _absent(name: str, revision: str | None, error: Exception | None, *, local: bool) -> ModelError:
    source = f"{name}@{revision}" if revision else name
    if local:
        return ModelError(
            "there is no such folder, and no such checkpoint in the local cache of the hub; "
            "the network is switched off.",
            source=source,
            hint=f"Run once without --offline and HF_HUB_OFFLINE, or: hf download {name}.",
        )
    cause = f" ({type(error).__name__})" if error else ": it has no config.json"
    return ModelError(
        f"there is no such folder, and the hub gives no such checkpoint{cause}.",
        source=source,
        hint="Check name, revision and connection; a private one needs: hf auth login.",
    )


def missing_package(error: ImportError) -> ModelError:
    """Return the error for a package that only checkpoints need."""
    return ModelError(
        f"the package {error.name!r} is needed for checkpoints of Hugging Face.", hint=INSTALL
    )
