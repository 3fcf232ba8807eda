"""A name of seed files, or of another kind, is answered by what it is called where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import DocumentNode

from graph_api.context import RequestContext
from graph_api.graphql.documents import Documents
from graph_api.graphql.errors import formatted
from graph_api.graphql.guards import Bounds
from graph_api.graphql.schema import build_schema
from graph_api.settings import Settings
from graph_api.store import Store
from schema.registry import Direction, declaration

SCHEMA = build_schema()
BOUNDS = Bounds.of(Settings.load(_env_file=()))


def _said(document: str, bounds: Bounds = BOUNDS) -> tuple[str, str]:
    """The first error of a document, in English and in Thai."""
    found = Documents(SCHEMA._schema).get(document, bounds)
    assert not isinstance(found, DocumentNode)
    english, thai = (formatted(found[0], language)["message"] for language in ("en", "th"))
    return english, thai


@pytest.mark.parametrize(
    ("kind", "name", "meant", "thai"),
    [
        ("Agency", "raises", "'problems'", "'problems'"),
        ("Agency", "in_area", "'areas'", "'areas'"),
        ("Agency", "inArea", "'areas'", "'areas'"),
        ("Agency", "raisedBy", "'problems'", "'problems'"),
        ("Agency", "commitsTo", "'goodDeeds'", "'goodDeeds'"),
        ("Agency", "attended", "'eventsAttended'", "'eventsAttended'"),
        ("Agency", "area", "'areas' or 'basedIn'", "'areas' หรือ 'basedIn'"),
        ("Network", "part_of", "'area'", "'area'"),
        ("Network", "areas", "'area'", "'area'"),
        ("Network", "memberOf", "'agencies'", "'agencies'"),
        ("Problem", "raises", "'raisedBy'", "'raisedBy'"),
        ("Event", "in_area", "'areas'", "'areas'"),
        ("Event", "attended", "'attendedBy' or 'peoplePresent'", "'attendedBy' หรือ 'peoplePresent'"),
        ("Actor", "raises", "'problems'", "'problems'"),
        ("Agency", "names", "'name', 'nameEn', 'nameTh', or 'areas'", "'name', 'nameEn', 'nameTh' หรือ 'areas'"),
    ],
)  # fmt: skip
def test_an_unknown_field_is_answered_by_what_it_means(
    kind: str, name: str, meant: str, thai: str
) -> None:
    """In both languages; what is no name of a relationship is answered by what looks like it."""
    assert _said(f'{{ node(id: "x") {{ ... on {kind} {{ {name} {{ id }} }} }} }}') == (
        f"Cannot query field '{name}' on type '{kind}'. Did you mean {meant}?",
        f"ไม่มีฟิลด์ {name} ในชนิด {kind} หมายถึง {thai} ใช่หรือไม่",
    )


def test_every_name_of_a_column_is_answered_by_its_field() -> None:
    """Of every kind, as files write it and in camelCase."""
    for kind in declaration().kinds.values():
        for item in kind.relationships.values():
            column = item.relationship.type.lower()
            if item.direction is Direction.BACK or column == item.name:
                continue
            english, _ = _said(
                f'{{ node(id: "x") {{ ... on {kind.name} {{ {column} {{ id }} }} }} }}'
            )
            assert f"Did you mean '{item.graphql_name}'" in english


@pytest.mark.parametrize(
    ("document", "meant"),
    [
        ("{ agencies(where: {raises: {some: {}}}) { totalCount } }", "Did you mean 'problems'? Found"),
        ("{ agencies(where: {in_area: {some: {}}}) { totalCount } }", "Did you mean 'areas'? Found"),
        ("{ agencies(where: {problems: {some: {raises: {}}}}) { totalCount } }", "Did you mean 'raisedBy'? Found"),
        ("{ agencies(orderBy: [{raisesCount: DESC}]) { totalCount } }", "Did you mean 'problemsCount'? Found"),
        ("{ agencies(orderBy: [{raises: DESC}]) { totalCount } }", "Did you mean 'problemsCount'? Found"),
        ("{ agencies { groupBy(by: [RAISES]) { aggregate { count } } } }", "Did you mean the enum value 'PROBLEMS'?"),
        ("{ agencies { groupBy(by: [IN_AREA]) { aggregate { count } } } }", "Did you mean the enum value 'AREAS'?"),
    ],
)  # fmt: skip
def test_conditions_orders_and_groups_are_answered_alike(document: str, meant: str) -> None:
    """They go by the same names."""
    english, thai = _said(document)
    assert meant in english
    assert "Did you mean" not in thai
    assert meant.split("'")[1] in thai


@pytest.mark.parametrize(
    ("kind", "value", "meant"),
    [
        ("[AgencyGroupKey!]!", ["RAISES"], "Did you mean the enum value 'PROBLEMS'?"),
        ("AgencyWhere", {"raises": {"some": {}}}, "Did you mean 'problems'? Found"),
    ],
)
@pytest.mark.parametrize("introspection", [True, False])
async def test_variables_are_answered_alike(
    udon: Store,
    udon_engine: Settings,
    kind: str,
    value: object,
    meant: str,
    *,
    introspection: bool,
) -> None:
    """Unless the schema is not to be told."""
    place = "groupBy(by: $v) { keys { by } }" if "Key" in kind else "totalCount"
    field = "agencies" if "Key" in kind else "agencies(where: $v)"
    document = f"query ($v: {kind}) {{ {field} {{ {place} }} }}"
    settings = udon_engine.model_copy(update={"introspection": introspection})
    variables: dict[str, Any] = {"v": value}
    result = await SCHEMA.execute(document, variables, RequestContext(udon, settings))
    assert result.errors is not None
    assert (meant in result.errors[0].message) is introspection
    assert ("Did you mean" in result.errors[0].message) is introspection


def test_nothing_is_suggested_where_introspection_is_off() -> None:
    """A suggestion would tell the schema."""
    document = '{ agency(id: "x") { raises { id } } }'
    english, _ = _said(document, BOUNDS._replace(introspection=False))
    assert english == "Cannot query field 'raises' on type 'Agency'."
