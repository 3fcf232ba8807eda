"""Names and evidence for what an answer shows, in one fixed statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_api.domain.scope import Scope
from graph_api.linkage.graph import Graph
from graph_api.linkage.provenance import Provenance, Triple
from graph_api.linkage.scoping import SCOPED, holds
from schema.cypher import Reader

EVIDENCE_SHOWN = 10
"""Pieces of evidence named for one reason at most."""

_DETAILS = f"""
{SCOPED}RETURN
  COLLECT {{
    UNWIND range(0, size($p[4]) - 1) AS at
    WITH at, $p[4][at] AS link, day, datasets, synthetic
    MATCH (a:Record {{id: link[0]}})-[r]->(b:Record {{id: link[2]}})
    WHERE type(r) = link[1] AND {holds("r")}
    UNWIND r.evidence AS e
    MATCH (:Record {{id: e}})
    RETURN DISTINCT [at, e]
  }},
  COLLECT {{
    UNWIND $p[3] AS i MATCH (n:Record {{id: i}}) RETURN [n.id, n.name_th, n.name_en]
  }}
"""


@dataclass(frozen=True, slots=True)
class Details:
    """Names of nodes (Thai, and English where there is one) and evidence of relationships, by id."""

    names: Mapping[str, tuple[str, str | None]]
    evidence: Mapping[tuple[str, str, str], list[str]]

    def name(self, ident: str, language: str) -> str:
        """The name in ``language``, else the other one; the id of a node that has just gone."""
        thai, english = self.names.get(ident, (ident, None))
        return thai if language == "th" else english or thai

    def evidence_of(self, graph: Graph, links: Iterable[Triple]) -> list[str]:
        """Ids of the evidence on these relationships, each once, in their order."""
        found: dict[str, None] = {}
        for link in links:
            found.update(dict.fromkeys(self.evidence.get(named(graph, link), ())))
        return list(found)[:EVIDENCE_SHOWN]


def named(graph: Graph, link: Triple) -> tuple[str, str, str]:
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
    found = list(provenance)
    idents = sorted({graph.ids[number] for item in found for number in item.nodes} | set(also))
    links = sorted({named(graph, link) for item in found for link in item.links})
    if not idents and not links:
        return Details({}, {})
    parameters = [*scope.positional, idents, [list(link) for link in links]]
    ((evidence, names),) = await store.read(_DETAILS, {"p": parameters})
    by_link: dict[tuple[str, str, str], list[str]] = {}
    for place, ident in sorted(evidence):
        by_link.setdefault(links[place], []).append(ident)
    return Details({ident: (thai, english) for ident, thai, english in names}, by_link)
