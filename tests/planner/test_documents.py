"""Documents that both oracles answer too."""

from __future__ import annotations

from tests.planner.asking import Asker


async def test_scalars_of_a_node_by_id(asker: Asker) -> None:
    """Properties, names in both languages, and the type."""
    data = await asker.check(
        '{ area(id: "area:41") { __typename id nameTh name en: name(lang: EN) synthetic code } }'
    )
    assert data["area"]["code"] == "41"


async def test_all_sorts_at_once(asker: Asker) -> None:
    """A broad first document."""
    await asker.check(
        """
        query Q($yes: Boolean = true) {
          agencies(first: 3) {
            totalCount
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            edges { cursor node { ...named networks(first: 2, orderBy: [{agenciesCount: DESC}]) {
              edges { since role { nameTh } evidence { phrase source { nameTh } } node { id area { id } } } } } }
            nodes { id evidence { id } kind { nameEn } }
          }
          b: agencies(last: 2, where: {or: [{name: {contains: "วัด"}}, {problems: {some: {issues: {some: {}}}}}]}) {
            totalCount nodes { id problems @include(if: $yes) { totalCount nodes { nameTh } } } }
          nodes(ids: ["area:41", "agency:nope", "area:41"]) { __typename id ... on Area { code contains { totalCount } } }
          counts { agencies remark __typename }
          ranking(ids: ["agency:x"]) { total best { id } items { score agency { id nameTh } shares { about { id __typename } } } }
          __typename
        }
        fragment named on Record { id n: name(lang: EN) }
        """
    )
