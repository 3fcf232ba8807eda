"""What is refused before the database sees anything: depth, width, cost, access, wrong values."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.planner.limits import OperationLimits
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from tests.planner.planning import Variables, bind, limits_with, plan

A = 'agency(id: "agency:a")'


def refused(
    document: str, limits: OperationLimits | None = None, variables: Variables = None
) -> ErrorCode:
    """The code with which a document is refused when planning or binding."""
    with pytest.raises(PhakhiError) as caught:
        bind(document, variables, limits)
    return caught.value.code


def nested(depth: int, field: str = "collaboratesWith", arguments: str = "") -> str:
    """A chain of relationships."""
    inner = "id"
    for _ in range(depth):
        inner = f"{field}{arguments} {{ nodes {{ {inner} }} }}"
    return f"{{ {A} {{ {inner} }} }}"


def filtered(depth: int) -> str:
    """A chain of conditions."""
    where = '{name: {contains: "x"}}'
    for at in range(depth):
        where = f"{{collaboratesWith: {{{'all' if at % 2 else 'some'}: {where}}}}}"
    return f"{{ agencies(where: {where}) {{ totalCount }} }}"


def test_depth() -> None:
    """Every relationship, one or many, and every reference counts."""
    limits = limits_with(depth=3, cost=10**9)
    bind(nested(3), limits=limits)
    assert refused(nested(4), limits) is ErrorCode.OPERATION_TOO_DEEP
    bind(f"{{ {A} {{ networks {{ nodes {{ area {{ datasets {{ id }} }} }} }} }} }}", limits=limits)
    deep = f"{{ {A} {{ networks {{ nodes {{ area {{ level {{ datasets {{ id }} }} }} }} }} }} }}"
    assert refused(deep, limits) is ErrorCode.OPERATION_TOO_DEEP


def test_depth_of_filters() -> None:
    """The database takes twice as long to plan them for each level."""
    bind(filtered(6))
    assert refused(filtered(7)) is ErrorCode.OPERATION_TOO_DEEP
    inside = filtered(7)[2:-2].replace("agencies", "collaboratesWith")
    assert refused(f"{{ {A} {{ {inside} }} }}") is ErrorCode.OPERATION_TOO_DEEP


def test_width() -> None:
    """Relationships, totals, looks back and conditions count; what is the same counts once."""
    limits = limits_with(subqueries=4)
    bind(
        f"{{ {A} {{ networks {{ totalCount nodes {{ id }} pageInfo {{ hasPreviousPage }} }} problems {{ nodes {{ id }} }} }} }}",
        limits=limits,
    )
    wide = f"{{ {A} {{ networks {{ totalCount nodes {{ kind: area {{ id }} }} pageInfo {{ hasPreviousPage }} }} problems {{ nodes {{ id }} }} }} }}"
    assert refused(wide, limits) is ErrorCode.OPERATION_TOO_WIDE
    same = " ".join(f"a{at}: networks {{ nodes {{ b{at}: id }} }}" for at in range(50))
    bind(f"{{ {A} {{ {same} }} }}", limits=limits)
    filters = "{networks: {some: {}}}, " * 4
    many = f"{{ agencies(where: {{or: [{filters}]}}) {{ nodes {{ id }} }} }}"
    assert refused(many, limits) is ErrorCode.OPERATION_TOO_WIDE


def claims(depth: int, also: str = "") -> str:
    """What claims are about, whose claims are about …: each may be of any of thirty kinds."""
    fragments = [
        f"fragment F{at} on Record {{ claims {{ nodes {{ about {{ ...F{at + 1} {also} }} }} }} }}"
        for at in range(depth)
    ]
    first = '{ node(id: "area:41") { ...F0 } }'
    return " ".join([first, *fragments, f"fragment F{depth} on Record {{ id }}"])


def test_what_kinds_have_in_common_is_planned_once() -> None:
    """Planned for each kind by itself, seven levels would take longer than anybody waits."""
    made = plan(claims(7))
    assert len(made.text or "") < 5_000


def test_selections_of_their_own_for_many_kinds() -> None:
    """They multiply with every level, and are refused while they are being counted."""
    also = " ".join(f"... on {kind} {{ own{kind}: id }}" for kind in ("Agency", "Goal", "Issue"))
    assert refused(claims(7, also)) is ErrorCode.OPERATION_TOO_WIDE


def test_leaves_of_filters() -> None:
    """A filter may not be as long as one likes."""
    leaves = ", ".join('{nameTh: {eq: "x"}}' for _ in range(101))
    document = f"{{ agencies(where: {{or: [{leaves}]}}) {{ totalCount }} }}"
    assert refused(document) is ErrorCode.OPERATION_TOO_WIDE


def test_roots() -> None:
    """However light they are."""
    roots = " ".join(f"a{at}: {A} {{ id }}" for at in range(3))
    bind(f"{{ {roots} }}", limits=limits_with(roots=3))
    assert refused(f"{{ {roots} }}", limits_with(roots=2)) is ErrorCode.OPERATION_TOO_WIDE


COSTS = {
    f"{{ {A} {{ id }} }}": 0,
    "{ agencies(first: 7) { nodes { id } } }": 7,
    "{ agencies { nodes { id } } }": 20,
    "{ agencies(first: 7) { totalCount } }": 0,
    "{ agencies(first: 10) { nodes { networks(first: 5) { nodes { area { id } } } } } }": 10
    + 50
    + 50,
    "{ agencies(last: 10) { edges { node { evidence { id } kind { id } } } } }": 10 + 50 + 10,
    '{ nodes(ids: ["agency:a", "agency:b"]) { ... on Agency { networks(first: 5) { nodes { id } } } } }': 10,
}


@pytest.mark.parametrize("document", COSTS)
def test_cost(document: str) -> None:
    """Page sizes multiply; lists of references are taken to be short."""
    cost = COSTS[document]
    bind(document, limits=limits_with(cost=cost))
    if cost:
        assert refused(document, limits_with(cost=cost - 1)) is ErrorCode.OPERATION_TOO_COSTLY


def test_cost_by_variables() -> None:
    """A plan is kept; what it costs is reckoned for each request."""
    document = "query ($a: Int, $b: Int) { agencies(first: $a) { nodes { networks(first: $b) { nodes { id } } } } }"
    bind(document, {"a": 10, "b": 10})
    assert refused(document, variables={"a": 1000, "b": 1000}) is ErrorCode.OPERATION_TOO_COSTLY


CONTACTS = [
    f"{{ {A} {{ contact }} }}",
    "{ networks { nodes { agencies { edges { node { c: contact } } } } } }",
    '{ agencies(where: {not: {contact: {contains: "x"}}}) { totalCount } }',
    "{ networks(where: {agencies: {none: {or: [{contact: {isNull: true}}]}}}) { totalCount } }",
    '{ node(id: "claim:a") { ... on Claim { about { ... on Agency { contact } } } } }',
]


@pytest.mark.parametrize("document", CONTACTS)
def test_access(document: str) -> None:
    """A property out of reach is neither read nor filtered by, at any depth."""
    with pytest.raises(PhakhiError) as caught:
        plan(document)
    assert caught.value.code is ErrorCode.FORBIDDEN
    assert plan(document, granted=frozenset({"contacts"})).text


def test_nothing_out_of_reach_can_be_ordered_by() -> None:
    """There is no such key."""
    for kind in declaration().kinds.values():
        for item in kind.properties.values():
            assert item.scope is None or item.name == "contact"


DERIVED = [
    f'{{ {A[:-1]}, asOf: "2020-01-01") {{ focusesOn {{ totalCount }} }} }}',
    '{ agencies(datasets: ["dataset:a"], where: {focusesOn: {some: {}}}) { totalCount } }',
    "{ agencies(includeSynthetic: false, orderBy: [{focusesOnCount: DESC}]) { nodes { id } } }",
]


@pytest.mark.parametrize("document", DERIVED)
def test_what_is_kept_for_the_present_takes_no_scope(document: str) -> None:
    """Selected, filtered by or ordered by: else it would answer another question."""
    assert refused(document) is ErrorCode.BAD_ARGUMENT


def test_a_page_goes_one_way() -> None:
    """Both ends at once mean nothing."""
    for arguments in ("first: 1, last: 1", 'after: "x", before: "y"', 'first: 1, before: "y"'):
        assert refused(f"{{ areas({arguments}) {{ totalCount }} }}") is ErrorCode.BAD_ARGUMENT


AREAS = "query ($n: Int, $c: String, $w: AreaWhere, $s: [ID!]) { areas(first: $n, after: $c, where: $w, datasets: $s) { nodes { id } } }"
VALUES: list[tuple[dict[str, Any], ErrorCode]] = [
    ({"n": -1}, ErrorCode.BAD_PAGE_SIZE),
    ({"n": 1001}, ErrorCode.BAD_PAGE_SIZE),
    ({"c": "x"}, ErrorCode.BAD_CURSOR),
    ({"c": "ก"}, ErrorCode.BAD_CURSOR),
    ({"c": "\ud800"}, ErrorCode.BAD_CURSOR),
    ({"s": ["x"]}, ErrorCode.BAD_ID),
    ({"s": ["dataset:a"] * 1001}, ErrorCode.BAD_ARGUMENT),
    ({"w": {"id": {"in": ["area:a", "area:\x00"]}}}, ErrorCode.BAD_ID),
    ({"w": {"id": {"eq": "' OR 1=1"}}}, ErrorCode.BAD_ID),
    ({"w": {"level": {"eq": "term"}}}, ErrorCode.BAD_ID),
    ({"w": {"inside": ""}}, ErrorCode.BAD_ID),
    ({"w": {"id": {"inside": ""}}}, ErrorCode.BAD_ID),
    ({"w": {"id": {"inside": "' OR 1=1"}}}, ErrorCode.BAD_ID),
    ({"w": {"code": {"eq": "\x00"}}}, ErrorCode.BAD_TEXT),
    ({"w": {"code": {"in": ["a", "\ud800"]}}}, ErrorCode.BAD_TEXT),
    ({"w": {"code": {"startsWith": "a" * 1001}}}, ErrorCode.BAD_TEXT),
    ({"w": {"name": {"contains": "\x07"}}}, ErrorCode.BAD_TEXT),
    ({"w": {"name": {"contains": " \u200b "}}}, ErrorCode.BAD_SEARCH),
    ({"w": {"name": {"contains": ""}}}, ErrorCode.BAD_SEARCH),
]


@pytest.mark.parametrize(("variables", "code"), VALUES)
def test_wrong_values_name_their_root_field(variables: dict[str, Any], code: ErrorCode) -> None:
    """Each is refused with a code; the root field that it belongs to fails."""
    request = bind(AREAS, variables)
    assert {name: error.code for name, error in request.failures.items()} == {("areas",): code}
    assert all("MATCH" not in error.en and error.th for error in request.failures.values())


def test_a_page_size_counts_where_nothing_is_listed() -> None:
    """A wrong argument is wrong whatever is selected."""
    request = bind(
        '{ areas(first: -1) { totalCount } agency(id: "agency:a") { networks(last: -1) { totalCount } } }'
    )
    assert set(request.failures) == {("areas",), ("agency",)}


def test_wrong_ids_name_their_own_field() -> None:
    """Folded fields fail one by one, and items of a list by themselves."""
    request = bind(
        '{ a: agency(id: "agency:a") { id } b: agency(id: "nobody") { id } n: nodes(ids: ["x", "agency:a"]) { id } }'
    )
    codes = {name: error.code for name, error in request.failures.items()}
    assert codes == {("b",): ErrorCode.BAD_ID}
    misnamed = {place: error.code for place, error in request.misnamed.items()}
    assert misnamed == {("n", 0): ErrorCode.BAD_ID}


@pytest.mark.parametrize("first", [0, 1, 1000, None])
def test_page_sizes_that_are_right(first: int | None) -> None:
    """The bounds belong to it."""
    request = bind(AREAS, {"n": first})
    assert request.failures == {}
