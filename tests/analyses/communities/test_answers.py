"""The family ``communities``, on a small store: a whole answer and hostile input."""

from __future__ import annotations

import pytest

from tests.analyses.structure.conftest import Ask

pytestmark = pytest.mark.usefixtures("told")

_DOCUMENT = """query Q($minSize: Int! = 2, $resolution: Float! = 1.0, $first: Int! = 20, $after: String) {
  communities(asOf: "2025-01-01", includeSynthetic: false) {
    clusters(minSize: $minSize, resolution: $resolution, first: $first, after: $after) {
      agenciesOutside modularity networksModularity agreement explanation truncated
      totalCount pageInfo { hasNextPage endCursor }
      nodes { size agencies { id } tiesInside tiesOutside networkCount noNetwork
        networks { network { id } agencies } issues { issue { id } }
        works { work { id } inside overall lift } } } } }"""


async def test_clusters_tell_what_they_draw_from_and_share(ask: Ask) -> None:
    """Two cores with the tie between them; who has no tie is outside."""
    answer, codes = await ask(_DOCUMENT)
    assert codes == []
    told = answer["communities"]["clusters"]
    nodes = told["nodes"]
    assert sum(node["size"] for node in nodes) + told["agenciesOutside"] == 7
    assert told["agenciesOutside"] == 1
    first = next(node for node in nodes if {"id": "agency:a2"} in node["agencies"])
    assert first["works"] == [
        {"work": {"id": "goal:g"}, "inside": 2, "overall": 2, "lift": round(7 / first["size"], 6)}
    ]
    shares = {s["network"]["id"]: s["agencies"] for node in nodes for s in node["networks"]}
    assert set(shares) == {"network:a", "network:b"}
    assert told["explanation"].startswith("Of 5 agencies that have a tie and a network, ")
    assert told["truncated"] is False


async def test_pages_follow_each_other_and_small_clusters_fall_outside(ask: Ask) -> None:
    """A cursor belongs to its resolution."""
    whole, _ = await ask(_DOCUMENT, minSize=1)
    expected = whole["communities"]["clusters"]["nodes"]
    assert expected[-1]["agencies"] == [{"id": "agency:lone"}]
    found, after, more = [], None, True
    while more:
        page, codes = await ask(_DOCUMENT, minSize=1, first=1, after=after)
        assert codes == []
        listed = page["communities"]["clusters"]
        found += listed["nodes"]
        more, after = listed["pageInfo"]["hasNextPage"], listed["pageInfo"]["endCursor"]
    assert found == expected
    refused = await ask(_DOCUMENT, resolution=2.0, after=after)
    assert refused == ({"communities": {"clusters": None}}, ["BAD_CURSOR"])
    none, _ = await ask(_DOCUMENT, minSize=1000)
    told = none["communities"]["clusters"]
    assert (told["nodes"], told["agenciesOutside"]) == ([], 7)


async def test_bad_input_is_refused(ask: Ask) -> None:
    """With a code, and null in its place."""
    for wrong, code in [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"minSize": 0}, "BAD_ARGUMENT"),
        ({"minSize": 1001}, "BAD_ARGUMENT"),
        ({"resolution": 0.0}, "BAD_ARGUMENT"),
        ({"resolution": 10.5}, "BAD_ARGUMENT"),
    ]:
        assert await ask(_DOCUMENT, **wrong) == ({"communities": {"clusters": None}}, [code]), wrong
