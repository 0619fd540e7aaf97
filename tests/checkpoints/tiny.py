"""Tiny random checkpoints as transformers saves them; every text is our own."""

from __future__ import annotations

import json

from tests import models

BPE_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
POSITIONS = 64
HEADER = 'name = "ostren"\nversion = "2"\nlicence = "CC-BY-4.0"\n'
LOADED = HEADER + '[loaded.labels]\nBIASED = "biased"\nPLAIN = "neutral"\n'


def _byte_level():
    """Return a byte-level BPE tokenizer in the manner of RoBERTa."""
    from tokenizers import Tokenizer, decoders, pre_tokenizers, processors, trainers
    from tokenizers import models as kinds

    backend = Tokenizer(kinds.BPE(unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=BPE_SPECIAL, show_progress=False)
    backend.train_from_iterator(models.TEXT.splitlines(), trainer)
    backend.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False
    )
    return backend


def _word_pieces():
    from tokenizers import Tokenizer, processors

    backend = Tokenizer.from_str(models.backend_text())
    backend.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return backend


def write_tokenizer(folder, family):
    """Save a fast tokenizer of the family."""
    from transformers import PreTrainedTokenizerFast

    bytes_of_text = family == "roberta"
    names = ("<s>", "</s>", "<pad>", "<unk>", "<mask>") if bytes_of_text else (
        "[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]"
    )  # fmt: skip
    PreTrainedTokenizerFast(
        tokenizer_object=_byte_level() if bytes_of_text else _word_pieces(),
        **dict(zip(("cls_token", "sep_token", "pad_token", "unk_token", "mask_token"), names,
                   strict=True)),
        model_max_length=POSITIONS,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder)  # fmt: skip


SIZES = {
    "vocab_size": 400,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "initializer_range": 0.5,
}


def config(family, **settings):
    """Return a tiny configuration of the family."""
    from transformers import BertConfig, RobertaConfig

    if family == "roberta":
        values = {"max_position_embeddings": POSITIONS + 2, "pad_token_id": 1, "type_vocab_size": 1}
        return RobertaConfig(**SIZES, **values, **settings)
    return BertConfig(**SIZES, max_position_embeddings=POSITIONS, **settings)


def write_classifier(
    folder, labels=("PLAIN", "BIASED"), *, family="bert", declared=None, **settings
):
    """Save a random sequence classifier, with a declaration if one is given."""
    import torch
    from transformers import AutoModelForSequenceClassification

    torch.manual_seed(11)
    names = dict(enumerate(labels))
    model = AutoModelForSequenceClassification.from_config(
        config(
            family, id2label=names, label2id={n: i for i, n in names.items()},
            num_labels=len(labels), **settings,
        )
    )  # fmt: skip
    model.save_pretrained(folder)
    write_tokenizer(folder, family)
    if declared is not None:
        (folder / "biascheck.toml").write_text(declared, encoding="utf-8")
    return folder


def write_encoder(folder, family="roberta"):
    """Save a random encoder without heads."""
    import torch
    from transformers import AutoModel

    torch.manual_seed(12)
    AutoModel.from_config(config(family)).save_pretrained(folder)
    write_tokenizer(folder, family)
    return folder


def change(folder, **values):
    """Change values of ``config.json``."""
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}), encoding="utf-8")
