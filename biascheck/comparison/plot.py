"""A comparison as a picture: the mean of each group with its interval, a panel per score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.comparison.comparison import Comparison, ScoreComparison

SUFFIXES: Final = (".pdf", ".png", ".svg")
# Blue and orange of Okabe and Ito 2008, which colour-blind readers tell apart.
_RANKED: Final = "#0072B2"
_UNRANKED: Final = "#E69F00"
_WIDTH: Final = 7.0  # inches


def check_plot(path: Path) -> None:
    """Raise before the work if a picture cannot be drawn.

    Raises:
        ConfigError: The name ends in nothing known, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise unknown_name("kind of picture", path.suffix or path.name, SUFFIXES)
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise ConfigError(
            "pictures need matplotlib, which is not installed.",
            hint="Install it: pip install 'biascheck[plot]'.",
        )


def draw(comparison: Comparison, path: Path) -> None:
    """Write a picture; equal comparisons give equal files.

    Raises:
        OutputError: It cannot be written.
    """
    import io

    from matplotlib import rc_context
    from matplotlib.figure import Figure

    from biascheck.atomic import atomic

    rows = max(len(it.groups) for it in comparison.scores)
    height = (0.28 * rows + 1.0) * len(comparison.scores)
    settings: Any = {"svg.hashsalt": "biascheck", "svg.fonttype": "none"}
    with rc_context(settings):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        panels = figure.subplots(len(comparison.scores), squeeze=False)[:, 0]
        for panel, one in zip(panels, comparison.scores, strict=True):
            _panel(panel, one)
        picture = io.BytesIO()
        kind = path.suffix.lower()[1:]
        undated: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        figure.savefig(picture, format=kind, dpi=150, metadata=undated.get(kind))
    with atomic(path) as file:
        file.write(picture.getvalue())


def _panel(panel: Any, one: ScoreComparison) -> None:
    shown = [it for it in one.groups if it.mean is not None]
    for place, it in enumerate(shown):
        color, marker = (_RANKED, "o") if it.rank is not None else (_UNRANKED, "s")
        if it.low is not None and it.high is not None:
            panel.plot([it.low, it.high], [place, place], color=color, linewidth=2)
        panel.plot([it.mean], [place], color=color, marker=marker)
    panel.set_yticks(range(len(shown)), [f"{it.group} ({it.n_known:,})" for it in shown])
    panel.set_ylim(-0.6, max(0.6, len(shown) - 0.4))
    panel.set_xlabel(one.score)
    panel.set_title(one.verdict, fontsize=8, loc="left")
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(axis="x", alpha=0.3)
