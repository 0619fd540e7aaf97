"""A sequence classifier of Hugging Face: texts in, logits out, in batches of like length."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.checkpoints.origin import missing_package
from biascheck.encoder.device import torch_device
from biascheck.encoder.positions import readable_positions
from biascheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.checkpoints.declaration import Activation
    from biascheck.checkpoints.origin import Origin
    from biascheck.checkpoints.texts import Text

# Padded positions of one forward pass, as in ``encoder.encoding``.
_BATCH_POSITIONS: Final = 2048
# Neighbouring windows of a text that is too long share a part of this size.
_SHARED: Final = 8
# Tokenizers say with a number of about 1e30 that they know no longest text.
_ENDLESS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Judged:
    """The windows of one text: logits ``[windows, labels]`` and their lengths in tokens."""

    logits: NDArray[np.float32]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Window:
    text: int
    inputs: dict[str, list[int]]

    @property
    def length(self) -> int:
        return len(self.inputs["input_ids"])


class Classifier:
    """Runs a checkpoint with torch, in single precision on every device.

    Args:
        origin: The checkpoint, with weights.
        device: A torch device name.

    Raises:
        ConfigError: The device is not there.
        ModelError: A package is missing, or the checkpoint is damaged, has no trained
            classification layer, or needs code of its own, which is never run.
    """

    def __init__(self, origin: Origin, device: str = "cpu") -> None:
        try:
            import torch
            import transformers  # noqa: F401 - said to be missing here, not later
        except ImportError as error:
            raise missing_package(error) from error
        self._torch = torch
        self._device = torch_device(device)
        self._tokenizer = _load_tokenizer(origin)
        self._model = _load_model(origin).to(self._device)
        config = self._model.config
        self.labels = tuple(str(config.id2label[i]) for i in range(config.num_labels))
        several = config.problem_type == "multi_label_classification" or config.num_labels == 1
        self.activation: Activation = "sigmoid" if several else "softmax"
        self.longest = _longest(config, self._tokenizer)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without marks."""
        found = self._tokenizer(
            list(texts), add_special_tokens=False, truncation=False, verbose=False
        )
        return [len(ids) for ids in found["input_ids"]]

    def room(self, window: int) -> int:
        """Return the tokens of a text that fit beside the tokenizer's own marks."""
        return window - int(self._tokenizer.num_special_tokens_to_add(pair=False))

    def judge(
        self, texts: Sequence[Text], window: int, *, target_first: bool = False
    ) -> list[Judged]:
        """Return what the checkpoint says of each text; no text depends on its neighbours.

        Args:
            texts: The texts, all with a target or none.
            window: Positions of a window; longer texts are read in several that overlap.
            target_first: Whether the target is the first text of the pair.
        """
        windows = self._windows(texts, window, target_first=target_first)
        logits = np.zeros((len(windows), len(self.labels)), dtype=np.float32)
        order = sorted(range(len(windows)), key=lambda i: -windows[i].length)
        for batch in _batches(order, windows):
            logits[batch] = self._run([windows[i].inputs for i in batch])
        lengths = np.array([window.length for window in windows], dtype=np.int64)
        groups = groupby(range(len(windows)), key=lambda i: windows[i].text)
        places = [list(group) for _, group in groups]
        return [Judged(logits[place], lengths[place]) for place in places]

    def _windows(self, texts: Sequence[Text], window: int, *, target_first: bool) -> list[_Window]:
        if not texts:
            return []
        bodies: list[str] = [text.text for text in texts]
        targets = [text.target or "" for text in texts]
        paired = texts[0].target is not None
        pair = (targets, bodies) if target_first else (bodies, targets)
        found = self._tokenizer(
            *(pair if paired else (bodies,)),
            truncation="only_second" if paired and target_first else "only_first",
            max_length=window,
            stride=self._stride(targets, window, paired=paired),
            return_overflowing_tokens=True,
            verbose=False,
        )
        owners = found.pop("overflow_to_sample_mapping")
        return [
            _Window(int(owner), {name: values[i] for name, values in found.items()})
            for i, owner in enumerate(owners)
        ]

    def _stride(self, targets: Sequence[str], window: int, *, paired: bool) -> int:
        """Return how many tokens windows share: few enough that each brings new ones."""
        taken = int(self._tokenizer.num_special_tokens_to_add(pair=paired))
        left = window - taken - (max(self.count_tokens(targets)) if paired else 0)
        if left <= 1:
            raise ModelError(
                f"a window of {window} tokens leaves no room beside the target.",
                hint="Declare a larger window, or name the target in fewer words.",
            )
        return left // _SHARED

    def _run(self, inputs: list[dict[str, list[int]]]) -> NDArray[np.float32]:
        padded = self._tokenizer.pad(inputs, return_tensors="pt", verbose=False)
        with self._torch.inference_mode():
            tensors = {name: value.to(self._device) for name, value in padded.items()}
            logits = self._model(**tensors).logits
        return np.asarray(logits.float().cpu().numpy(), dtype=np.float32)


def _batches(order: Sequence[int], windows: Sequence[_Window]) -> Iterator[list[int]]:
    """Yield runs of length-sorted windows within the budget of padded positions."""
    first = 0
    while first < len(order):
        last = first + max(1, _BATCH_POSITIONS // windows[order[first]].length)
        yield list(order[first:last])
        first = last


def _load_tokenizer(origin: Origin) -> Any:
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(
            str(origin.folder), local_files_only=True, trust_remote_code=False
        )
    # transformers raises whatever its parsers raise; all of it means the same here.
    except Exception as error:
        raise unreadable(origin, "tokenizer", error) from error
    if not tokenizer.is_fast or tokenizer.pad_token is None:
        raise ModelError(
            "its tokenizer is no fast one with a padding token.",
            source=origin.name,
            hint="Save it anew as a fast tokenizer (tokenizer.json) with a pad_token.",
        )
    tokenizer.padding_side = tokenizer.truncation_side = "right"
    return tokenizer


def _load_model(origin: Origin) -> Any:
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    origin.weights()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model, loaded = AutoModelForSequenceClassification.from_pretrained(
            str(origin.folder),
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            output_loading_info=True,
        )
    except Exception as error:
        raise unreadable(origin, "weights", error) from error
    if loaded["missing_keys"]:
        raise ModelError(
            f"the checkpoint lacks the weights {min(loaded['missing_keys'])!r}: its "
            "classification layer was never trained.",
            source=origin.name,
            hint="Choose a checkpoint that was trained for sequence classification.",
        )
    return model.float().eval()


def unreadable(origin: Origin, what: str, error: Exception) -> ModelError:
    """Return the error for a part of a checkpoint that transformers cannot read."""
    if "trust_remote_code" in str(error) or "auto_map" in origin.config():
        return ModelError(
            "the checkpoint needs code of its own, which biascheck never runs.",
            source=origin.name,
            hint="Choose one whose architecture transformers knows.",
        )
    told = str(error).strip().partition("\n")[0][:200] or type(error).__name__
    return ModelError(
        f"its {what} cannot be read: {told}",
        source=origin.name,
        hint="Fetch the checkpoint anew, or save it anew with transformers.",
    )


def _longest(config: Any, tokenizer: Any) -> int:
    """Return the positions that both the checkpoint and its tokenizer allow."""
    positions, known = readable_positions(config), tokenizer.model_max_length
    return min(positions, int(known)) if known < _ENDLESS else positions
