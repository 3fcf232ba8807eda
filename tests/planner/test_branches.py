"""Different ways to one answer, and what the database does for it."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.planner import emit, emit_connection, emit_groups, emit_where
from schema.registry import Declaration, RelationshipField
from tests.planner.asking import Asker
from tests.planner.planning import plan
from tests.planner.small import EACH

ISSUE = '{problems: {some: {issues: {some: {id: {eq: "issue:a"}}}}}}'
CULTURE = "agency:culture-office"
ADAPTIVE = {
    "one step": '{networks: {some: {id: {in: ["network:a", "network:b"]}}}}',
    "two steps": ISSUE,
    "with more conditions": '{networks: {some: {id: {eq: "network:a"}, name: {contains: "ก"}}}, website: {isNull: false}}',
    "back through both ends": '{collaboratesWith: {some: {networks: {some: {id: {eq: "network:a"}}}}}}',
}


@pytest.mark.store
@pytest.mark.parametrize("name", ADAPTIVE)
async def test_both_branches_of_an_adaptive_plan_agree(
    small_asker: Asker, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Backwards from the anchor, or along the order: the same pages."""
    document = """query ($c: String) {{ agencies(first: 2, after: $c, where: {where}) {{
        totalCount nodes {{ id }} edges {{ cursor }} pageInfo {{ hasNextPage endCursor }} }}
        back: agencies(last: 2, where: {where}, asOf: "2020-06-01") {{ nodes {{ id }} }} }}""".format(
        where=ADAPTIVE[name]
    )
    shown = []
    for degree in (-1, 10_000):
        monkeypatch.setattr(emit_connection, "WALK_ABOVE", degree)
        made = plan(document)
        assert f"<= {degree} THEN" in (made.text or "")
        first = await fresh(small_asker, document)
        cursor = first["agencies"]["pageInfo"]["endCursor"]
        shown.append([first, await fresh(small_asker, document, {"c": cursor})])
    assert shown[0] == shown[1]


async def fresh(asker: Asker, document: str, variables: dict[str, Any] | None = None) -> Any:
    """The answer by a plan that is made now; a comment keeps it apart from plans made before."""
    fresh.count = getattr(fresh, "count", 0) + 1  # type: ignore[attr-defined]
    return await asker.check(f"{document} # {fresh.count}", variables)  # type: ignore[attr-defined]


NESTED = """{ agencies(first: 2, orderBy: [{networksCount: DESC}]) { nodes { id networks(first: 2) { edges { role { nameTh }
    node { id agencies(first: 2) { totalCount edges { role { id datasets { id } } node { id kind { datasets { evidence { source { id } } } }
    problems(first: 1) { nodes { id raisedBy(last: 2) { nodes { __typename id
    ... on Agency { evidence { id } } ... on Area { contains(first: 1) { nodes { id } } } } } } } } } } } } } } }
    ranking(ids: ["agency:a", "agency:c"]) { known { networks { nodes { area { within { within { within { id } } } } } } } } }"""


@pytest.mark.store
async def test_collect_and_call_agree(small_asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever number of inner levels is written with COLLECT."""
    shown, calls = [], []
    for levels in (0, 1, 2, 5, 20):
        monkeypatch.setattr(emit, "MAX_COLLECT", levels)
        calls.append((plan(NESTED).text or "").count("CALL ("))
        shown.append(await fresh(small_asker, NESTED))
    assert shown == [shown[0]] * 5
    assert calls[0] > calls[1] > calls[2] > calls[3] > calls[4] == 0


LABELS = """{ nodes(ids: ["problem:a", "area:a", "agency:a", "event:a", "person:a"]) { __typename
    ... on Problem { raisedBy { nodes { id } } areas { nodes { id } } answeredBy { totalCount } }
    ... on Area { problemsFound { nodes { id } } goalsPlaced { totalCount } posts { nodes { id } } agenciesWorking { nodes { id } } }
    ... on Agency { areas { nodes { id } } eventsAttended { nodes { id } } issues { nodes { id } } }
    ... on Event { attendedBy { nodes { id __typename } } peoplePresent { nodes { id } } under { nodes { __typename } } }
    ... on Person { eventsAttended { totalCount } } } }"""


@pytest.mark.store
async def test_a_label_that_is_left_out_would_change_nothing(
    small_asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels are stated where a type leads to other kinds too, and only there."""
    left_out = await fresh(small_asker, LABELS)
    before = plan(LABELS).text or ""

    def always(
        declared: Declaration, near: tuple[str, ...], item: RelationshipField
    ) -> tuple[str, ...]:
        del near
        return declared.members(item.target)

    for module in (emit, emit_connection, emit_groups, emit_where):
        monkeypatch.setattr(module, "far_labels", always)
    after = plan(LABELS).text or ""
    assert after.count(":Area") > before.count(":Area")
    assert await fresh(small_asker, LABELS) == left_out


# --- what it costs --------------------------------------------------------------------------


def total_hits(profile: dict[str, Any]) -> int:
    """Database hits of a profile."""
    hits: int = profile.get("dbHits", 0) or 0
    return hits + sum(map(total_hits, profile.get("children", [])))


def operators(profile: dict[str, Any]) -> set[str]:
    """Names of the operators of a profile."""
    found = {profile["operatorType"].partition("@")[0]}
    return found.union(*map(operators, profile.get("children", [])))


async def profiled(asker: Asker, document: str) -> tuple[int, set[str]]:
    """Hits and operators of a document's statement."""
    reply = await asker.ask(document)
    assert reply.problems == []
    async with asker.store._driver.session() as session:
        (text,), (values,) = reply.read.texts, reply.read.values
        result = await session.run(f"PROFILE {text}", values)
        profile = (await result.consume()).profile
    assert profile is not None
    return total_hits(profile), operators(profile)


@pytest.mark.store
async def test_a_page_of_a_kind_reads_no_more_than_the_page(asker: Asker) -> None:
    """Along the index on name and id, the first page and later ones, both ways."""
    data = await asker.check("{ areas(first: 3) { edges { cursor node { id } } } }")
    cursor = data["areas"]["edges"][1]["cursor"]
    for arguments in (
        "first: 5",
        f'first: 5, after: "{cursor}"',
        "last: 5",
        "orderBy: [{name: DESC}], first: 5",
    ):
        hits, used = await profiled(asker, f"{{ areas({arguments}) {{ nodes {{ id nameTh }} }} }}")
        assert hits < 50
        assert "NodeIndexSeek" in used or "NodeIndexSeekByRange" in used
        assert not used & {"NodeByLabelScan", "AllNodesScan"}


@pytest.mark.store
async def test_a_node_by_id_is_one_seek(asker: Asker) -> None:
    """By the unique index, for one id and for many."""
    hits, used = await profiled(asker, '{ agency(id: "agency:culture-office") { id nameTh } }')
    assert hits < 15
    assert {name for name in used if "Index" in name} == {"NodeUniqueIndexSeek"}
    assert not used & {"NodeByLabelScan", "AllNodesScan"}


@pytest.mark.store
async def test_a_total_without_conditions_is_read_from_the_store(asker: Asker) -> None:
    """A degree, not a walk; a kind's total, not a scan."""
    few, used = await profiled(asker, '{ area(id: "area:41") { contains { totalCount } } }')
    assert few < 15
    assert not {name for name in used if name.startswith("Expand")}
    _, counted = await profiled(asker, "{ agencies { totalCount } }")
    assert "NodeCountFromCountStore" in counted


@pytest.mark.store
async def test_a_guard_that_is_false_costs_nothing(asker: Asker) -> None:
    """What is left out is not in the statement."""
    document = '{ area(id: "area:41") { id contains @include(if: %s) { nodes { id } } } }'
    plain, _ = await profiled(asker, '{ area(id: "area:41") { id } }')
    guarded, _ = await profiled(asker, document % "false")
    taken, _ = await profiled(asker, document % "true")
    assert plain == guarded < taken


@pytest.mark.store
async def test_a_filter_on_a_relationship_starts_from_its_anchor(asker: Asker) -> None:
    """Nothing is scanned where an id says where to begin."""
    tied = f'{{collaboratesWith: {{some: {{id: {{eq: "{CULTURE}"}}}}}}}}'
    several = f'{{or: [{tied}, {{id: {{eq: "{CULTURE}"}}}}]}}'
    for where in (tied, '{basedIn: {some: {id: {inside: "area:4120"}}}}', several):
        _, used = await profiled(asker, f"{{ agencies(where: {where}) {{ totalCount }} }}")
        assert not used & {"NodeByLabelScan", "AllNodesScan"}


async def test_the_small_graph_is_whole(small_asker: Asker) -> None:
    """Every kind is there, so that tests over kinds test something."""
    for name in small_asker.meaning.listings:
        data = await small_asker.check(f"{{ {name} {{ totalCount nodes {{ id name }} }} }}")
        assert data[name]["totalCount"] == EACH
