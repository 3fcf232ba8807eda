"""Several operations in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.http.conftest import client_of

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings
    from graph_api.store import Store

_RESPONSE = "application/graphql-response+json"
_OPERATIONS: list[dict[str, Any]] = [
    {"query": "{ __typename }"},
    {
        "query": "query A($id: ID!) { agency(id: $id) { id } }",
        "variables": {"id": "agency:culture-office"},
    },
    {"query": "{ nothing }"},
    {"query": '{ agency(id: "nothing") { id } }'},
    {},
    {"query": "{ __typename }", "variables": 5},
    {"documentId": "sha256:00"},
]


@pytest.mark.parametrize("accept", ["application/json", _RESPONSE])
async def test_each_operation_is_answered_as_it_would_be_alone(
    client: httpx.AsyncClient, accept: str
) -> None:
    """In the same order; what became of each stands in the answers, so the status is 200."""
    headers = {"accept": accept}
    answer = await client.post("/graphql", json=_OPERATIONS, headers=headers)
    alone = [
        (await client.post("/graphql", json=operation, headers=headers)).json()
        for operation in _OPERATIONS
    ]
    assert (answer.status_code, answer.headers["content-type"]) == (200, accept)
    assert answer.json() == alone


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        ([], "GRAPHQL_INVALID"),
        (["{ __typename }"], "GRAPHQL_INVALID"),
        ([[{"query": "{ __typename }"}]], "GRAPHQL_INVALID"),
        ([{"query": "{ __typename }"}] * 11, "BATCH_TOO_LARGE"),
    ],
)
async def test_what_is_no_batch_is_refused_whole(
    client: httpx.AsyncClient, batch: list[Any], code: str
) -> None:
    """An empty one, one of something else, and one of too many."""
    answer = await client.post("/graphql", json=batch)
    assert answer.status_code == 400
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]


async def test_batches_can_be_switched_off(udon: Store, udon_engine: Settings) -> None:
    """An array is then no GraphQL request."""
    settings = udon_engine.model_copy(update={"max_batch": 0})
    async with client_of(udon, settings) as client:
        answer = await client.post("/graphql", json=[{"query": "{ __typename }"}])
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


async def test_variables_have_a_length(udon: Store, udon_engine: Settings) -> None:
    """Each operation's for itself, as much as JSON needs for them; by GET too."""
    settings = udon_engine.model_copy(update={"max_variables": 100})
    document = "query A($id: ID!) { agency(id: $id) { id } }"
    fits = {"query": document, "variables": {"id": "agency:" + "a" * 80}}
    long = {"query": document, "variables": {"id": "agency:" + "a" * 90}}
    deep = {"query": document, "variables": {"id": _nested(300)}}
    async with client_of(udon, settings) as client:
        posted = [await client.post("/graphql", json=item) for item in (fits, long, deep)]
        got = await client.get(
            "/graphql", params={"query": document, "variables": f'{{"id": "{"a" * 99}"}}'}
        )
        batch = await client.post("/graphql", json=[fits, long])
    assert [item.status_code for item in posted] == [200, 400, 400]
    assert got.status_code == 400
    for error in (posted[1], posted[2], got):
        assert error.json()["errors"][0]["extensions"] == {"code": "VARIABLES_TOO_LARGE"}
    assert batch.json() == [posted[0].json(), posted[1].json()]


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value
