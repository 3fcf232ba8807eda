"""`phakhi generate` and `phakhi evaluate`, in this process; neither needs a store."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from graph_api.cli.commands import app
from graph_api.evaluation.methods import METHODS
from seeds import SEED_FOLDERS

DEMO = [str(folder) for folder in SEED_FOLDERS]


def test_the_command_prints_a_table_of_each_group() -> None:
    """And says that the demo is made up."""
    result = CliRunner().invoke(app, ["evaluate", *DEMO, "--seeds", "2"])
    assert result.exit_code == 0
    for words in (
        "Synthetic data",
        "all of these: ",
        "none ties left: ",
        "1–2 ties left: ",
        "3+ ties left: ",
        "PageRank by event size",
    ):
        assert words in result.stdout


def test_the_command_prints_json_with_the_same_numbers() -> None:
    """Nothing else on standard output; the last events by date, half of them."""
    options = ["--json", "--seeds", "2", "--hide", "0.5", "--by-date", "--most-queries", "5"]
    result = CliRunner().invoke(app, ["evaluate", *DEMO, *options])
    found = json.loads(result.stdout)
    assert found["protocol"] == {"seeds": 2, "most": 5, "hide": 0.5, "by_date": True, "need": False}
    assert [group["name"] for group in found["groups"]] == ["none", "1–2", "3+", "all"]
    assert found["groups"][-1]["asked"] == 10
    assert [line["method"] for line in found["groups"][-1]["lines"]] == list(METHODS)


def test_the_command_generates_what_it_evaluates(tmp_path: Path) -> None:
    """A null province by the command line; a share that is none is refused in one line."""
    folder = str(tmp_path / "made")
    made = CliRunner().invoke(app, ["generate", folder, "--agencies", "60", "--null"])
    assert made.exit_code == 0
    assert "null: ties ignore concerns" in made.stdout
    assert CliRunner().invoke(app, ["evaluate", folder, "--seeds", "1"]).exit_code == 0
    wrong = CliRunner().invoke(app, ["generate", folder, "--share", "concern=much"])
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)
