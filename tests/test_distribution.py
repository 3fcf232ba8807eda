"""The distribution and the names it takes at the top level."""

from __future__ import annotations

from importlib.metadata import distributions

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
