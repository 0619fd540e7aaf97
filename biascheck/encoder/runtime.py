"""Which runtime computes the encoder, by device and precision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from biascheck.encoder.encoding import Runtime
    from biascheck.encoder.persistence import ModelFiles

FLOAT32: Final = "float32"
INT8: Final = "int8"
PRECISIONS: Final = (FLOAT32, INT8)


def require_precision(precision: str, device: str, *, checkpoint: bool = False) -> None:
    """Refuse a precision that is not known, or that cannot be had.

    Args:
        precision: One of ``PRECISIONS``.
        device: Where the model is to run.
        checkpoint: Whether a checkpoint of Hugging Face is to serve.

    Raises:
        ConfigError: Says which, and what to do.
    """
    if precision not in PRECISIONS:
        raise unknown_name("precision", precision, PRECISIONS)
    if precision == INT8 and device != "cpu":
        raise ConfigError(
            f"int8 runs on the CPU, not on the device {device!r}.",
            hint="Leave out --device or --precision.",
        )
    if precision == INT8 and checkpoint:
        raise ConfigError(
            "int8 is for models of biascheck, and this one is a checkpoint of Hugging Face.",
            hint="Leave out --precision.",
        )


def start_runtime(
    files: ModelFiles,
    device: str = "cpu",
    threads: int | None = None,
    precision: str = FLOAT32,
) -> Runtime:
    """Start what computes a model's encoder.

    Args:
        files: The model.
        device: ``cpu`` is ONNX Runtime where the model has a graph for it, all else torch.
        threads: Threads on the CPU; None: all cores this process may use.
        precision: Of the matrix products, one of ``PRECISIONS``.

    Raises:
        ConfigError: The device is not there, or the precision cannot be had on it.
        ModelError: There is no 8-bit graph for the encoder's shape.
    """
    require_precision(precision, device)
    if device == "cpu" and files.runtime == "onnx":
        if precision == INT8:
            from biascheck.encoder.int8_runtime import Int8Runtime

            return Int8Runtime(files, threads)
        from biascheck.encoder.onnx_runtime import OnnxRuntime

        return OnnxRuntime(files, threads)
    if precision == INT8:
        raise ConfigError(
            "int8 is for encoders that run on ONNX Runtime, and this one runs on torch.",
            source=str(files.path),
            hint="Leave out --precision.",
        )
    from biascheck.encoder.torch_runtime import TorchRuntime

    return TorchRuntime(files, device)
