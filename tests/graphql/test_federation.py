"""The service as a subgraph of Apollo Federation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from graphql import InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode, parse, print_ast
from strawberry.types import ExecutionResult

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema, sdl
from graph_api.http.services import Services
from graph_api.settings import Settings
from graph_api.store import Store
from schema.registry import declaration
from tests.planner.asking import Recorder
from tests.readers import reader

Fetch = Callable[..., Awaitable[ExecutionResult]]

ENTITIES = """
query ($of: [_Any!]!) {
  _entities(representations: $of) {
    __typename
    ... on Agency { id nameTh memberships: networks(first: 1) { nodes { id } } }
    ... on Network { title: nameEn }
    ... on Record { synthetic }
  }
}
"""

OFFICE = {
    "__typename": "Agency",
    "id": "agency:culture-office",
    "nameTh": "สำนักงานวัฒนธรรมจังหวัด (สาธิต)",
    "memberships": {"nodes": [{"id": "network:udon-government"}]},
    "synthetic": True,
}
NETWORK = {"__typename": "Network", "title": "Private-sector network", "synthetic": False}


def named(kind: object, ident: object) -> dict[str, object]:
    """A record as a gateway names it."""
    return {"__typename": kind, "id": ident}


@pytest.fixture
def recorder(udon: Store) -> Recorder:
    """The seeds; remembers what was read."""
    return Recorder(udon)


@pytest.fixture
def fetch(recorder: Recorder, udon_engine: Settings, services: Services) -> Fetch:
    """Asks as a gateway does."""

    async def run(
        document: str,
        variables: dict[str, Any] | None = None,
        scopes: frozenset[str] | None = None,
        settings: Settings = udon_engine,
    ) -> ExecutionResult:
        store: Any = recorder
        context = RequestContext(store, settings, "en", services, reader(scopes))
        return await build_schema(federation=True).execute(document, variables, context)

    return run


async def test_records_of_several_kinds_are_one_statement_in_the_gateways_order(
    fetch: Fetch, recorder: Recorder
) -> None:
    """Duplicates stand as often as asked; null where nothing is there, or of another kind."""
    asked = [
        named("Network", "network:udon-private"),
        named("Agency", "agency:culture-office"),
        named("Agency", "agency:nobody"),
        named("Network", "agency:culture-office"),
        named("Agency", "agency:culture-office"),
        named("Area", "area:41"),
    ]
    result = await fetch(ENTITIES, {"of": asked})
    assert result.errors is None
    assert result.data == {
        "_entities": [
            NETWORK,
            OFFICE,
            None,
            None,
            OFFICE,
            {"__typename": "Area", "synthetic": False},
        ]
    }
    assert len(recorder.texts) == 1


async def test_representations_may_stand_in_the_document(fetch: Fetch) -> None:
    """Literals are read like variables."""
    result = await fetch(
        '{ _entities(representations: [{__typename: "Area", id: "area:41"}]) '
        "{ ... on Area { nameEn } } }"
    )
    assert (result.errors, result.data) == (None, {"_entities": [{"nameEn": "Udon Thani"}]})


async def test_no_representations_are_no_records(fetch: Fetch) -> None:
    """An empty list is answered by an empty list."""
    result = await fetch(ENTITIES, {"of": []})
    assert (result.errors, result.data) == (None, {"_entities": []})


MALFORMED = "should hold the __typename of a kind and an id."


@pytest.mark.parametrize(
    ("wrong", "code", "message"),
    [
        ("agency:culture-office", "BAD_ARGUMENT", MALFORMED),
        ([], "BAD_ARGUMENT", MALFORMED),
        ({"id": "agency:culture-office"}, "BAD_ARGUMENT", MALFORMED),
        ({"__typename": "Agency"}, "BAD_ARGUMENT", MALFORMED),
        (named("Agency", 7), "BAD_ARGUMENT", MALFORMED),
        (named(["Agency"], "agency:x"), "BAD_ARGUMENT", MALFORMED),
        (named("Ministry", "agency:x"), "BAD_ARGUMENT", MALFORMED),
        (named("Record", "agency:x"), "BAD_ARGUMENT", MALFORMED),
        (
            named("Agency", "agency:X Y"),
            "BAD_ID",
            "The id 'agency:X Y' should read prefix:slug, the slug being a-z and 0-9 in groups \
joined by . or -.",
        ),
        (
            named("Agency", "culture-office"),
            "BAD_ID",
            "The id 'culture-office' does not begin with the prefix of a kind, such as agency:, \
network:, area:, problem:, goal:, issue:, virtue:, good-deed:, indicator:, reading: and 22 more.",
        ),
    ],
)
async def test_what_is_malformed_is_null_with_an_error_at_its_place(
    fetch: Fetch, recorder: Recorder, wrong: object, code: str, message: str
) -> None:
    """The rest of the batch is answered."""
    office = named("Agency", "agency:culture-office")
    result = await fetch(ENTITIES, {"of": [office, wrong, office, wrong]})
    join = ": " if code == "BAD_ID" else " "
    assert result.data == {"_entities": [OFFICE, None, OFFICE, None]}
    assert [formatted(error, "en") for error in result.errors or []] == [
        {
            "message": f"Representation {index}{join}{message}",
            "path": ["_entities", index],
            "extensions": {"code": code},
        }
        for index in (1, 3)
    ]
    assert len(recorder.texts) == 1


async def test_other_keys_of_a_representation_do_not_matter(fetch: Fetch) -> None:
    """A gateway may send more than the key."""
    asked = [{**named("Agency", "agency:culture-office"), "nameTh": 7, "more": {"a": []}}]
    result = await fetch(ENTITIES, {"of": asked})
    assert (result.errors, result.data) == (None, {"_entities": [OFFICE]})


async def test_all_may_be_malformed(fetch: Fetch) -> None:
    """Beside a field that is wrong as a whole, errors are told once."""
    document = """query ($of: [_Any!]!) { a: _entities(representations: $of) { __typename }
      agency(id: "nobody") { id } }"""
    result = await fetch(document, {"of": [{}, 7]})
    assert result.data == {"a": [None, None], "agency": None}
    assert [error.path for error in result.errors or []] == [["agency"], ["a", 0], ["a", 1]]


async def test_so_many_records_at_once(fetch: Fetch) -> None:
    """A thousand are read by one statement; more are refused."""
    some = [named("Area", "area:41")] * 1_001
    within = await fetch(ENTITIES, {"of": some[:1_000]})
    beyond = await fetch(ENTITIES, {"of": some})
    assert within.errors is None
    assert within.data == {"_entities": [{"__typename": "Area", "synthetic": False}] * 1_000}
    assert [formatted(error, "en")["extensions"] for error in beyond.errors or []] == [
        {"code": "BAD_ARGUMENT"}
    ]


async def test_scopes_hold_for_gateways(fetch: Fetch, recorder: Recorder) -> None:
    """A contact detail needs its scope here, too."""
    document = """query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on Agency { contact } }
    }"""
    asked = {"of": [named("Agency", "agency:nobody")]}
    refused = await fetch(document, asked)
    granted = await fetch(document, asked, frozenset({"contacts"}))
    assert refused.data is None
    assert [formatted(error, "en")["extensions"] for error in refused.errors or []] == [
        {"code": "FORBIDDEN"}
    ]
    assert (granted.errors, granted.data) == (None, {"_entities": [None]})
    assert len(recorder.texts) == 1


async def test_cost_counts_for_each_record(fetch: Fetch, udon_engine: Settings) -> None:
    """What is asked of one record is multiplied by how many are asked for."""
    bounded = udon_engine.model_copy(update={"max_cost": 10})
    asked = [named("Agency", "agency:culture-office")]
    within = await fetch(ENTITIES, {"of": asked}, settings=bounded)
    beyond = await fetch(ENTITIES, {"of": asked * 11}, settings=bounded)
    assert (within.errors, within.data) == (None, {"_entities": [OFFICE]})
    assert [formatted(error, "en")["extensions"] for error in beyond.errors or []] == [
        {"code": "OPERATION_TOO_COSTLY"}
    ]


async def test_a_gateway_composes_the_schema_with_a_key_for_every_kind(fetch: Fetch) -> None:
    """The text parses; its directives are on the kinds and on PageInfo and nowhere else."""
    result = await fetch("{ _service { __typename sdl } }")
    assert result.errors is None
    service = (result.data or {})["_service"]
    assert service["__typename"] == "_Service"
    found = parse(service["sdl"], no_location=True).definitions
    marked = {
        item.name.value: [print_ast(directive) for directive in item.directives or ()]
        for item in found
        if isinstance(item, (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode))
        and item.directives
    }
    kinds = {kind: ['@key(fields: "id")'] for kind in declaration().kinds}
    assert marked == kinds | {"PageInfo": ["@shareable"]}
    assert print_ast(found[0]) == (
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", '
        'import: ["@key", "@shareable"])'
    )


async def test_what_only_a_gateway_asks_is_in_the_schema_only_for_gateways() -> None:
    """By default there is nothing of federation; with it, three types and two root fields more."""
    plain, federated = build_schema()._schema, build_schema(federation=True)._schema
    assert plain.query_type is not None
    assert federated.query_type is not None
    more = set(federated.type_map) - set(plain.type_map)
    fields = set(federated.query_type.fields) - set(plain.query_type.fields)
    assert (more, fields) == ({"_Any", "_Entity", "_Service"}, {"_service", "_entities"})
    assert str(federated.query_type.fields["_entities"].type) == "[_Entity]!"
    assert str(federated.query_type.fields["_entities"].args["representations"].type) == "[_Any!]!"
    assert "@key" not in sdl()
