"""Where the corpora lie: the option, else the variable, else an error."""

import pytest

from biascheck.catalogue.location import DATA_VARIABLE, data_folder
from biascheck.errors import ConfigError, DataError


def test_the_option_wins(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, "/nowhere")
    assert data_folder(tmp_path) == tmp_path


def test_the_variable_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_neither_says_what_to_set(monkeypatch, value):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(DATA_VARIABLE, value)
    with pytest.raises(ConfigError, match=DATA_VARIABLE):
        data_folder()


def test_no_such_folder_is_named(tmp_path):
    with pytest.raises(DataError, match="gone"):
        data_folder(tmp_path / "gone")
