"""What is planned after a start is what is asked for later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.http.state import AppState
from graph_api.http.trusted import digest_of
from graph_api.http.warming import warm_plans
from graph_api.questions.catalogue import find_question
from graph_api.settings import Settings
from graph_api.store import Store
from tests.http.conftest import client_of

ASKED = ("collaborators", "network_matrix", "area_profile", "brokers_between_networks")
OWN = "query Own($id: ID!, $first: Int!) { agency(id: $id) { id problems(first: $first) { nodes { id } } } }"


async def test_statements_of_known_documents_are_planned(
    udon: Store, udon_engine: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the planner and of the analyses; with the type of values that they are read with."""
    texts = [*(find_question(name).document for name in ASKED), OWN]
    path = tmp_path / "trusted.json"
    path.write_text(json.dumps({digest_of(text): text for text in texts}), encoding="utf-8")
    settings = udon_engine.model_copy(update={"trusted_documents": path})
    planned: list[tuple[str, type]] = []
    sent: list[tuple[str, type]] = []

    async def plan(_: Store, statement: str, parameters: Mapping[str, Any]) -> None:
        planned.append((statement, type(parameters["p"])))

    monkeypatch.setattr(Store, "plan", plan)
    await warm_plans(build_schema(), AppState(udon, settings, make_services(udon)))
    assert len({text for text, _ in planned}) == len(planned)
    read = Store.read

    async def noting(
        store: Store, statement: str, parameters: Mapping[str, Any] | None = None, **more: Any
    ) -> list[list[Any]]:
        kind = list if isinstance((parameters or {}).get("p"), list) else dict
        sent.append((statement, kind))
        return await read(store, statement, parameters, **more)

    monkeypatch.setattr(Store, "read", noting)
    async with client_of(udon, settings) as client:
        for text in texts:
            values = {"id": "agency:culture-office", "first": 3} if text == OWN else {}
            body = {"documentId": f"sha256:{digest_of(text)}", "variables": values}
            answer = await client.post("/graphql", json=body)
            assert answer.json().keys() == {"data"}
    assert [item for item in dict.fromkeys(sent) if item not in planned] == []


@pytest.mark.store
async def test_a_plan_is_made_and_nothing_is_run(udon: Store) -> None:
    """A statement that would take minutes is planned at once; one that cannot be planned is no failure."""
    endless = "UNWIND range(1, 10000000000) AS x WITH x, $p AS p RETURN count(x % 7) AS planned"
    await udon.plan(endless, {"p": []})
    await udon.plan("RETURN nothing", {"p": []})
