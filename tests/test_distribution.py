"""The distribution and the names it takes at the top level."""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

import graph_api
import loaders
import schema
import seeds

OURS = ("graph_api", "loaders", "schema", "seeds")


def test_no_other_distribution_provides_our_top_level_names() -> None:
    """Names such as schema exist in the wild; where one is installed, one of the two is lost."""
    others = {
        (found.name, name)
        for found in distributions()
        if found.name != "phakhi"
        for file in found.files or ()
        for name in OURS
        if file.parts[0] in (name, f"{name}.py")
    }
    assert others == set()


def test_our_packages_come_from_one_place() -> None:
    """All four are ours, side by side."""
    homes = {
        str(module.__file__).rsplit("/", 2)[0] for module in (graph_api, loaders, schema, seeds)
    }
    assert len(homes) == 1


def test_a_wheel_holds_all_that_is_read_when_it_runs() -> None:
    """Questions, datasets, locks of jars, the schema: all files of our folders but compiled ones."""
    root = Path(graph_api.__file__).parents[1]
    held = {Path(file.path) for file in WheelBuilder(str(root)).recurse_included_files()}
    ours = {file for name in OURS for file in (root / name).rglob("*") if file.is_file()}
    needed = {file for file in ours if "__pycache__" not in file.parts}
    assert {file.suffix for file in needed} >= {".csv", ".graphql", ".lock", ".py", ".toml"}
    assert needed - held == set()
