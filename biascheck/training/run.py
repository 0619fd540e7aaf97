"""One run from a recipe to a trained network."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from biascheck.dimensions.registry import all_heads
from biascheck.encoder.positions import readable_positions
from biascheck.encoder.tokens import load_tokenizer
from biascheck.errors import ConfigError
from biascheck.training.base import base_folder, load_base
from biascheck.training.batch import Collator
from biascheck.training.continuing import continue_encoder, continue_heads, model_folder
from biascheck.training.corpora import load
from biascheck.training.dropout import use_byte_dropout
from biascheck.training.loop import train
from biascheck.training.losses import compute
from biascheck.training.low_rank import add_low_rank
from biascheck.training.network import Network
from biascheck.training.sampler import Sampler
from biascheck.training.vocabulary import count_pieces, prune

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biascheck.training.example import Source
    from biascheck.training.recipe import Recipe

REFERENCE = "gold"
TOKENIZER = "tokenizer.json"


def build_network(recipe: Recipe) -> Network:
    """Return the untrained network of a recipe.

    Raises:
        ConfigError: If its window is longer than the base encoder reads.
        ModelError: If the base encoder is missing or cannot be used.
    """
    torch.manual_seed(recipe.seed)
    earlier = model_folder(recipe.base)
    encoder = continue_encoder(earlier) if earlier else load_base(base_folder(recipe.base))
    most = readable_positions(encoder.config)
    if recipe.window > most:
        raise ConfigError(f"the recipe's window is above the {most} positions of its base.")
    corpora = sorted(recipe.mixture)
    # The heads follow the label habits of our articles, or of the largest corpus without them.
    largest = max(corpora, key=lambda name: recipe.mixture[name])
    reference = REFERENCE if REFERENCE in corpora else largest
    network = Network(encoder, all_heads(), corpora, reference, recipe.dropout)
    if earlier:
        continue_heads(network, earlier)
    if recipe.rank:
        add_low_rank(encoder, recipe.rank)
    for parameter in encoder.embeddings.parameters():
        parameter.requires_grad = False
    for layer in encoder.encoder.layer[: recipe.frozen_layers]:
        for parameter in layer.parameters():
            parameter.requires_grad = False
    return network


def load_sources(recipe: Recipe, data: Path) -> list[Source]:
    """Load the corpora of the mixture, in the order of their names."""
    return [load(name, data, recipe.files) for name in sorted(recipe.mixture)]


def run(
    recipe: Recipe,
    data: Path,
    folder: Path,
    *,
    device: str,
    progress: Callable[[int, dict[str, float], float], None],
) -> tuple[Network, list[Source]]:
    """Train a network; an interrupted run in ``folder`` is continued.

    Args:
        recipe: What to do.
        data: Folder of the corpora.
        folder: Where the checkpoint is kept.
        device: ``cpu`` or ``cuda``.
        progress: Called after every step with its number, losses and seconds.
    """
    sources = load_sources(recipe, data)
    network = build_network(recipe)
    settle_vocabulary(network, recipe, sources, folder)
    place = torch.device(device)
    if place.type == "cpu":
        _hasten(network.encoder, bfloat16=recipe.bfloat16)
    network.to(place)
    tokenizer = load_tokenizer(str(folder / TOKENIZER), stand_ins=recipe.stand_ins)
    collate = Collator(tokenizer, recipe.window, recipe.overlap)
    sampler = Sampler(
        sources, recipe.mixture, recipe.seed, recipe.characters_per_step, recipe.swapped
    )

    def losses(step: int) -> dict[str, torch.Tensor]:
        batch = collate(sampler.batch(step)).to(place)
        with torch.autocast(place.type, torch.bfloat16, enabled=recipe.bfloat16):
            return compute(network, batch, recipe.loss_weights)

    network.train()
    train(
        network,
        parameter_groups(network, recipe),
        losses,
        steps=recipe.steps,
        warmup=recipe.warmup,
        average_last=recipe.average_last,
        checkpoint=folder / "checkpoint.pt",
        checkpoint_every=recipe.checkpoint_every,
        progress=progress,
    )
    network.eval()
    return network, sources


def _hasten(encoder: Any, *, bfloat16: bool) -> None:
    """Replace what is slow on a CPU; on graphics cards the originals are fast."""
    use_byte_dropout(encoder)
    if bfloat16:
        # The fused kernel of attention gains nothing from half precision there.
        encoder.set_attn_implementation("eager")


def settle_vocabulary(
    network: Network, recipe: Recipe, sources: Sequence[Source], folder: Path
) -> None:
    """Write the run's ``tokenizer.json`` and cut the network's word table to it.

    Args:
        network: Its word table is replaced where the recipe prunes the vocabulary.
        recipe: How many pieces to keep.
        sources: Their texts, one draw of each, are counted.
        folder: Of the run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    original = (model_folder(recipe.base) or base_folder(recipe.base)) / TOKENIZER
    if not recipe.vocabulary:
        shutil.copyfile(original, folder / TOKENIZER)
        return
    generator = np.random.default_rng(recipe.seed)
    texts = (
        source.draw(i, generator).document.article.text
        for source in sources
        for i in range(len(source.sizes))
    )
    content, kept = prune(original, count_pieces(original, texts), recipe.vocabulary)
    (folder / TOKENIZER).write_text(content, encoding="utf-8")
    words = network.encoder.embeddings.word_embeddings
    table = torch.nn.Embedding(len(kept), words.weight.shape[1], padding_idx=0)
    table.weight = torch.nn.Parameter(words.weight.detach()[kept], requires_grad=False)
    network.encoder.embeddings.word_embeddings = table
    network.encoder.config.vocab_size = len(kept)


def parameter_groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    """Return AdamW groups: one rate per encoder layer, falling downward, one for the heads."""
    layers = network.encoder.encoder.layer
    groups: list[dict[str, Any]] = []
    for depth, layer in enumerate(reversed(list(layers))):
        rate = recipe.learning_rate * recipe.layer_decay**depth
        groups += _decayed(layer, rate, recipe.weight_decay)
    groups += _decayed(network.heads, recipe.head_rate, recipe.weight_decay)
    groups += _decayed(network.biases, recipe.head_rate, 0.0)
    return [group for group in groups if group["params"]]


def _decayed(module: Any, rate: float, decay: float) -> list[dict[str, Any]]:
    trainable = [p for p in module.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trainable if p.ndim > 1], "lr": rate, "weight_decay": decay},
        {"params": [p for p in trainable if p.ndim <= 1], "lr": rate, "weight_decay": 0.0},
    ]


def count_parameters(network: Network) -> int:
    """Return the number of weights of encoder and heads."""
    return int(np.sum([p.numel() for n, p in network.named_parameters() if "biases" not in n]))
