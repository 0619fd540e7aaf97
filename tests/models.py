"""A tiny random model and the base encoder it grows from; every text is our own."""

from __future__ import annotations

import re
from functools import cache

TEXT = """
The council of Ostren met on Tuesday to discuss the bridge over the river Valm. Mayor Mara
Orlen said the repair would cost four million crowns and take two years. "It is a disgrace
that nothing was done," said Pavel Drent of the Harbour Union, who called the plan shameful.
Unfortunately, the government in Lind has ignored the warnings. Reporters from the Ostren
Post asked about jobs, schools, police, courts, health, taxes and the vote in the spring.
Share this story. Sign up for our newsletter. All rights reserved. Critics praised a brave
rescue; others spoke of reckless waste, of lies, and of a wonderful evening by the water.
"""
WINDOW = 64
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


@cache
def backend_text():
    """Return ``tokenizer.json`` of a small WordPiece tokenizer, as text.

    Its pieces are listed here: the trainer of ``tokenizers`` breaks ties in another order
    each time, and every run must test the same model.
    """
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    signs = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
    inner = [f"##{sign}" for sign in signs if sign.isalnum()]
    words = sorted(set(re.findall(r"[a-z]{2,}", TEXT.lower())))
    pieces = [*SPECIAL, *signs, *inner, *words, *(f"##{end}" for end in ("ed", "ing", "er", "ly"))]
    backend = Tokenizer(
        models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    backend.normalizer = normalizers.BertNormalizer()
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.decoder = decoders.WordPiece()
    return backend.to_str()


def tokenizer():
    """Return the tokenizer as the encoder uses it."""
    from tokenizers import Tokenizer as Backend

    from biascheck.encoder.tokens import Tokenizer

    return Tokenizer(Backend.from_str(backend_text()))


def write_base(folder):
    """Write a random BERT in the Hugging Face layout, as transformers saves it."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=400,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=WINDOW,
        initializer_range=0.3,
    )
    BertModel(config).save_pretrained(folder)
    (folder / "tokenizer.json").write_text(backend_text(), encoding="utf-8")
    return folder


def recipe(base, **settings):
    """Return a recipe on the tiny base encoder."""
    from biascheck.training.recipe import Recipe

    values = {
        "name": "tiny",
        "version": "0",
        "base": str(base),
        "mixture": {"gold": 1.0},
        "window": WINDOW,
        "overlap": 16,
    }
    return Recipe(**{**values, **settings})


def write_model(base, folder):
    """Export the base encoder with untrained heads as a model folder."""
    import torch

    from biascheck.training.export import export
    from biascheck.training.refit import start_roles
    from biascheck.training.run import build_network

    plan = recipe(base)
    network = build_network(plan)
    with torch.no_grad():
        for parameter in network.heads.parameters():
            parameter.mul_(3.0)
    start_roles(network.heads["role"])
    export(network, plan, base / "tokenizer.json", folder, data_checksums={})
    return folder
