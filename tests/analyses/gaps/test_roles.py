"""Roles of a goal, question 14."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analyses.gaps.conftest import DAY
from tests.analyses.readiness.conftest import Ask

_DOCUMENT = """query Q($goal: ID! = "goal:lead", $nearest: Int! = 10, $asOf: Date, $datasets: [ID!]) {
  gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: true) { roles(goal: $goal, nearest: $nearest) {
    goal { id } roles { role { id } expected empty agencyCount
      agencies { agency { id } since until evidence { id } } nearest { agency { id } } } } } }"""


async def _roles(ask: Ask, **variables: Any) -> list[Any]:
    answer, codes = await ask(_DOCUMENT, **{"asOf": DAY, **variables})
    assert codes == []
    return list(answer["gaps"]["roles"]["roles"])


def _brief(roles: list[Any]) -> list[tuple[str, bool, list[str], list[str]]]:
    return [
        (
            role["role"]["id"].rpartition(".")[2],
            role["empty"],
            [item["agency"]["id"] for item in role["agencies"]],
            [item["agency"]["id"] for item in role["nearest"]],
        )
        for role in roles
    ]


@pytest.mark.usefixtures("told")
async def test_each_role_has_those_who_hold_it_on_the_day(ask: Ask) -> None:
    """In the vocabulary's order; nearest only where an expected role is empty, without those in the goal."""
    roles = await _roles(ask)
    assert _brief(roles) == [
        ("leads", False, ["agency:a", "agency:c"], []),
        ("supports", True, [], []),
        ("evaluates", False, ["agency:b"], []),
    ]
    assert [role["expected"] for role in roles] == [True, False, True]
    assert roles[0]["agencyCount"] == 2
    assert roles[0]["agencies"][0] == {
        "agency": {"id": "agency:a"},
        "since": "2025-01-01",
        "until": None,
        "evidence": [{"id": "evidence:raised"}],
    }
    early = _brief(await _roles(ask, asOf="2024-12-31"))
    assert early[0] == ("leads", False, ["agency:c"], [])
    assert _brief(await _roles(ask, asOf="2027-01-01"))[1][2] == ["agency:c"]
    over = await _roles(ask, goal="goal:past")
    assert [role["empty"] for role in over] == [True, True, True]


@pytest.mark.usefixtures("told")
async def test_an_unknown_goal_is_null_and_bad_input_is_refused(ask: Ask) -> None:
    """Null without an error, or with its code."""
    nothing = {"gaps": {"roles": None}}
    assert await ask(_DOCUMENT, goal="goal:none") == (nothing, [])
    assert await ask(_DOCUMENT, goal="agency:a") == (nothing, ["BAD_ID"])
    assert await ask(_DOCUMENT, nearest=-1) == (nothing, ["BAD_ARGUMENT"])
    assert await ask(_DOCUMENT, nearest=11) == (nothing, ["BAD_ARGUMENT"])
