"""Equal shapes become equal; what differs stays apart; plans are kept and found again."""

from __future__ import annotations

from graph_api.planner import canonical
from graph_api.planner.model import (
    Branch,
    PropertyColumn,
)
from graph_api.planner.plan import QueryPlan
from graph_api.planner.plan_cache import PlanCache
from schema.registry import declaration
from tests.planner.planning import LIMITS, limits_with, plan, read

RECORD = declaration().kind("Record").properties
ID, TH, EN = (PropertyColumn(RECORD[name]) for name in ("id", "name_th", "name_en"))


def test_columns_are_sorted_and_stand_once() -> None:
    """Whatever the order, however often."""
    assert canonical.columns([TH, ID, TH, EN]) == canonical.columns([EN, TH, ID]) == (ID, EN, TH)


def test_kinds_that_read_the_same_share_a_branch() -> None:
    """Grouped by what they read."""
    groups = canonical.group({"Area": (ID,), "Agency": (ID, TH), "Network": (ID,)})
    assert groups == (Branch(("Agency",), (), (ID, TH)), Branch(("Area", "Network"), (), (ID,)))


def test_the_place_of_a_column() -> None:
    """In the merged branch."""
    assert canonical.position(Branch(("Area",), (), (ID, EN, TH)), TH) == 2


def test_nodes_and_edges_are_read_once() -> None:
    """What both select of a node is one list of columns."""
    (listing,) = plan(
        "{ areas { nodes { id nameTh } edges { node { nameEn x: id } } again: nodes { id } } }"
    ).listings
    assert listing.connection.node is not None
    assert listing.connection.node.branches == (Branch(("Area",), (), (ID, EN, TH)),)


def test_finds_are_folded() -> None:
    """One subquery for all that select the same; each keeps its names."""
    made = plan(
        '{ a: agency(id: "agency:a") { x: id } b: agency(id: "agency:b") { id } c: agency(id: "agency:a") { nameTh } }'
    )
    assert [find.responses for find in made.finds] == [("a", "b"), ("c",)]
    assert [
        [view.branches[0].entries[0].response for view in find.views] for find in made.finds
    ] == [["x", "id"], ["nameTh"]]


def test_listings_are_folded_when_their_values_are_equal_too() -> None:
    """Other page sizes are other pages."""
    made = plan(
        "{ a: areas(first: 1) { nodes { id } } b: areas(first: 1) { nodes { x: id } } c: areas(first: 2) { nodes { id } } }"
    )
    assert [listing.responses for listing in made.listings] == [("a", "b"), ("c",)]


def test_plans_are_kept_by_what_they_depend_on() -> None:
    """Other texts and numbers find the same plan; another structure makes another."""
    cache, limits, scopes = PlanCache(declaration()), LIMITS, frozenset[str]()
    document = read(
        "query ($n: Int, $w: AreaWhere) { areas(first: $n, where: $w) { totalCount } }", {"n": 1}
    )
    first = cache.plan(document, limits, scopes)
    document.variables.coerced["n"] = 2
    assert cache.plan(document, limits, scopes) is first
    document.variables.coerced["w"] = {"code": {"eq": "x"}}
    other = cache.plan(document, limits, scopes)
    assert other.text != first.text
    document.variables.coerced["w"] = {"code": {"eq": "y"}}
    assert cache.plan(document, limits, scopes) is other
    assert cache.plan(document, limits, frozenset({"contacts"})) is not other
    assert cache.plan(document, limits_with(depth=1), scopes) is not other


def test_the_cache_forgets_what_is_longest_out_of_use() -> None:
    """It does not grow without end, neither by documents nor by variants of one."""
    scopes = frozenset[str]()
    documents = [read(f"{{ areas(first: {at}) {{ totalCount }} }}") for at in range(3)]
    size = len("{ areas(first: 0) { totalCount } }") + len(
        plan("{ areas { totalCount } }").text or ""
    )
    cache = PlanCache(declaration(), capacity=2 * size)
    plans = [cache.plan(document, LIMITS, scopes) for document in documents]
    assert cache.plan(documents[2], LIMITS, scopes) is plans[2]
    assert cache.plan(documents[1], LIMITS, scopes) is plans[1]
    assert cache.plan(documents[0], LIMITS, scopes) is not plans[0]
    assert cache.plan(documents[2], LIMITS, scopes) is not plans[2]


def test_the_variants_of_an_operation_are_bounded() -> None:
    """The one that has not been used for longest is planned again."""
    cache, scopes = PlanCache(declaration(), variants=2), frozenset[str]()
    document = read("query ($w: AreaWhere) { areas(where: $w) { totalCount } }", {})

    def of(number: int) -> QueryPlan:
        document.variables.coerced["w"] = {"or": [{}] * number}
        return cache.plan(document, LIMITS, scopes)

    plans = [of(number) for number in range(3)]
    assert (of(2), of(1)) == (plans[2], plans[1])
    assert of(0) is not plans[0]


def test_an_operation_beyond_the_capacity_is_planned_each_time() -> None:
    """And takes no other's place."""
    scopes = frozenset[str]()
    small, large = read("{ __typename }"), read("{ areas { nodes { id nameTh } } }")
    cache = PlanCache(declaration(), capacity=40)
    kept = cache.plan(small, LIMITS, scopes)
    one, other = (cache.plan(large, LIMITS, scopes) for _ in range(2))
    assert one is not other
    assert cache.plan(small, LIMITS, scopes) is kept
