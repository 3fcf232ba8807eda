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
    """The documents of the questions and the bundled datasets, as they stand in the folders."""
    root = Path(graph_api.__file__).parents[1]
    wheel = WheelBuilder(str(root), config=None)
    held = {Path(file.path) for file in wheel.recurse_included_files()}
    read = {*root.glob("graph_api/questions/*.graphql"), *root.glob("seeds/*/*.*")}
    read = {file for file in read if file.suffix in (".graphql", ".csv", ".toml")}
    assert read
    assert read - held == set()
