"""Names and evidence for what an answer shows, in one fixed statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_api.domain.evidence import evidence_shown
from graph_api.domain.names import Named
from graph_api.domain.scope import Scope
from graph_api.linkage.details_statements import READ_DETAILS
from graph_api.linkage.graph import Graph
from graph_api.linkage.neighbours import Triple
from graph_api.linkage.provenance import Provenance
from schema.cypher import Reader


@dataclass(frozen=True, slots=True)
class Details:
    """Names of nodes and evidence of relationships, by id."""

    names: Mapping[str, Named]
    evidence: Mapping[tuple[str, str, str], list[str]]

    def name(self, ident: str, language: str) -> str:
        """The name in ``language``, else the other one; the id of a node that has just gone."""
        return self.names.get(ident, Named(ident)).name(language)

    def evidence_of(self, graph: Graph, links: Iterable[Triple]) -> list[str]:
        """Ids of the evidence on these relationships, each once, in their order."""
        return evidence_shown(*(self.evidence.get(_by_ids(graph, link)) for link in links))


def _by_ids(graph: Graph, link: Triple) -> tuple[str, str, str]:
    """A relationship by ids."""
    source, type_, target = link
    return graph.ids[source], type_, graph.ids[target]


async def read_details(
    store: Reader,
    scope: Scope,
    graph: Graph,
    provenance: Iterable[Provenance],
    also: Iterable[str] = (),
) -> Details:
    """Names of all nodes and evidence of all relationships behind an answer.

    Args:
        store: where they are read, by one statement.
        scope: relationships outside it bring no evidence.
        graph: numbers and ids.
        provenance: what stands behind the reasons.
        also: ids of further nodes whose names are needed.
    """
    behind = list(provenance)
    idents = sorted({graph.ids[number] for item in behind for number in item.nodes} | set(also))
    links = sorted({_by_ids(graph, link) for item in behind for link in item.links})
    past = {_by_ids(graph, link) for item in behind if item.until for link in item.links}
    if not idents and not links:
        return Details({}, {})
    (row,) = await READ_DETAILS.read(
        store, **scope.parameters, ids=idents, links=[[*link, link in past] for link in links]
    )
    by_link: dict[tuple[str, str, str], list[str]] = {}
    # COLLECT promises no order, and only the first few pieces are shown: the same ones each time.
    for piece in sorted(row.evidence, key=lambda piece: (piece.link, piece.id)):
        by_link.setdefault(links[piece.link], []).append(piece.id)
    return Details({name.id: name for name in row.names}, by_link)
