from __future__ import annotations

from transformers import BertConfig, MPNetConfig, RobertaConfig

from biascheck.encoder.positions import readable_positions


def test_rows_of_the_table():
    assert readable_positions(BertConfig(max_position_embeddings=128)) == 128


def test_families_that_count_from_the_padding_id():
    assert readable_positions(RobertaConfig(max_position_embeddings=514, pad_token_id=1)) == 512
    assert readable_positions(MPNetConfig(max_position_embeddings=514, pad_token_id=1)) == 512
