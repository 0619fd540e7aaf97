"""Calibration: honest probabilities and thresholds, fitted on the dev files.

Each yes/no judgement gets a slope and an offset for its logit (Platt 1999), stance a
temperature (Guo et al. 2017); decision thresholds follow the dev files, and a sample of
news reports gives the distribution behind the percentiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import read_config
from biascheck.evaluation.corpora.catalogue import corpora_of
from biascheck.evaluation.runner import predict
from biascheck.evaluation.table import dev_cases
from biascheck.evaluation.tasks import load_task
from biascheck.labels import FRAMES, STANCES
from biascheck.training.export import write_description
from biascheck.training.reference import reference_quantiles
from biascheck.training.roles import best_slope, role_slope
from biascheck.training.voices import fit_voices
from biascheck.training.words import loaded_word_threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# judgement -> (task, corpora of its dev files, positive label)
_BINARY: dict[str, tuple[str, tuple[str, ...], str]] = {
    "subjective": ("subjectivity", ("mpqa", "gold"), "subjective"),
    "attributed": ("attribution", ("polnear", "gold"), "attributed"),
    "loaded": ("loaded", ("babe",), "biased"),
}
_DIMENSION = {
    "subjectivity": "role",
    "attribution": "role",
    "loaded": "loaded",
    "genre": "genre",
    "stance": "stance",
    "frames": "framing",
}
_SMALLEST = 1e-6
# Of the sum of both F1s on 40 articles; half the half-width of its bootstrap interval.
_NOISE = 0.03


def calibrate(folder: Path, data: Path, say: Callable[[str], None] = lambda _: None) -> None:
    """Fit calibration, thresholds and reference of an exported model, in place.

    Args:
        folder: The model folder as exported; earlier calibration is discarded.
        data: Folder of the corpora.
        say: Told what is being fitted.
    """
    description = read_config(folder)
    description.update(calibration={}, thresholds={}, reference={})
    write_description(folder, description)
    say("roles")
    description["calibration"]["role"] = [role_slope(folder, data), 0.0]
    for name, (task, corpora, positive) in _BINARY.items():
        say(name)
        answers = _binary_answers(folder, data, task, corpora, positive)
        description["calibration"][name] = fit_platt(*answers)
    say("genre")
    description["calibration"]["genre"], description["thresholds"]["genre"] = _genre(folder, data)
    say("stance")
    description["calibration"]["stance"] = _temperature(folder, data)
    say("framing")
    description["calibration"]["framing"] = _framing(folder, data)
    write_description(folder, description)
    description["thresholds"]["framing"] = _frame_threshold(folder, data)
    say("voices")
    mixture = description["recipe"]["mixture"]
    description["thresholds"].update(fit_voices(folder, data, mixture))
    say("loaded words")
    description["thresholds"]["loaded_word"] = loaded_word_threshold(folder, data)
    write_description(folder, description)
    say("reference")
    description["reference"] = reference_quantiles(folder, data)
    write_description(folder, description)


def _answers(folder: Path, data: Path, task_name: str, corpus: str) -> Sequence[Any]:
    task = load_task(task_name)
    (file,) = corpora_of(task_name, corpus)
    analyzer = Analyzer.from_pretrained(folder, dimensions=[_DIMENSION[task_name]])
    return predict(task, dev_cases(data, file, task), analyzer)


def _logit(p: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.clip(p, _SMALLEST, 1 - _SMALLEST)
    return np.log(p / (1 - p))


def _binary_answers(
    folder: Path, data: Path, task_name: str, corpora: Sequence[str], positive: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return logits, labels in {0, 1} and weights; corpora weigh the same, however large."""
    logits, gold, weights = [], [], []
    labels: tuple[str, ...] = ()
    for corpus in corpora:
        answers = _answers(folder, data, task_name, corpus)
        labels = tuple(answers[0].prediction.probabilities)
        p = np.array([a.prediction.probabilities[positive] for a in answers])
        logits.append(_logit(p))
        gold.append(np.array([labels[a.gold] == positive for a in answers], dtype=np.float64))
        weights.append(np.full(len(answers), 1 / len(answers)))
    return np.concatenate(logits), np.concatenate(gold), np.concatenate(weights)


def fit_platt(
    logits: NDArray[np.float64], gold: NDArray[np.float64], weights: NDArray[np.float64]
) -> list[float]:
    """Return ``[slope, offset]`` that minimise the weighted log-loss of the logits."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6, max_iter=1000)
    model.fit(logits[:, None], gold > 0.5, sample_weight=weights * len(weights))
    return [float(model.coef_[0, 0]), float(model.intercept_[0])]


def _genre(folder: Path, data: Path) -> tuple[list[float], float]:
    """Return slope and offset, and the probability from which on an article is opinion.

    That is the one with the best macro-F1 of dev; of all that are as good, the middle one.
    It lies below one half where opinion is the rarer genre.

    Source: Lipton, Elkan, Naryanaswamy 2014, "Optimal Thresholding of Classifiers to
    Maximize F1 Measure".
    """
    logits, opinion, weights = _binary_answers(folder, data, "genre", ("articles",), "opinion")
    slope, offset = fit_platt(logits, opinion, weights)
    p = 1 / (1 + np.exp(-(slope * logits + offset)))
    return [slope, offset], best_boundary(p, opinion > 0.5)


def best_boundary(p: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return the threshold on probabilities ``[n]`` with the greatest macro-F1, in (0, 1)."""
    tried = np.arange(0.02, 1, 0.02)
    both = np.stack([positive, ~positive], axis=1)
    quality = np.array([_macro_f1(np.stack([p > t, p <= t], axis=1), both) for t in tried])
    best = tried[quality >= quality.max() - _SMALLEST]
    return round(float(np.median(best)), 3)


def _temperature(folder: Path, data: Path) -> list[float]:
    """Return ``[1 / temperature, 0]`` for the stance logits on both mention corpora."""
    logs, gold = [], []
    for corpus in ("newsmtsc", "dse"):
        for answer in _answers(folder, data, "stance", corpus):
            p = np.array([answer.prediction.probabilities[name] for name in STANCES])
            logs.append(np.log(np.clip(p, _SMALLEST, 1)))
            gold.append(getattr(answer.gold, "label", answer.gold))
    matrix, truth = np.stack(logs), np.array(gold)

    return [best_slope(matrix, truth), 0.0]


def _frame_table(folder: Path, data: Path) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    answers = _answers(folder, data, "frames", "gold")
    scores = np.array([[a.prediction.probabilities[f] for f in FRAMES] for a in answers])
    present = np.array([[f in a.gold.present for f in FRAMES] for a in answers])
    return scores, present


def _framing(folder: Path, data: Path) -> list[float]:
    scores, present = _frame_table(folder, data)
    flat = _logit(scores.ravel())
    return fit_platt(flat, present.ravel().astype(np.float64), np.full(flat.shape, 1 / flat.size))


def _frame_threshold(folder: Path, data: Path) -> float:
    """Return the probability from which on a frame counts as present.

    The curve of both F1s over the few annotated articles is flat and jagged: of all
    thresholds that are as good as the best within noise, the most reserved one is taken.

    Source: the idea of the one-standard-error rule, Breiman et al. 1984, section 3.4.3.
    """
    scores, present = _frame_table(folder, data)
    used = present.any(axis=0)

    def quality(threshold: float) -> float:
        said = scores >= threshold
        micro = 2 * (said & present).sum() / max(1, said.sum() + present.sum())
        return float(micro) + _macro_f1(said[:, used], present[:, used])

    found = {float(t): quality(t) for t in np.arange(0.05, 0.66, 0.02)}
    best = max(found.values())
    return round(max(t for t, q in found.items() if q >= best - _NOISE), 3)


def _macro_f1(said: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    both = (said & gold).sum(axis=0)
    return float((2 * both / np.maximum(1, said.sum(axis=0) + gold.sum(axis=0))).mean())
