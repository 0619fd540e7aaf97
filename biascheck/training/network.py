"""The trainable network: one BERT-like encoder, pooled, with every dimension's heads on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from biascheck.encoder.heads import input_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.encoder.heads import HeadSpec
    from biascheck.training.batch import Batch


@dataclass(slots=True)
class Pooled:
    """The encoding of a batch at every level a head can read.

    Shapes: token ``[N, d]``, unit ``[S, d]``, sentence ``[S, 2d]``, article ``[A, d]``,
    mention ``[K, 2d]``.
    """

    token: torch.Tensor
    unit: torch.Tensor
    sentence: torch.Tensor
    article: torch.Tensor
    mention: torch.Tensor


class Head(nn.Module):
    """A linear or one-hidden-layer head, the twin of ``encoder.heads.apply_head``."""

    def __init__(self, spec: HeadSpec, width: int, dropout: float) -> None:
        super().__init__()
        inputs = input_width(spec.level, width)
        self.drop = nn.Dropout(0.0 if spec.level == "axes" else dropout)
        self.hidden = nn.Linear(inputs, spec.hidden) if spec.hidden else None
        self.out = nn.Linear(spec.hidden or inputs, len(spec.outputs))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return logits ``[n, outputs]``."""
        x = self.drop(x)
        if self.hidden is not None:
            x = self.drop(nn.functional.gelu(self.hidden(x), approximate="tanh"))
        logits: torch.Tensor = self.out(x)
        return logits


def mean_head(spec: HeadSpec, width: int, members: Sequence[Head]) -> Head:
    """Return one head whose logits are the mean of the members' logits.

    Args:
        spec: The head; its hidden layer holds those of all members side by side.
        width: Of the encoder.
        members: Heads with a hidden layer that read the same.
    """
    hidden = [member.hidden for member in members if member.hidden is not None]
    head = Head(spec, width, 0.0)
    state = {
        "hidden.weight": torch.cat([layer.weight for layer in hidden]),
        "hidden.bias": torch.cat([layer.bias for layer in hidden]),
        "out.weight": torch.cat([m.out.weight for m in members], dim=1) / len(members),
        "out.bias": torch.stack([m.out.bias for m in members]).mean(dim=0),
    }
    head.load_state_dict(state)
    return head.eval()


class Network(nn.Module):
    """Encoder and heads.

    Args:
        encoder: A transformers model that returns ``last_hidden_state``.
        heads: All heads to train.
        corpora: Names of the corpora; each gets its own bias per head output, so that
            its label habits (what counts as opinion, how frequent a frame is) are not
            taken for a property of the text. The biases are dropped after training.
        reference: The corpus whose label habits the shipped heads follow (bias zero).
        dropout: Of the heads.
    """

    def __init__(
        self,
        encoder: Any,
        heads: Sequence[HeadSpec],
        corpora: Sequence[str],
        reference: str,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.specs = {spec.name: spec for spec in heads}
        width = encoder.config.hidden_size
        self.heads = nn.ModuleDict({spec.name: Head(spec, width, dropout) for spec in heads})
        self.biases = nn.ParameterDict(
            {
                f"{corpus}-{spec.name}": nn.Parameter(torch.zeros(len(spec.outputs)))
                for corpus in corpora
                if corpus != reference
                for spec in heads
                if spec.level != "axes"
            }
        )

    def encode(self, batch: Batch) -> Pooled:
        """Run the encoder over the windows and pool."""
        hidden = self.encoder(
            input_ids=batch.ids, attention_mask=batch.mask.long()
        ).last_hidden_state
        token = hidden.flatten(0, 1)[batch.positions]
        n_sentences, n_articles = len(batch.article_of_sentence), len(batch.genre)
        unit = group_mean(token, batch.sentence_of_token, n_sentences)
        article = group_mean(token, batch.article_of_token, n_articles)
        sentence = torch.cat([unit, unit[batch.neighbours].mean(dim=1)], dim=1)
        spoken = group_mean(
            token[batch.mention_tokens], batch.mention_of_pair, len(batch.group_of_mention)
        )
        mention = torch.cat([spoken, unit[batch.sentence_of_mention]], dim=1)
        return Pooled(token, unit, sentence, article, mention)

    def logits(self, name: str, pooled: Pooled, corpus: str) -> torch.Tensor:
        """Return a head's logits with the bias of the corpus."""
        level = self.specs[name].level
        read = self.logits("axes", pooled, corpus) if level == "axes" else getattr(pooled, level)
        out: torch.Tensor = self.heads[name](read)
        key = f"{corpus}-{name}"
        return out + self.biases[key] if key in self.biases else out


def group_mean(vectors: torch.Tensor, groups: torch.Tensor, n: int) -> torch.Tensor:
    """Return the mean vector of each group, ``[n, d]``; zero for an empty group."""
    total = vectors.new_zeros(n, vectors.shape[1]).index_add_(0, groups, vectors)
    count = vectors.new_zeros(n).index_add_(0, groups, vectors.new_ones(len(groups)))
    return total / count.clamp(min=1).unsqueeze(1)


def group_log_mean_exp(logits: torch.Tensor, groups: torch.Tensor, n: int) -> torch.Tensor:
    """Return log-mean-exp of the logits of each group, ``[n, k]``.

    A smooth maximum: an article carries a frame when some of its sentences clearly do.

    Source: Pinheiro, Collobert 2015, "From Image-level to Pixel-level Labeling", eq. 6.
    """
    index = groups.unsqueeze(1).expand_as(logits)
    top = logits.new_full((n, logits.shape[1]), -1e4).scatter_reduce(
        0, index, logits.detach(), "amax"
    )
    total = logits.new_zeros(n, logits.shape[1]).index_add_(0, groups, (logits - top[groups]).exp())
    count = logits.new_zeros(n).index_add_(0, groups, logits.new_ones(len(groups)))
    return top + (total / count.clamp(min=1).unsqueeze(1)).clamp(min=1e-9).log()
