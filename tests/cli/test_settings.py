"""Settings files say what flags would say; flags win."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from biascheck.cli import main
from biascheck.cli.app import COMMANDS, load_command
from biascheck.cli.settings import Settings, find, load, options_of
from biascheck.errors import ConfigError

ARTICLE = Path(__file__).parents[2] / "examples" / "harbour-bridge.txt"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder, text, name="biascheck.toml"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def _analyze(capsys, *flags, root=()):
    code = main([*root, "analyze", str(ARTICLE), "--quiet", *flags])
    return code, capsys.readouterr()


def test_flags_win_over_the_file_and_the_file_over_defaults(here, capsys):
    _write(here, '[analyze]\nformat = "json"\n')
    assert json.loads(_analyze(capsys)[1].out)["schema"] == "biascheck.report/1"
    assert _analyze(capsys, "--format", "markdown")[1].out.startswith("# ")
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(_analyze(capsys, root=["--no-config"])[1].out)


def test_another_file_can_be_named(here, capsys):
    path = _write(
        here / "other", '[analyze]\nformat = "jsonl"\ntarget = ["Irena Voss"]\n', "s.toml"
    )
    code, told = _analyze(capsys, root=["--config", str(path)])
    assert code == 0
    assert [s["target"] for s in json.loads(told.out)["stances"]] == ["Irena Voss"]


def test_the_nearest_file_counts(here):
    far = _write(here, "[analyze]\n")
    near = here / "a" / "b"
    near.mkdir(parents=True)
    assert find(near) == far
    shared = _write(here / "a", "[tool.biascheck.analyze]\nquiet = true\n", "pyproject.toml")
    assert find(near) == shared
    assert load(shared, COMMANDS).tables == {"analyze": {"quiet": True}}
    own = _write(here / "a", "[analyze]\n")
    assert find(near) == own
    _write(near, "[tool.other]\n", "pyproject.toml")
    assert find(near) == own


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[analyze]\nformt = "json"\n',
            "unknown setting in [analyze] 'formt'. Did you mean 'format'",
        ),
        ("[analyse]\n", "unknown command 'analyse'. Did you mean 'analyze'"),
        ("analyze = 3\n", "'analyze' is no table"),
        ('[analyze]\nquiet = "yes"\n', "'quiet' is 'yes', which is not true or false"),
        ("[analyze]\nformat = true\n", "which is not one value"),
        ("[analyze]\nformat = ['json']\n", "which is not one value"),
        ("[analyze]\ntarget = [['x']]\n", "a value or a list of values"),
        ('[analyze]\nformat = "jsn"\n', "unknown format 'jsn'"),
        ("[analyze]\nformat =\n", "no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(here, capsys, text, told):
    _write(here, text)
    code, printed = _analyze(capsys)
    assert code == 2
    assert told in printed.err


def test_a_bad_value_names_the_file_it_stands_in(here, capsys):
    path = _write(here, '[evaluate.table]\nformat = "jsn"\n')
    assert main(["evaluate", "table"]) == 2
    assert f"It is set in {path}." in capsys.readouterr().err
    assert main(["evaluate", "table", "--format", "jsn"]) == 2
    assert "It is set in" not in capsys.readouterr().err


def test_an_unknown_subcommand_is_told(here, capsys):
    _write(here, '[evaluate.tabl]\nformat = "json"\n')
    assert main(["evaluate", "table"]) == 2
    assert "unknown setting in [evaluate] 'tabl'. Did you mean 'table'" in capsys.readouterr().err


def test_a_byte_order_mark_and_underscores_are_fine(here):
    path = here / "biascheck.toml"
    path.write_bytes(b"\xef\xbb\xbf[batch]\ntext_column = 'body'\n")
    options = options_of(load_command("batch"))
    assert load(path, COMMANDS).of(["batch"], options) == {"text_column": "body"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_told(here):
    path = _write(here, "[analyze]\n")
    path.chmod(0)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(path, COMMANDS)


def test_a_named_file_must_be_there(here, capsys):
    assert _analyze(capsys, root=["--config", "none.toml"])[0] == 2


def _each(command, names):
    yield names, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _each(below, (*names, name))


ALL = [pair for name in COMMANDS for pair in _each(load_command(name), (name,))]


@pytest.mark.parametrize(("names", "command"), ALL, ids=[" ".join(names) for names, _ in ALL])
def test_every_option_of_every_command_can_be_given(names, command):
    options = options_of(command)
    values = {key: True if p.is_flag else "1" for key, p in options.items()}
    table = values
    for name in reversed(names):
        table = {name: table}
    found = Settings(Path("biascheck.toml"), table).of(names, options)
    assert set(found) == {p.name for p in options.values()}


def test_config_tells_where_settings_come_from(here, capsys):
    path = _write(here, '[analyze]\nformat = "json"\n')
    assert main(["config"]) == 0
    assert capsys.readouterr().out == f"file: {path}\n[analyze]\n  format = json  (file)\n"
    assert main(["config", "batch"]) == 0
    assert "  device = cpu  (default)\n" in capsys.readouterr().out
    assert main(["config", "bach"]) == 2
