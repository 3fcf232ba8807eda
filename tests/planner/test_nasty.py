"""Ten nasty documents."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracles.graph import Graph
from tests.planner.asking import Asker
from tests.planner.planning import plan
from tests.planner.test_nulls import without

CULTURE = "agency:culture-office"


def chain(depth: int) -> str:
    """Collaborators of collaborators."""
    inner = "id"
    for _ in range(depth):
        inner = f"collaboratesWith(first: 1) {{ nodes {{ {inner} }} }}"
    return f'{{ agency(id: "{CULTURE}") {{ {inner} }} }}'


@pytest.mark.store
async def test_a_long_chain(asker: Asker) -> None:
    """As deep as is allowed it is answered; deeper it is refused before the database sees it."""
    deepest = asker.settings.max_depth
    await asker.check(chain(deepest))
    for depth in (deepest + 1, 20, 40):
        reply = await asker.ask(chain(depth))
        assert (reply.data, reply.codes) == (None, ["OPERATION_TOO_DEEP"])
        assert reply.read.texts == []


async def test_three_hundred_roots(asker: Asker, graph: Graph) -> None:
    """Many agencies by id, each under a name of its own, are one subquery."""
    ids = [vertex.id for vertex in graph.kinds["Agency"]] * 4
    roots = " ".join(
        f'a{at}: agency(id: "{id_}") {{ n{at}: nameTh }}' for at, id_ in enumerate(ids[:300])
    )
    data = await asker.check(f"{{ {roots} }}")
    assert len(data) == 300
    made = plan(f"{{ {roots} }}")
    assert made.text is not None
    assert len(made.parts) == made.text.count("COLLECT") == 1
    reply = await asker.ask(f"{{ {roots} {roots.replace(': agency', 'x: agency')} }}")
    assert (reply.data, reply.codes, reply.read.texts) == (None, ["OPERATION_TOO_WIDE"], [])


async def test_nodes_of_five_types(small_asker: Asker) -> None:
    """Doubled and missing ids keep their places; each fragment nests."""
    data = await small_asker.check(
        """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
          ... on Agency { networks(first: 2) { edges { role { nameTh } node { id } } } }
          ... on Problem { raisedBy { nodes { __typename id ... on Area { code } ... on Network { area { id } } } } }
          ... on Event { held: heldIn { totalCount } series { events(last: 1) { nodes { id } } } }
          ... on Evidence { source { passages { totalCount } } saidBy { id } }
          ... on Claim { about { id __typename } } } }""",
        {
            "ids": [
                "claim:b",
                "agency:a",
                "event:a",
                "agency:a",
                "problem:zz",
                "evidence:a",
                "problem:a",
            ]
        },
    )
    ids = [node and node["id"] for node in data["nodes"]]
    assert ids == ["claim:b", "agency:a", "event:a", "agency:a", None, "evidence:a", "problem:a"]


async def test_one_connection_under_three_names(small_asker: Asker) -> None:
    """Each with a cursor, a filter and a direction of its own; one pages into missing values."""
    document = """query ($late: String, $early: String) { goals(first: 2, after: $late, orderBy: [{due: ASC}]) { ...P }
      named: goals(where: {horizonYears: {isNull: false}}, first: 1) { ...P }
      back: goals(last: 2, before: $early, orderBy: [{due: ASC}]) { ...P } }
      fragment P on GoalConnection { totalCount edges { cursor node { id due } } pageInfo { hasNextPage hasPreviousPage } }"""
    first: Any = await small_asker.check(
        "{ goals(orderBy: [{due: ASC}]) { edges { cursor node { due } } } }"
    )
    edges = first["goals"]["edges"]
    last_there = max(at for at, edge in enumerate(edges) if edge["node"]["due"] is not None)
    data = await small_asker.check(
        document,
        {"late": edges[last_there - 1]["cursor"], "early": edges[last_there + 1]["cursor"]},
    )
    assert [edge["node"]["due"] for edge in data["goals"]["edges"]][1] is None
    assert [edge["node"] for edge in data["back"]["edges"]][-1]["due"] is not None


async def test_one_response_name_for_other_things(small_asker: Asker) -> None:
    """Under fragments that exclude one another a name may stand for different fields."""
    data = await small_asker.check(
        """{ successConditions { nodes { fulfilledBy { nodes {
          ... on Mechanism { x: nameTh y: datasets { i: nameTh } z: issues { n: totalCount } }
          ... on Agency { x: name(lang: EN) y: evidence { i: name(lang: EN) } z: issues { n: totalCount } }
          ... on Goal { x: nameTh y: evidence { i: nameTh } z: indicators { n: totalCount } }
          ... on Event { z: heldIn(where: {code: {isNull: true}}) { n: totalCount } x: __typename } } } } } }"""
    )
    assert data["successConditions"]["nodes"]


async def test_a_null_three_levels_down_beside_a_failing_field(small_asker: Asker) -> None:
    """It takes its item with it; the rest, introspection too, is answered."""
    document = """{ __schema { queryType { name } } nodes(ids: ["agency:a", "agency:b"]) { ... on Agency {
        id kind { nameTh datasets { nameTh } } } } refused { total } __type(name: "Node") { kind } }"""
    reply = await small_asker.check_errors(document, raised={"refused": "Nothing is there."})
    assert reply.data is not None
    assert list(reply.data) == ["__schema", "nodes", "refused", "__type"]
    row = reply.read.rows[0][0][0]
    kinds = [at for at, node in enumerate(row[0]) if node[1] and node[1][1]]
    place = (
        (0, kinds[0], 1, 1, 1)
        if isinstance(row[0][kinds[0]][1][1][1], str)
        else (0, kinds[0], 1, 1, 0)
    )
    spoilt = await small_asker.check_errors(
        document, raised={"refused": "Nothing is there."}, tamper=lambda row: without(row, place)
    )
    assert spoilt.problems != reply.problems


@pytest.mark.store
async def test_alternatives_with_missing_values(small_asker: Asker) -> None:
    """A part of a name, or some issue, or not all of something: counted and paged."""
    document = """query ($w: AgencyWhere) { agencies(where: $w, first: 2) { totalCount nodes { id website } pageInfo { hasNextPage endCursor } } }"""
    for operator in ({"contains": "A"}, {"isNull": True}, {"eq": "ก"}):
        where = {
            "or": [
                {"name": {"contains": "ข"}},
                {"problems": {"some": {"issues": {"some": {"id": {"eq": "issue:a"}}}}}},
                {"not": {"networks": {"all": {"area": {"some": {"code": {"isNull": True}}}}}}},
                {"not": {"website": operator}},
            ]
        }
        for negated in (where, {"not": where}):
            await small_asker.check(document, {"w": negated})


@pytest.mark.parametrize("a", [False, True])
@pytest.mark.parametrize("b", [False, True])
async def test_guards_on_a_fragment_that_is_spread_twice(asker: Asker, *, a: bool, b: bool) -> None:
    """What is unguarded stays, in its place."""
    data = await asker.check(
        f"""query ($a: Boolean!, $b: Boolean!) {{ agency(id: "{CULTURE}") {{
          ...F @include(if: $a) @skip(if: $b) networks {{ totalCount }} ...F @skip(if: $a) nameTh }} }}
          fragment F on Agency {{ nameTh networks {{ nodes {{ id }} }} kind {{ id }} }}""",
        {"a": a, "b": b},
    )
    guarded = {"nameTh", "networks", "kind"} if (a and not b) or not a else {"nameTh", "networks"}
    assert set(data["agency"]) == guarded


async def test_through_a_hub_of_a_hub(asker: Asker) -> None:
    """Ordered by a count, on a day, of one dataset."""
    for way in ("ASC", "DESC"):
        await asker.check(
            f"""query ($day: Date, $sets: [ID!]) {{ networks(first: 1, asOf: $day, datasets: $sets) {{ nodes {{
              agencies(first: 1, orderBy: [{{problemsCount: {way}}}, {{nameEn: DESC}}]) {{ totalCount nodes {{ id
                problems(first: 1, orderBy: [{{raisedByCount: {way}}}], asOf: "2564-05-05") {{ totalCount nodes {{ id
                  raisedBy(first: 1, includeSynthetic: false) {{ totalCount nodes {{ id }} }} }} }} }} }} }} }} }}""",
            {"day": "2567-10-01", "sets": ["dataset:udon-demo", "dataset:udon-thani-2563"]},
        )


RANKED = """query ($ids: [ID!]!, $n: Int) { ranking(ids: $ids) { total best { id }
    known { id networks(first: 1) { totalCount nodes { area { nameTh } } } }
    anything { __typename id ... on Area { contains(first: $n) { nodes { id } } } }
    items { score agency { nameTh problems(first: 2) { edges { wording node { id } } } } shares { reason about { id __typename } } } }
    counts { agencies } %s }"""


async def test_scored_rows(asker: Asker, graph: Graph) -> None:
    """Doubled references are answered each time; those whose nodes are gone go, or are null."""
    there = [vertex.id for vertex in graph.kinds["Agency"][:3]]
    ids = ["agency:gone", *there, there[0], "network:not-an-agency"]
    data = await asker.check(RANKED % "", {"ids": ids, "n": 2})
    assert data["ranking"]["best"] is None
    assert [node["id"] for node in data["ranking"]["known"]] == [*there, there[0]]
    assert [item["agency"] is None for item in data["ranking"]["items"]] == [
        True,
        *[False] * 4,
        True,
    ]
    synthetic = await asker.check(
        """query ($ids: [ID!]!) { ranking(ids: $ids, includeSynthetic: false) { known { id } best { id } } }""",
        {"ids": there},
    )
    assert synthetic == {"ranking": {"known": [], "best": None}}


async def test_scored_rows_beside_what_fails(asker: Asker, graph: Graph) -> None:
    """A failing resolver leaves the others as they are."""
    ids = [vertex.id for vertex in graph.kinds["Agency"][:2]]
    document = RANKED % 'broken { total } area(id: "area:41") { id }'
    reply = await asker.check_errors(document, {"ids": ids, "n": 1}, raised={"broken": "secret"})
    assert reply.data is not None
    assert (reply.data["broken"], reply.data["area"]) == (None, {"id": "area:41"})
    assert len(reply.data["ranking"]["known"]) == 2


PAGE_SIZE = "A page holds from 0 to 1000 items, not -1."


async def test_a_wrong_page_size_by_variable(asker: Asker) -> None:
    """It spoils its own root field, which takes all with it only where it may not be null."""
    document = f"""query ($n: Int) {{ broken {{ total }} a: agency(id: "{CULTURE}") {{ networks(first: $n) {{ nodes {{ id }} }} }}
      b: agency(id: "{CULTURE}") {{ id }} __typename }}"""
    reply = await asker.check_errors(
        document, {"n": -1}, failed={"a": PAGE_SIZE}, raised={"broken": "secret"}
    )
    expected = {"broken": None, "a": None, "b": {"id": CULTURE}, "__typename": "Query"}
    assert (reply.data, list(reply.data or {})) == (expected, list(expected))
    ranked = await asker.check_errors(
        RANKED % "broken { total }",
        {"ids": [CULTURE], "n": -1},
        failed={"ranking": PAGE_SIZE},
        raised={"broken": "secret"},
    )
    assert ranked.data is None


async def test_ids_that_are_not_there_keep_their_places_however_deep(asker: Asker) -> None:
    """Too deep for an expression, and measured, which no expression may be: null stays in its place."""
    deep = "nodes { id }"
    for _ in range(6):
        deep = f"nodes {{ id contains(first: 1) {{ {deep} }} }}"
    for below in (f"contains(first: 1) {{ {deep} }}", "contains { aggregate { count } }"):
        ids = '["area:99", "area:41", "area:99"]'
        data = await asker.check(f"{{ nodes(ids: {ids}) {{ ... on Area {{ {below} }} }} }}")
        first, second, third = data["nodes"]
        assert (first, third) == (None, None)
        assert second["contains"]
