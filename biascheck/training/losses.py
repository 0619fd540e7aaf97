"""The losses: each reads what a batch is labelled with and skips what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from biascheck.training.network import group_log_mean_exp, group_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.training.batch import Batch
    from biascheck.training.network import Network, Pooled


def compute(network: Network, batch: Batch, weights: dict[str, float]) -> dict[str, torch.Tensor]:
    """Return the weighted loss of every judgement that the batch is labelled for.

    Where it is labelled for none, a loss of 0 that teaches nothing.
    """
    pooled = network.encode(batch)
    found: dict[str, torch.Tensor] = {}
    for name, loss in LOSSES.items():
        value = loss(network, pooled, batch)
        if value is not None and weights.get(name, 1.0) > 0:
            found[name] = value * weights.get(name, 1.0)
    return found or {"none": pooled.unit.sum() * 0.0}


def _binary(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor | None:
    known = ~torch.isnan(target)
    if not bool(known.any()):
        return None
    return functional.binary_cross_entropy_with_logits(logits[known], target[known])


def _axes(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    logits = network.logits("axes", pooled, batch.corpus)
    outputs = network.specs["axes"].outputs
    targets = torch.stack([batch.sentence_targets[name] for name in outputs], dim=1)
    return _binary(logits, targets)


def _role(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    known = batch.roles >= 0
    if not bool(known.any()):
        return None
    logits = network.logits("role", pooled, batch.corpus)[known]
    return functional.cross_entropy(logits, batch.roles[known], label_smoothing=0.03)


def _loaded(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    logits = network.logits("loaded", pooled, batch.corpus).squeeze(1)
    return _binary(logits, batch.sentence_targets["loaded"])


def _loaded_word(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    logits = network.logits("loaded_word", pooled, batch.corpus).squeeze(1)
    return _binary(logits, batch.token_targets["loaded"])


def _attribution(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    outputs = network.specs["attribution"].outputs
    targets = torch.stack([batch.token_targets[name] for name in outputs], dim=1)
    if bool(torch.isnan(targets).all()):
        return None
    return _binary(network.logits("attribution", pooled, batch.corpus), targets)


def _genre(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    if bool(torch.isnan(batch.genre).all()):
        return None
    return _binary(network.logits("genre", pooled, batch.corpus).squeeze(1), batch.genre)


def _framing(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    if bool(torch.isnan(batch.frames).all()):
        return None
    units = network.logits("framing", pooled, batch.corpus)
    articles = group_log_mean_exp(units, batch.article_of_sentence, len(batch.genre))
    loss = _binary(articles, batch.frames)
    if loss is not None and len(batch.evidence):
        marked = units[batch.evidence[:, 0], batch.evidence[:, 1]]
        loss = loss + 0.2 * functional.softplus(-marked).mean()
    return loss


def _stance(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    return _stances("stance", ~batch.whole, network, pooled, batch)


def _article_stance(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    return _stances("article_stance", batch.whole, network, pooled, batch)


def _stances(
    head: str, asked: torch.Tensor, network: Network, pooled: Pooled, batch: Batch
) -> torch.Tensor | None:
    known = asked & ~torch.isnan(batch.stance[:, 0])
    if not bool(known.any()):
        return None
    mentions = network.logits(head, pooled, batch.corpus)[:, :3]
    groups = group_mean(mentions, batch.group_of_mention, len(batch.stance))
    log_p = functional.log_softmax(groups[known], dim=1)
    return -(batch.stance[known] * log_p).sum(dim=1).mean()


def _harmed(network: Network, pooled: Pooled, batch: Batch) -> torch.Tensor | None:
    if bool(torch.isnan(batch.harmed).all()):
        return None
    mentions = network.logits("stance", pooled, batch.corpus)[:, 3:]
    groups = group_mean(mentions, batch.group_of_mention, len(batch.stance))
    return _binary(groups.squeeze(1), batch.harmed)


LOSSES: dict[str, Callable[[Network, Pooled, Batch], torch.Tensor | None]] = {
    "role": _role,
    "axes": _axes,
    "loaded": _loaded,
    "loaded_word": _loaded_word,
    "attribution": _attribution,
    "genre": _genre,
    "framing": _framing,
    "stance": _stance,
    "article_stance": _article_stance,
    "harmed": _harmed,
}
