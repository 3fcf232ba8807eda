"""Estimates worked out by hand, and the numbers they rest on."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.planner.estimate import COMPUTED, Estimator
from graph_api.planner.fanout import COUNTS, FRESH_SECONDS, FanOut, FanOutCounts
from graph_api.planner.plan import PlanMaker
from graph_api.store import Store
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from tests.oracles.graph import Graph
from tests.planner.planning import LIMITS, Variables, bind, read

DECLARED = declaration()
A = 'agency(id: "agency:a")'


def counts(nodes: int = 6, links: int = 12) -> FanOutCounts:
    """So many records of each kind, and so many relationships of each row of the table."""
    return FanOutCounts(
        DECLARED,
        dict.fromkeys(DECLARED.kinds, nodes),
        dict.fromkeys(DECLARED.relationships, links),
    )


def estimate(document: str, variables: Variables = None, known: FanOutCounts | None = None) -> int:
    """The estimate of a document."""
    made = read(document, variables)
    limits = LIMITS
    plan = PlanMaker(DECLARED, made, limits, frozenset(), frozenset()).make()
    return Estimator(made, limits, known).of(plan)


# Six agencies, each with two networks (twelve memberships), each of an area (capped at one).
ESTIMATES = {
    "{ __typename }": 1,
    f"{{ {A} {{ id }} }}": 1,
    f'{{ {A} {{ id }} b: agency(id: "agency:b") {{ id }} }}': 2,
    '{ nodes(ids: ["agency:a", "agency:b", "area:c"]) { id } }': 3,
    "{ agencies(first: 4) { nodes { id } } }": 4,
    "{ agencies(first: 100) { nodes { id } } }": 6,
    "{ agencies(first: 100) { nodes { networks { nodes { id } } } } }": 6 * (1 + 2),
    "{ agencies(first: 100) { nodes { networks(first: 1) { nodes { area { id } } } } } }": 6
    * (1 + 1 * (1 + 1)),
    f"{{ {A} {{ collaboratesWith {{ nodes {{ id }} }} }} }}": 1 + 4,
    f"{{ {A} {{ evidence {{ id }} }} }}": 1 + 5,
    "{ agencies { totalCount } }": 1,
    "{ agencies(first: 0) { nodes { id } } }": 1,
}


@pytest.mark.parametrize("document", ESTIMATES)
def test_estimates(document: str) -> None:
    """No more of a page than there is; relationships by their average."""
    assert estimate(document, known=counts()) == ESTIMATES[document]


def test_what_is_walked_costs_a_tenth() -> None:
    """Counting and filtering look at all there is, whatever the page."""
    known = counts(nodes=1_000)
    page = "agencies(first: 10{}) {{ {} nodes {{ id }} }}"
    plain = estimate(f"{{ {page.format('', '')} }}", known=known)
    counted = estimate(f"{{ {page.format('', 'totalCount')} }}", known=known)
    where = ', where: {nameTh: {contains: "x"}}'
    filtered = estimate(f"{{ {page.format(where, '')} }}", known=known)
    related = ", where: {networks: {some: {}}}"
    followed = estimate(f"{{ {page.format(related, '')} }}", known=known)
    assert (plain, counted, filtered, followed) == (10, 110, 110, 210)


def test_before_numbers_are_known_page_sizes_are_taken() -> None:
    """An estimate is then as high as the bound."""
    document = "{ agencies(first: 100) { nodes { networks(first: 5) { nodes { id } } } } }"
    assert estimate(document) == bind(document).cost == 600


def test_computed_fields_and_introspection() -> None:
    """A ranking costs a constant and a page of what it names; introspection what it returns."""
    ranking = '{ ranking(ids: ["agency:a"]) { total } }'
    assert estimate(ranking, known=counts()) == COMPUTED
    named = '{ ranking(ids: ["agency:a"]) { items { agency { id } } } }'
    assert estimate(named, known=counts()) == COMPUTED + 20
    kinds = estimate("{ __schema { types { name } } }")
    twice = estimate("{ __schema { types { a: name b: name } } }")
    assert estimate("{ __schema { queryType { name } } }") < 5 < kinds < twice


def test_introspection_that_no_tool_asks_for_is_refused() -> None:
    """It is nested as deep as may be, and asks for the same list again and again."""
    lists = " ".join(f"a{at}: fields {{ name }}" for at in range(300))
    for document in (
        f"{{ __schema {{ types {{ {lists} }} }} }}",
        f'{{ __type(name: "Query") {{ fields {{ type {{ {lists} }} }} }} }}',
    ):
        with pytest.raises(PhakhiError, match=r"about [\d,]+ values; [\d,]+ are allowed") as caught:
            estimate(document)
        assert caught.value.code is ErrorCode.OPERATION_TOO_COSTLY


def test_page_sizes_in_variables() -> None:
    """A wrong one is refused elsewhere, and counts nothing or the most here."""
    document = "query ($n: Int) { agencies(first: $n) { nodes { id } } }"
    known = counts(nodes=5_000)
    found = [estimate(document, {"n": size}, known) for size in (7, None, -1, 5_000)]
    assert found == [7, 20, 1, 1_000]


# --- numbers --------------------------------------------------------------------------------


async def test_numbers_are_those_of_the_graph(small: Store, small_graph: Graph) -> None:
    """By kind, and by row of the table where several rows have one type."""
    found = await FanOut(small).read()
    assert {kind: found.of_kind(kind) for kind in DECLARED.kinds} == {
        kind: len(nodes) for kind, nodes in small_graph.kinds.items()
    }
    for row, number in found.rows.items():
        starts = DECLARED.end_members(row.source)
        links = [edge for edge in small_graph.edges() if edge.type == row.type]
        assert number == sum(edge.source.kind in starts for edge in links)


async def test_numbers_are_read_without_reading_records(small: Store) -> None:
    """The database keeps them; nothing is scanned."""
    operators: set[str] = set()

    def walk(plan: dict[str, Any]) -> None:
        operators.add(plan["operatorType"].partition("@")[0])
        for below in plan.get("children", ()):
            walk(below)

    for statement in COUNTS:
        async with small._session("READ") as session:
            summary = await (await session.run("EXPLAIN " + statement.text)).consume()
        assert summary.plan is not None
        walk(summary.plan)
    assert operators == {
        "Apply",
        "NodeCountFromCountStore",
        "ProduceResults",
        "Projection",
        "RelationshipCountFromCountStore",
    }


class Clock:
    """Seconds, as the test sets them."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Times:
    """A store that remembers how often it is read, and may be away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read_times = 0
        self.away = False

    async def read(self, statement: str, _parameters: object = None) -> list[list[Any]]:
        """As a store reads."""
        self.read_times += 1
        if self.away:
            raise PhakhiError(ErrorCode.SERVICE_UNAVAILABLE, "away", "away", retryable=True)
        return await self._store.read(statement)


async def test_numbers_are_read_in_the_background_and_again_after_a_minute(small: Store) -> None:
    """No request waits; while the database is away the last numbers hold."""
    clock, store = Clock(), Times(small)
    fan_out = FanOut(store, clock)

    async def reading() -> None:
        await fan_out._reading.run(None, fan_out._refresh)

    assert fan_out.current() is None
    assert fan_out.current() is None
    await reading()
    first = fan_out.current()
    assert first is not None
    assert store.read_times == len(COUNTS)
    clock.now += FRESH_SECONDS
    store.away = True
    assert fan_out.current() is first
    await reading()
    assert fan_out.current() is first
    clock.now += FRESH_SECONDS
    store.away = False
    assert fan_out.current() is first
    await reading()
    second = fan_out.current()
    assert second is not first
    assert second == first
