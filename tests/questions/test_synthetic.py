"""What is invented answers no question about what is real, unless somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph_api.questions.catalogue import catalogue
from graph_api.store import Store
from tests.questions.conftest import Answering

REAL, INVENTED, NOBODY = ("SUBJECT", False), ("SUBJECT", True), ("NO_SUBJECT", False)

EXPECTED = {
    "agencies_that_hold_together": [NOBODY, INVENTED],
    "area_profile": [REAL],
    "areas_without_agency": [NOBODY],
    "brokers_between_networks": [REAL],
    "capital_in_area": [REAL],
    "changes_since_assembly": [INVENTED, INVENTED],
    "collaborators": [INVENTED],
    "commitments_without_follow_up": [INVENTED],
    "communities": [NOBODY],
    "compare_networks": [REAL],
    "complementary_pairs": [INVENTED],
    "conditions_of_success": [REAL],
    "cooperation_paths": [INVENTED],
    "coverage": [REAL],
    "doubtful_facts": [INVENTED],
    "duplicated_effort": [NOBODY],
    "goals_due_without_evidence": [NOBODY],
    "goals_not_measurable": [NOBODY],
    "good_deeds_for_problem": [INVENTED],
    "how_linked": [INVENTED],
    "isolated_agencies": [NOBODY],
    "issues_missing_from_network": [REAL],
    "layout": [REAL],
    "lead_load": [NOBODY],
    "mechanisms_without_purpose": [NOBODY],
    "network_matrix": [REAL],
    "network_picture": [REAL],
    "partners_for_goal": [INVENTED],
    "problems_of_many_networks": [REAL, REAL],
    "problems_without_mechanism": [NOBODY],
    "problems_without_work": [NOBODY],
    "promises_without_follow_up": [INVENTED],
    "roles_of_goal": [INVENTED],
    "roll_up": [REAL],
    "shared_issues": [],
    "trace_network": [REAL],
    "who_stopped_coming": [INVENTED],
    "why": [INVENTED],
}
"""By question, as its defaults name somebody: what decided it, and whether the invented counts."""


def test_every_question_is_decided() -> None:
    """None is forgotten here."""
    assert set(EXPECTED) == set(catalogue())


@pytest.mark.parametrize("name", EXPECTED)
async def test_whether_what_is_invented_counts(answer: Answering, udon: Store, name: str) -> None:
    """As the subject is; the answer says which; and where it does not count, it is nowhere in it."""
    found = (await answer(name, includeSynthetic=None)).data
    answers = list(_answers(found))
    decided = [
        (item["basis"]["syntheticRule"], item["basis"]["includeSynthetic"]) for item in answers
    ]
    assert decided == EXPECTED[name]
    assert all(
        item["basis"]["syntheticLeftOut"] is not item["basis"]["includeSynthetic"]
        for item in answers
    )
    invented = {row[0] for row in await udon.read("MATCH (n:Record) WHERE n.synthetic RETURN n.id")}
    for item in answers:
        if not item["basis"]["includeSynthetic"]:
            assert invented.isdisjoint(_texts(item))


@pytest.mark.parametrize("name", EXPECTED)
async def test_a_request_decides_it(answer: Answering, name: str) -> None:
    """Whatever the subject is."""
    for stated in (True, False):
        found = (await answer(name, includeSynthetic=stated)).data
        for item in _answers(found):
            basis = item["basis"]
            assert (basis["syntheticRule"], basis["includeSynthetic"]) == ("ASKED", stated)


async def test_an_invented_dataset_that_is_named_counts(answer: Answering) -> None:
    """It is asked for by its name, though the area is real."""
    found = await answer("area_profile", includeSynthetic=None, datasets=["dataset:udon-demo"])
    (profile,) = _answers(found.data)
    basis = profile["basis"]
    assert (basis["syntheticRule"], basis["includeSynthetic"]) == ("DATASET", True)
    real = await answer("area_profile", includeSynthetic=None, datasets=["dataset:udon-thani-2563"])
    (profile,) = _answers(real.data)
    basis = profile["basis"]
    assert (basis["syntheticRule"], basis["includeSynthetic"]) == ("SUBJECT", False)


def _answers(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "basis" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _answers(item)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
