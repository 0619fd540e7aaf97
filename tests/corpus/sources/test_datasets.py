from __future__ import annotations

import json

import pyarrow as pa
import pytest

from biascheck.corpus.sources import Corpus, Options
from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items


def _save(folder, *tables, state=True):
    """Save what ``Dataset.save_to_disk`` would."""
    folder.mkdir(parents=True)
    names = [f"data-{n:05}-of-{len(tables):05}.arrow" for n in range(len(tables))]
    for name, table in zip(names, tables, strict=True):
        with (
            pa.OSFile(str(folder / name), "wb") as file,
            pa.ipc.new_stream(file, table.schema) as it,
        ):
            it.write_table(table, max_chunksize=100)
    (folder / "dataset_info.json").write_text(json.dumps({"features": {}}))
    if state:
        files = [{"filename": name} for name in names]
        (folder / "state.json").write_text(json.dumps({"_data_files": files, "_split": "train"}))


def _table(first, count):
    numbers = list(range(first, first + count))
    images = [{"bytes": b"\x89PNG", "path": "a.png"} for _ in numbers]
    columns = {"content": [f"Day {n}." for n in numbers], "n": numbers, "raw": [b"x"] * count}
    return pa.table(columns | {"image": images})


@pytest.mark.parametrize("state", [True, False])
def test_one_split_of_several_files(tmp_path, state):
    folder = tmp_path / "set"
    _save(folder, _table(0, 250), _table(250, 10), state=state)
    found = items(folder)
    assert [item.text for item in found] == [f"Day {n}." for n in range(260)]
    assert (found[255].line, found[255].id) == (256, f"{folder}:256")
    assert found[0].columns == {"n": 0, "image": '{"bytes": null, "path": "a.png"}'}


def test_splits_in_their_order_and_within_a_folder(tmp_path):
    folder = tmp_path / "corpus" / "set"
    _save(folder / "train", _table(0, 2))
    _save(folder / "dev", _table(5, 1))
    (folder / "dataset_dict.json").write_text(json.dumps({"splits": ["train", "dev"]}))
    (tmp_path / "corpus" / "a.txt").write_text("It rained.")
    sources = [item.source for item in items(tmp_path / "corpus")]
    assert sources == [f"{folder}/train"] * 2 + [f"{folder}/dev", f"{tmp_path}/corpus/a.txt"]
    (known,) = Corpus([str(folder)], Options()).inputs()
    assert (known.kind, known.files) == ("Hugging Face dataset", 7)


def test_damage(tmp_path):
    folder = tmp_path / "set"
    _save(folder, _table(0, 250))
    path = folder / "data-00000-of-00001.arrow"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    found = items(folder)
    assert 0 < len(found) < 251
    assert len(faults(found)) == 1
    for rubbish in (b"", b"rubbish" * 100):
        path.write_bytes(rubbish)
        assert len(faults(items(folder))) == 1
    path.unlink()
    (folder / "other.arrow").write_bytes(b"")
    assert "data-00000-of-00001.arrow" in faults(items(folder))[0]


def test_damaged_descriptions(tmp_path):
    (tmp_path / "dataset_dict.json").write_text("{")
    assert "not JSON" in faults(items(tmp_path))[0]
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train"]}')
    assert "no .arrow file" in faults(items(tmp_path))[0]
    (tmp_path / "dataset_dict.json").write_text("[]")
    assert "names no splits" in faults(items(tmp_path))[0]


def test_asked_column_is_not_there(tmp_path):
    _save(tmp_path / "set", _table(0, 1))
    with pytest.raises(ConfigError, match="Did you mean 'content'"):
        items(tmp_path / "set", text_column="contnet")
