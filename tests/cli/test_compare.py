from __future__ import annotations

import json

import pytest

from tests.comparison.test_compare import made, results


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    results(folder, made().tables())
    return folder


def test_terminal_fits_80_columns(shell, papers, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = shell("compare", papers, "--scores", "neutrality")
    assert code == 0
    assert "Harbour Voice" in out
    assert "Not ranked, since smaller: 1." in out
    assert max(map(len, out.splitlines())) <= 80
    assert "no manifest" in err


def test_json_to_a_file(shell, papers, tmp_path):
    target = tmp_path / "c.json"
    code, out, _ = shell("compare", papers, "--by", "month", "--format", "json", "-o", target)
    assert (code, out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["by"] == "month"


@pytest.mark.parametrize("name", ["plot.svg", "plot.png"])
def test_plots_are_equal_for_equal_comparisons(shell, papers, tmp_path, name):
    pytest.importorskip("matplotlib")
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        target = tmp_path / folder / name
        code, _, _ = shell("compare", papers, "--scores", "neutrality", "--plot", target)
        assert code == 0
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_a_picture_of_an_unknown_kind_is_refused_before_the_work(shell, tmp_path):
    code, _, err = shell("compare", tmp_path / "nothing", "--plot", tmp_path / "plot.gif")
    assert code == 2
    assert "unknown kind of picture '.gif'" in err


def test_results_that_are_not_there(shell, tmp_path):
    code, _, err = shell("compare", tmp_path / "nothing")
    assert code == 4
    assert "no such folder or file" in err
