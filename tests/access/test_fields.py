"""A field that a reader may not see never reaches the database, by whatever way it is named."""

from __future__ import annotations

import json
from contextvars import ContextVar
from typing import Any

import pytest
from graphql import (
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from schema.registry import declaration
from tests.loaders.conftest import Folder
from tests.readers import reader

_asking = ContextVar("asking", default=False)
_CONTACTS = frozenset({"contacts"})
_OTHERS = frozenset({"metrics"})
_A = 'agency(id: "agency:a")'

_WAYS = {
    "selected": f"{{ {_A} {{ contact }} }}",
    "under another name": f"{{ {_A} {{ website: contact }} }}",
    "in a fragment": f"{{ {_A} {{ ...F }} }} fragment F on Agency {{ ...G }} fragment G on Agency {{ contact }}",
    "beside others": f"{{ areas {{ nodes {{ id }} }} {_A} {{ contact }} __typename }}",
    "when a variable says so": f"query ($x: Boolean = true) {{ {_A} {{ id contact @include(if: $x) }} }}",
    "by the node interface": '{ node(id: "agency:a") { ... on Agency { contact } } }',
    "by many ids": '{ nodes(ids: ["agency:a"]) { ... on Agency { contact } } }',
    "in nodes": "{ agencies { nodes { contact } } }",
    "in edges": "{ agencies { edges { node { contact } } } }",
    "deep down": "{ networks { nodes { agencies { nodes { networks { nodes { agencies { edges { node { contact } } } } } } } } } }",
    "by a reference": '{ node(id: "claim:a") { ... on Claim { about { ... on Agency { contact } } } } }',
    "in a computed answer": '{ collaborators(agency: "agency:a") { candidates { agency { contact } } } }',
    "in what a search finds": '{ search(text: "abc") { node { ... on Agency { contact } } } }',
    "in what has changed": "{ changes(since: 0) { nodes { record { ... on Agency { contact } } } } }",
    "filtered by": '{ agencies(where: {contact: {contains: "0"}}) { totalCount } }',
    "filtered by its absence": "{ agencies(where: {contact: {isNull: false}}) { totalCount } }",
    "filtered by in NOT, AND and OR": '{ agencies(where: {not: {and: [{or: [{contact: {startsWith: "0"}}]}]}}) { nodes { id } } }',
    "filtered by a variable": 'query ($w: AgencyWhere = {contact: {contains: "0"}}) { agencies(where: $w) { totalCount } }',
    "filtered by a text in a variable": 'query ($c: String = "0") { agencies(where: {contact: {contains: $c}}) { totalCount } }',
    "filtered by below": f'{{ {_A} {{ collaboratesWith(where: {{contact: {{contains: "0"}}}}) {{ totalCount }} }} }}',
    "filtered by in SOME": '{ networks(where: {agencies: {some: {contact: {contains: "0"}}}}) { totalCount } }',
    "filtered by in ALL": '{ networks(where: {agencies: {all: {contact: {contains: "0"}}}}) { totalCount } }',
    "filtered by in NONE": '{ networks(where: {agencies: {none: {contact: {contains: "0"}}}}) { totalCount } }',
    "filtered by in SINGLE": '{ networks(where: {agencies: {single: {contact: {contains: "0"}}}}) { totalCount } }',
    "filtered by in a count": '{ networks(where: {agencies: {count: {where: {contact: {contains: "0"}}, gt: 0}}}) { totalCount } }',
    "filtered by across two relationships": '{ networks(where: {agencies: {some: {collaboratesWith: {some: {contact: {contains: "0"}}}}}}) { totalCount } }',
    "measured": '{ agencies(where: {contact: {contains: "0"}}) { aggregate { count } } }',
    "grouped": '{ agencies(where: {contact: {contains: "0"}}) { groupBy(by: [KIND]) { aggregate { count } } } }',
}  # fmt: skip


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements by which :func:`ask` reads; what is counted beside it is no part of it."""
    seen: list[str] = []
    read = Store.read

    async def recorded(self: Store, statement: str, *rest: Any, **named: Any) -> Any:
        if _asking.get():
            seen.append(statement)
        return await read(self, statement, *rest, **named)

    monkeypatch.setattr(Store, "read", recorded)
    return seen


async def ask(
    store: Store, settings: Settings, document: str, scopes: frozenset[str] | None
) -> tuple[Any, list[str]]:
    """The data, and the codes of the errors."""
    context = RequestContext(store, settings, "en", make_services(store), reader(scopes))
    token = _asking.set(True)
    try:
        result = await build_schema().execute(document, None, context)
    finally:
        _asking.reset(token)
    shown = [formatted(error, "en") for error in result.errors or []]
    return result.data, [item["extensions"]["code"] for item in shown]


def _scoped_names() -> set[str]:
    """The GraphQL names of the properties that need a scope."""
    holders = [*declaration().kinds.values(), *declaration().links.values()]
    properties = [item for holder in holders for item in holder.properties.values()]
    return {item.graphql_name for item in properties if item.scope}


def test_every_place_that_names_such_a_field_is_known() -> None:
    """A new place (an order, a measure, a group) comes with a way above in which it is refused."""
    assert _scoped_names() == {"contact"}
    places: set[tuple[str, str]] = set()
    for name, type_ in build_schema()._schema.type_map.items():  # type: ignore[attr-defined]
        if is_object_type(type_) or is_interface_type(type_) or is_input_object_type(type_):
            members = set(type_.fields)
        else:
            members = set(type_.values) if is_enum_type(type_) else set()
        places |= {(name, member) for member in members if "contact" in member.lower()}
    assert places == {("Agency", "contact"), ("AgencyWhere", "contact")}


def test_such_a_field_is_not_searched() -> None:
    """Else a search would tell who has which number."""
    for kind in declaration().kinds.values():
        assert [
            item.name for item in kind.properties.values() if item.scope and item.searched
        ] == []


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("scopes", [None, frozenset(), _OTHERS], ids=["none", "nobody", "other"])
async def test_what_is_out_of_reach_is_never_asked_for(
    store: Store,
    engine: Settings,
    statements: list[str],
    way: str,
    scopes: frozenset[str] | None,
) -> None:
    """Nothing of the operation reaches the database: no statement at all."""
    data, codes = await ask(store, engine, _WAYS[way], scopes)
    assert (data, codes) == (None, ["FORBIDDEN"])
    assert statements == []


@pytest.mark.parametrize("way", _WAYS)
async def test_who_has_the_scope_may_ask_in_every_way(
    told: Store, engine: Settings, way: str
) -> None:
    """So the refusals above are for the scope's sake."""
    _, codes = await ask(told, engine, _WAYS[way], _CONTACTS)
    assert "FORBIDDEN" not in codes
    assert "GRAPHQL_INVALID" not in codes


async def test_what_a_variable_leaves_out_needs_no_scope(
    told: Store, engine: Settings, statements: list[str]
) -> None:
    """The same document, with the other value: the statement does not read it."""
    document = f"query ($x: Boolean = false) {{ {_A} {{ id contact @include(if: $x) }} }}"
    assert await ask(told, engine, document, None) == ({"agency": {"id": "agency:a"}}, [])
    _, read = statements  # the first request looks at the revision
    assert "contact" not in read


async def test_everybody_may_see_it_where_the_settings_say_so(
    told: Store, engine: Settings
) -> None:
    """As a local ``phakhi query`` does, too."""
    settings = engine.model_copy(update={"scopes": ("contacts",)})
    found = {"agency": {"contact": "042-000001"}}
    assert await ask(told, settings, _WAYS["selected"], None) == (found, [])
    assert await ask(told, engine, _WAYS["selected"], None) == (None, ["FORBIDDEN"])


_ASIDE = """{
  search(text: "042-000001") { score matchedText node { id nameTh } }
  record: node(id: "agency:a") { ... on Agency { nameTh claims { nodes { property value nameTh } } } }
  claims { nodes { property value nameTh descriptionTh about { id } } }
  readiness { doubts { nodes { why contradiction { property shown { value } other { value } } } } }
  changes(since: 0) { nodes { recordId properties before after } }
}"""
"""What tells of a record otherwise than by its fields."""


async def test_no_other_answer_tells_it(told: Store, engine: Settings, folder: Folder) -> None:
    """Search, claims of other datasets, doubts and changes, before and after: not a digit."""
    other = "id,name_th,contact\nagency:a,หน่วย ก,042-000002"
    for number in ("042-000003", "042-000002"):
        text = other.replace("042-000002", number)
        await load_folder(told, folder("other", info={"precedence": 99}, agencies=text))
    data, codes = await ask(told, engine, _ASIDE, None)
    assert codes == []
    answer = json.dumps(data, ensure_ascii=False)
    assert "042-00000" not in answer
    assert "DISPUTED" not in answer
    assert data["search"] == []
    assert [item["property"] for item in data["claims"]["nodes"]] == ["contact"]
    assert len(data["changes"]["nodes"]) > 2
    shown, _ = await ask(told, engine, _ASIDE, _CONTACTS)
    assert "042-000003" in json.dumps(shown["changes"])
