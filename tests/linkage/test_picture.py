"""Pictures of the demo: the same each time, bounded, and nothing but what is there."""

from __future__ import annotations

import datetime as dt

import pytest

from graph_api.domain.scope import Scope, parse_scope
from graph_api.linkage import picture_reading
from graph_api.linkage.picture import PictureRequest
from graph_api.linkage.picture_answers import Picture
from graph_api.store import Store
from tests.linkage.on_store import LinkageOnStore

SCOPE = Scope(dt.date(2026, 6, 1))
OFFICE = "agency:culture-office"


@pytest.fixture(scope="module")
def service(udon: Store) -> LinkageOnStore:
    """The service on the demo."""
    return LinkageOnStore(udon)


async def drawn(service: LinkageOnStore, request: PictureRequest, scope: Scope = SCOPE) -> Picture:
    """The picture, which is there."""
    picture = await service.graph(scope, request)
    assert picture is not None
    return picture


async def test_the_picture_holds_networks_agencies_and_issues(service: LinkageOnStore) -> None:
    """All of the province by default; every edge joins two of its nodes; degrees are counted."""
    picture = await drawn(service, PictureRequest(2000, area="area:41"))
    kinds = [node.kind for node in picture.nodes]
    assert sorted(set(kinds)) == ["Agency", "Issue", "Network"]
    assert kinds == sorted(kinds, key=["Network", "Agency", "Issue"].index)
    assert kinds.count("Network") == 6
    assert not picture.truncated
    shown = {node.id for node in picture.nodes}
    assert all(edge.source in shown and edge.target in shown for edge in picture.edges)
    for node in picture.nodes:
        ends = [end for edge in picture.edges for end in (edge.source, edge.target)]
        assert node.degree == ends.count(node.id)
    assert len({edge.id for edge in picture.edges}) == len(picture.edges)
    assert picture == await drawn(service, PictureRequest(2000, area="area:41"))


async def test_a_bound_is_said(service: LinkageOnStore) -> None:
    """The first ten of the same order, and how many matched."""
    whole = await drawn(service, PictureRequest(2000, area="area:41"))
    part = await drawn(service, PictureRequest(10, area="area:41"))
    assert [node.id for node in part.nodes] == [node.id for node in whole.nodes[:10]]
    assert part.truncated
    assert part.totals.matching == len(whole.nodes)
    assert (part.totals.nodes, part.totals.edges) == (10, len(part.edges))


async def test_filters_narrow_the_organisations(service: LinkageOnStore) -> None:
    """One network and its members; one issue and those concerned with it."""
    media = await drawn(service, PictureRequest(100, networks=("network:udon-media",)))
    networks = [node.id for node in media.nodes if node.kind == "Network"]
    assert networks == ["network:udon-media"]
    heritage = await drawn(
        service, PictureRequest(100, kinds=("Issue", "Agency"), issues=("issue:heritage",))
    )
    assert [node.id for node in heritage.nodes if node.kind == "Issue"] == ["issue:heritage"]
    focusing = {edge.source for edge in heritage.edges if edge.type == "FOCUSES_ON"}
    assert focusing == {node.id for node in heritage.nodes if node.kind == "Agency"}
    assert OFFICE in focusing
    nothing = await drawn(service, PictureRequest(100, networks=("network:nowhere",)))
    assert (nothing.nodes, nothing.edges, nothing.totals.matching) == ([], [], 0)


async def test_the_surroundings_of_a_centre(service: LinkageOnStore, udon: Store) -> None:
    """One step is what is linked directly; two steps hold it all, nearer ones first."""
    near = await drawn(service, PictureRequest(500, center=OFFICE))
    assert near.nodes[0].id == OFFICE
    rows = await udon.read(
        "MATCH (:Record {id: $p[0]})-[r]-(n) WHERE (r.since IS NULL OR r.since <= date($p[1])) "
        "AND (r.until IS NULL OR r.until >= date($p[1])) AND type(r) <> 'FOCUSES_ON' "
        "RETURN DISTINCT n.id ORDER BY n.id",
        {"p": [OFFICE, "2026-06-01"]},
    )
    assert [node.id for node in near.nodes[1:]] == [row[0] for row in rows]
    far = await drawn(service, PictureRequest(2000, center=OFFICE, depth=2))
    assert [node.id for node in far.nodes[: len(near.nodes)]] == [node.id for node in near.nodes]
    assert len(far.nodes) > len(near.nodes)
    assert await service.graph(SCOPE, PictureRequest(10, center="agency:nobody")) is None


async def test_edges_to_issues_are_those_of_the_day(service: LinkageOnStore, udon: Store) -> None:
    """Today they are the derived ones, id by id; on another day they are worked out for it."""
    now = parse_scope(None, None, include_synthetic=True)
    picture = await drawn(service, PictureRequest(2000), now)
    stored = await udon.read("MATCH (o)-[r:FOCUSES_ON]->(i) RETURN r.id, o.id, i.id, r.synthetic")
    shown = {
        (e.id, e.source, e.target, e.synthetic) for e in picture.edges if e.type == "FOCUSES_ON"
    }
    assert shown == {tuple(row) for row in stored}
    before = await drawn(service, PictureRequest(2000), Scope(dt.date(2020, 1, 1)))
    assert {e.source for e in before.edges if e.type == "FOCUSES_ON"} < {e for _, e, *_ in shown}


async def test_what_is_invented_can_be_left_out(service: LinkageOnStore) -> None:
    """Then the six networks of the facts remain."""
    real = Scope(SCOPE.as_of, include_synthetic=False)
    picture = await drawn(service, PictureRequest(100, area="area:41"), real)
    assert [node.kind for node in picture.nodes] == ["Network"] * 6
    assert not any(node.synthetic for node in picture.nodes)


async def test_a_hub_that_is_not_walked_on_from_is_said(
    service: LinkageOnStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a bound kept something from being seen, the picture is not the whole of it."""
    whole = await drawn(service, PictureRequest(2000, center="issue:heritage", depth=1))
    assert not whole.truncated
    monkeypatch.setattr(picture_reading, "WALKED_FROM", 1)
    part = await drawn(service, PictureRequest(2000, center="issue:heritage", depth=2))
    assert part.truncated
