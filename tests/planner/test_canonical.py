"""Equal shapes become equal; what differs stays apart; plans are kept and found again."""

from __future__ import annotations

from graph_api.planner import canonical
from graph_api.planner.cost import OperationLimits
from graph_api.planner.model import (
    Branch,
    PropertyColumn,
)
from graph_api.planner.plan import PlanCache
from schema.registry import declaration
from tests.planner.planning import plan, read

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
    cache, limits, scopes = PlanCache(declaration()), OperationLimits(), frozenset[str]()
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
    assert cache.plan(document, OperationLimits(depth=1), scopes) is not other


def test_the_cache_forgets_what_is_longest_out_of_use() -> None:
    """It does not grow without end, neither by documents nor by variants of one."""
    limits, scopes = OperationLimits(), frozenset[str]()
    documents = [read(f"{{ areas(first: {at}) {{ totalCount }} }}") for at in range(3)]
    one = PlanCache(declaration())
    one.plan(documents[0], limits, scopes)
    (kept,) = one._kept.values()
    cache = PlanCache(declaration(), room=2 * kept.length, variants=2)
    plans = [cache.plan(document, limits, scopes) for document in documents]
    assert cache.plan(documents[2], limits, scopes) is plans[2]
    assert cache.plan(documents[0], limits, scopes) is not plans[0]
    many = read("query ($w: AreaWhere) { areas(where: $w) { totalCount } }", {})
    for at in range(5):
        many.variables.coerced["w"] = {"or": [{}] * at}
        cache.plan(many, limits, scopes)
    assert all(len(kept.plans) <= 2 for kept in cache._kept.values())
