"""A component of the score is one file: everything else is made of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph_api.cli.linkage_page import PAGE, TABLES, linkage_page
from graph_api.linkage.components.need import NEED
from graph_api.linkage.components.work import WORK
from graph_api.linkage.registry import score_components
from graph_api.linkage.weights import (
    BLEND,
    FEW_TIES_BLEND,
    NO_TIES_BLEND,
    PAIR,
    PURPOSE_BLEND,
    STATED_NEED,
)
from schema.declare import Text

CONTRIBUTING = PAGE.parents[1] / "CONTRIBUTING.md"

_ADDED = """
import json, sys
from graph_api.linkage import components
components.__path__.append(sys.argv[1])
from graph_api.cli.linkage_page import TABLES
from graph_api.graphql.schema import build_schema
from graph_api.linkage.asker import make_asker
from graph_api.linkage.blend import explain
from graph_api.linkage.component_types import COMPONENT, WeightsInput
from graph_api.linkage.ranking import Choice, rank
from graph_api.linkage.registry import score_components
from graph_api.linkage.sentences import Telling, sentence
from graph_api.linkage.weights import BLEND, checked
from tests.linkage.graphs import features_of

features = features_of({"PURSUES": {("agency:a", "goal:g0"), ("agency:b", "goal:g0"), ("agency:a", "goal:g1")}})
asker = make_asker(features, 0)
(place,) = rank(features, asker, BLEND, Choice(5)).places
(strongest,) = place.contributions
behind = explain(features, asker, place.agency, strongest)
passed = checked(WeightsInput(goals=2.0).by_component())
schema = build_schema()._schema
print(json.dumps({
    "order": [part.name for part in score_components()],
    "enum": list(schema.type_map["Component"].values),
    "input": list(schema.type_map["WeightsInput"].fields),
    "purpose": list(schema.type_map["PurposeWeightsInput"].fields),
    "place": [features.agency(place.agency), place.score, strongest.name],
    "passed": [part.name for part, weight in passed.items() if weight],
    "nodes": features.graph.names(behind.nodes),
    "links": len(behind.links),
    "sentence": sentence(
        strongest, ("agency:a", "agency:b"), ["goal:g0"], ["goal:g0"], Telling(str.upper, "en")
    ),
    "row": [line for line in TABLES["ranking"]().splitlines() if "`goals`" in line],
    "score": TABLES["ranking"]().splitlines()[0],
}))
"""


def test_the_component_that_contributing_shows_is_whole(tmp_path: Path) -> None:
    """It is in the enum, the inputs, the ranking, the sentences and the documentation, and last."""
    text = CONTRIBUTING.read_text(encoding="utf-8").split("## Adding a component of the score")[1]
    module = text.split("```python\n")[1].split("```")[0]
    (tmp_path / "goals.py").write_text(module, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _ADDED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=PAGE.parents[1],
    )
    assert done.returncode == 0, done.stderr
    names = [part.name for part in score_components()]
    ranked = [
        "need",
        "sought",
        "concern",
        "words",
        "shared",
        "close",
        "reach",
        "bridge",
        "place",
        "past",
        "known",
        "goals",
    ]
    assert json.loads(done.stdout) == {
        "order": [*names, "goals"],
        "enum": [name.upper() for name in [*names, "goals"]],
        "input": ranked,
        "purpose": ["need", "concern", "bridge", "place"],
        "place": ["agency:b", 0.025, "goals"],
        "passed": ["goals"],
        "nodes": ["goal:g0"],
        "links": 2,
        "sentence": "Both pursue “GOAL:G0”.",
        "row": [
            "| `goals` | the share of the asker's goals that the candidate pursues | .05 |  |  |  |"
        ],
        "score": "    score = .20 sought + .23 concern + .05 words + .23 shared + .18 close + .13 reach + .14 place"
        " + .20 past + .09 known + .05 goals   (need .50, when one is stated)",
    }


def test_the_tables_of_the_page_are_those_of_the_declarations() -> None:
    """``just generate`` writes them; every table has its place there."""
    text = PAGE.read_text(encoding="utf-8")
    assert linkage_page(text) == text
    assert [name for name in TABLES if f"<!-- components: {name}, by" in text] == list(TABLES)


def test_the_default_weights_are_those_that_were_measured() -> None:
    """By name, in the order of the components."""
    by_name = [
        {part.name: weight for part, weight in weights.items()}
        for weights in (BLEND, FEW_TIES_BLEND, NO_TIES_BLEND, STATED_NEED, PURPOSE_BLEND, PAIR)
    ]
    assert by_name == [
        {
            "sought": 0.2,
            "concern": 0.23,
            "words": 0.05,
            "shared": 0.23,
            "close": 0.18,
            "reach": 0.13,
            "place": 0.14,
            "past": 0.2,
            "known": 0.09,
        },
        {
            "need": 0.08,
            "sought": 0.2,
            "concern": 0.09,
            "words": 0.05,
            "shared": 0.10,
            "close": 0.33,
            "reach": 0.04,
            "bridge": 0.10,
            "place": 0.12,
            "past": 0.2,
            "known": 0.14,
        },
        {
            "need": 0.08,
            "sought": 0.2,
            "concern": 0.19,
            "words": 0.05,
            "bridge": 0.12,
            "place": 0.22,
            "past": 0.2,
            "known": 0.39,
        },
        {"need": 0.50},
        {"need": 0.35, "concern": 0.25, "bridge": 0.25, "place": 0.15},
        {
            "need": 0.10,
            "concern": 0.25,
            "shared": 0.10,
            "place": 0.10,
            "offer": 0.10,
            "work": 0.25,
            "meetings": 0.05,
            "members": 0.05,
        },
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "Two words"}, "a word in lower case"),
        ({"ranking": None, "purpose": None, "pair": None}, "need is used nowhere"),
        ({"sentence": Text("{other} has {nams}.", "{other}มี {nams}")}, "sentences of need"),
        ({"sentence": Text("{other} has {names}.", "{other}มี")}, "sentences of need"),
    ],
)
def test_a_component_that_cannot_be_used_fails_when_it_is_made(
    change: dict[str, object], message: str
) -> None:
    """Not when somebody asks."""
    with pytest.raises(ValueError, match=message):
        replace(NEED, **change)  # type: ignore[arg-type]


def test_a_sentence_for_where_nothing_can_be_named_is_checked_too() -> None:
    """It names the same in both languages."""
    with pytest.raises(ValueError, match="sentences of work"):
        replace(WORK, bare=Text("{one} works.", "ทำงาน"))
