"""Model folders: find one, check it, read it. Safetensors, ONNX and JSON only.

A folder holds ``biascheck.json`` (architecture, heads, calibration, thresholds, recipe,
data checksums, and the SHA-256 of the other files), ``weights.safetensors``,
``encoder.onnx`` (the graph without weights), ``tokenizer.json``, and, where heads were
fitted anew, ``heads.safetensors``, or the encoder was trained further,
``difference.safetensors``; beside them, not part of the model's identity,
``metrics.json`` and ``README.md`` (the model card).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.heads import HeadSpec
from biascheck.encoder.quantization import dequantize
from biascheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

FORMAT = "biascheck.model/1"
CONFIG = "biascheck.json"
WEIGHTS = "weights.safetensors"
PARTS = (WEIGHTS, "encoder.onnx", "tokenizer.json")
# Heads that were fitted after the weights were written stand here, in the place of those
# there: a head is small, and a new one must not store the encoder again.
HEADS = "heads.safetensors"
# What was learnt to the encoder later: for a matrix W ``[rows, columns]`` the factors ``up``
# ``[rank, rows]`` and ``down`` ``[rank, columns]`` of the difference up.T @ down to it.
DIFFERENCE = "difference.safetensors"
# What computes the encoder on a CPU: ONNX Runtime by a graph of ours, which knows BERT, or
# torch by the configuration that transformers saved, which knows every encoder.
RUNTIMES = ("onnx", "torch")
DEFAULT = "biascheck-small"
_FIELDS = frozenset(
    {"name", "version", "encoder", "window", "overlap", "heads", "files"}
    | {"calibration", "thresholds", "reference"}
)
_BROKEN = "Restore it with `git checkout -- models` or reinstall biascheck."


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model as read from its folder.

    Attributes:
        path: The folder.
        config: The content of ``biascheck.json``.
        weights: All tensors as stored, by name; int8 matrices have a ``.scale`` beside them.
        graph: The serialized ONNX graph; empty where the runtime is torch.
        sha256: Checksum of ``biascheck.json``, which pins the other files.
    """

    path: Path
    config: Mapping[str, Any]
    weights: Mapping[str, NDArray[Any]]
    graph: bytes
    sha256: str

    @property
    def runtime(self) -> str:
        """What computes the encoder on a CPU, one of ``RUNTIMES``."""
        return str(self.config.get("runtime", "onnx"))

    def head_specs(self) -> dict[str, HeadSpec]:
        """Return the stored heads by name."""
        return head_specs(self.config)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor in float32, whether it is stored in 8 bits or not."""
        value = self.weights[name]
        if value.dtype != np.int8:
            return np.asarray(value, dtype=np.float32)
        return dequantize(value, self.weights[f"{name}.scale"])

    def head_weights(self) -> dict[str, NDArray[np.float32]]:
        """Return the heads' weights under the names that ``HeadSpec.shapes`` uses."""
        return {
            name.removeprefix("heads."): self.tensor(name)
            for name in self.weights
            if name.startswith("heads.") and not name.endswith(".scale")
        }

    def encoder_names(self) -> list[str]:
        """Return the names of the encoder's tensors."""
        beside = (".scale", ".up", ".down")
        return [n for n in self.weights if not n.startswith("heads.") and not n.endswith(beside)]

    def encoder_weight(self, name: str) -> NDArray[np.float32]:
        """Return a tensor of the encoder with what was learnt later."""
        value = self.tensor(name)
        if f"{name}.up" in self.weights:
            value = value + self.tensor(f"{name}.up").T @ self.tensor(f"{name}.down")
        return value


def head_specs(config: Mapping[str, Any]) -> dict[str, HeadSpec]:
    """Return the heads that a ``biascheck.json`` names, by name."""
    return {
        head["name"]: HeadSpec(head["name"], head["level"], tuple(head["outputs"]), head["hidden"])
        for head in config["heads"]
    }


def parts_of(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the files of a model beside its ``biascheck.json``."""
    graphless = config.get("runtime") == "torch"
    parts = (*PARTS, *(part for part in (HEADS, DIFFERENCE) if part in config.get("files", {})))
    return tuple(part for part in parts if not (graphless and part == "encoder.onnx"))


def models_root() -> Path:
    """Return the folder of the installed models: inside the wheel, or of the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_models"
    return inside if inside.is_dir() else package.parent / "models"


def installed_models() -> tuple[Path, ...]:
    """Return the folders of all installed models, by name."""
    root = models_root()
    if not root.is_dir():
        return ()
    return tuple(sorted(p for p in root.iterdir() if (p / CONFIG).is_file()))


def find_model(name_or_path: str | Path | None) -> Path:
    """Return the folder of a model given by name or path; None is the default model.

    Raises:
        ModelError: If there is none; the message lists what is installed.
    """
    wanted = str(name_or_path) if name_or_path is not None else DEFAULT
    for folder in (Path(wanted), models_root() / wanted):
        if (folder / CONFIG).is_file():
            return folder
    names = ", ".join(path.name for path in installed_models()) or "none"
    cause = (
        "this folder holds no model (no biascheck.json)."
        if Path(wanted).is_dir()
        else ("there is no model of this name or path.")
    )
    raise ModelError(cause, source=wanted, hint=f"Installed models: {names}.")


def read_config(folder: Path) -> dict[str, Any]:
    """Read ``biascheck.json``.

    Raises:
        ModelError: If it is no JSON or of another format.
    """
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{CONFIG} cannot be read: {error}.", source=str(folder), hint=_BROKEN
        ) from error
    found = config.get("format") if isinstance(config, dict) else None
    if found != FORMAT:
        raise ModelError(
            f"this model has format {found!r}, this biascheck reads {FORMAT!r}.",
            source=str(folder),
            hint="Install the biascheck version that the model was made for.",
        )
    missing = sorted(_FIELDS - set(config))
    if missing:
        raise ModelError(f"{CONFIG} lacks {', '.join(missing)}.", source=str(folder), hint=_BROKEN)
    if (runtime := config.get("runtime", "onnx")) not in RUNTIMES:
        raise ModelError(
            f"its runtime {runtime!r} is not one of: {', '.join(RUNTIMES)}.",
            source=str(folder),
            hint="Install the biascheck version that the model was made for.",
        )
    return dict(config)


def verify(folder: Path) -> None:
    """Check every part of a model against the checksums in its ``biascheck.json``.

    Raises:
        ModelError: Names the first part that is missing or altered.
    """
    config = read_config(folder)
    for part in parts_of(config):
        path = folder / part
        if not path.is_file():
            raise ModelError(f"{part} is missing.", source=str(folder), hint=_BROKEN)
        if file_sha256(path) != config["files"].get(part):
            raise ModelError(
                f"{part} is not the file this model was released with "
                "(truncated, altered, or a Git LFS pointer).",
                source=str(folder),
                hint=_BROKEN,
            )


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def load_model(name_or_path: str | Path | None = None) -> ModelFiles:
    """Find, check and read a model.

    Raises:
        ModelError: If it is missing, incomplete, altered or unreadable.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    folder = find_model(name_or_path)
    verify(folder)
    config = read_config(folder)
    try:
        weights = {
            name: value
            for part in (WEIGHTS, HEADS, DIFFERENCE)
            if part in parts_of(config)
            for name, value in load_file(folder / part).items()
        }
    except SafetensorError as error:
        raise ModelError(
            f"the weights cannot be read: {error}.", source=str(folder), hint=_BROKEN
        ) from error
    graph = folder / "encoder.onnx"
    return ModelFiles(
        path=folder,
        config=config,
        weights=weights,
        graph=graph.read_bytes() if graph.name in parts_of(config) else b"",
        sha256=file_sha256(folder / CONFIG),
    )
