"""Documents that were sent before are named by their SHA-256 (APQ)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.http.operations import GraphQLParams
from graph_api.http.persisted import KnownDocuments
from schema.errors import PhakhiError
from tests.http.conftest import client_of

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings
    from graph_api.store import Store

_RESPONSE = "application/graphql-response+json"
_NOT_FOUND = [
    {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _named(text: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": _digest(text)}}}


async def test_a_document_is_sent_once(client: httpx.AsyncClient) -> None:
    """Unknown at first; once it was sent beside its digest the digest is enough, by GET too."""
    text = "query Once($id: ID!) { agency(id: $id) { id } }"
    variables = {"id": "agency:culture-office"}
    unknown = await client.post("/graphql", json=_named(text) | {"variables": variables})
    sent = await client.post(
        "/graphql", json=_named(text) | {"query": text, "variables": variables}
    )
    posted = await client.post("/graphql", json=_named(text) | {"variables": variables})
    extensions = json.dumps(_named(text)["extensions"])
    params = {"extensions": extensions, "variables": json.dumps(variables)}
    got = await client.get("/graphql", params=params)
    by_id = {"documentId": f"sha256:{_digest(text)}", "variables": variables}
    named = await client.post("/graphql", json=by_id)
    assert unknown.json() == {"errors": _NOT_FOUND}
    assert sent.json() == {"data": {"agency": {"id": "agency:culture-office"}}}
    assert posted.json() == got.json() == named.json() == sent.json()


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), (_RESPONSE, 400)])
async def test_nobody_keeps_the_answer_that_a_document_is_unknown(
    client: httpx.AsyncClient, accept: str, status: int
) -> None:
    """Its status is none that caches keep, and it says so; it is the same in Thai."""
    params = {"extensions": json.dumps(_named("{ never }")["extensions"])}
    headers = {"accept": accept, "accept-language": "th"}
    answer = await client.get("/graphql", params=params, headers=headers)
    assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
    assert answer.json() == {"errors": _NOT_FOUND}


async def test_only_valid_documents_are_kept(client: httpx.AsyncClient) -> None:
    """What can never be run is not worth the room."""
    text = "{ agencies { nothing } }"
    await client.post("/graphql", json=_named(text) | {"query": text})
    again = await client.post("/graphql", json=_named(text))
    assert again.json() == {"errors": _NOT_FOUND}


@pytest.mark.parametrize(
    "sent",
    [
        {**_named("{ __typename }"), "query": "{ other: __typename }"},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "0" * 64}}},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "short"}}},
        {"extensions": {"persistedQuery": {"version": 1}}},
        {"extensions": {"persistedQuery": 5}},
        {"documentId": 5},
        {"documentId": "sha256:00", "query": "{ __typename }"},
    ],
)
async def test_what_contradicts_itself_is_refused(
    client: httpx.AsyncClient, sent: dict[str, Any]
) -> None:
    """A digest of another document, a version that nobody knows, two names."""
    answer = await client.post("/graphql", json=sent)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


async def test_a_changing_operation_cannot_be_got_by_its_name(client: httpx.AsyncClient) -> None:
    """The digest changes nothing of what GET may do."""
    text = "mutation { x }"
    params = {"query": text, "extensions": json.dumps(_named(text)["extensions"])}
    assert (await client.get("/graphql", params=params)).status_code == 405


async def test_it_can_be_switched_off(udon: Store, udon_engine: Settings) -> None:
    """Clients are told in the words that they look for, and send the document itself."""
    settings = udon_engine.model_copy(update={"persisted_room": 0})
    text = "{ __typename }"
    async with client_of(udon, settings) as client:
        named = await client.post("/graphql", json=_named(text))
        sent = await client.post("/graphql", json=_named(text) | {"query": text})
        again = await client.post("/graphql", json=_named(text))
    assert (
        named.json()
        == again.json()
        == {
            "errors": [
                {
                    "message": "PersistedQueryNotSupported",
                    "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"},
                }
            ]
        }
    )
    assert sent.json() == {"data": {"__typename": "Query"}}


def test_the_document_longest_out_of_use_goes_first(udon_engine: Settings) -> None:
    """The cache is bounded by characters; a document that is longer than all of it is not cached."""
    known = KnownDocuments(udon_engine.model_copy(update={"persisted_room": 10}))

    def found(text: str) -> bool:
        try:
            return known.text_of(GraphQLParams(None, digest=_digest(text))) == text
        except PhakhiError:
            return False

    for text in ("aaaa", "bbbb"):
        known.keep(GraphQLParams(text, digest=_digest(text)))
    assert found("aaaa")
    known.keep(GraphQLParams("cccc", digest=_digest("cccc")))
    known.keep(GraphQLParams("d" * 11, digest=_digest("d" * 11)))
    texts = ("aaaa", "bbbb", "cccc", "d" * 11)
    assert [text for text in texts if found(text)] == ["aaaa", "cccc"]
    with pytest.raises(PhakhiError, match="PersistedQueryNotFound"):
        known.text_of(GraphQLParams(None, digest=_digest("bbbb")))
