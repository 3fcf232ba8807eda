"""The statement that reads names and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import held, lasting
from graph_api.domain.names import Named, named
from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """A piece of evidence of a relationship.

    Attributes:
        link: the place of the relationship among those that were sent.
        id: id of the evidence.
    """

    link: int
    id: str


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Evidence of relationships, and names of records."""

    evidence: list[LinkEvidence]
    names: list[Named]


# Two subqueries in one row: names and evidence matched in turn would multiply each other. Evidence is
# a list of ids on the relationship, which may outlive its record, so it is looked up.
READ_DETAILS = Statement(
    "linkage.read_details",
    DetailRow,
    f"""
    RETURN COLLECT {{
      UNWIND range(0, size($links) - 1) AS at
      WITH at, $links[at] AS link
      MATCH (a:Record {{id: link[0]}})-[r]->(b:Record {{id: link[2]}})
      WHERE type(r) = link[1] AND {held("r")} AND (link[3] OR {lasting("r")})
      UNWIND r.evidence AS e
      MATCH (:Record {{id: e}})
      RETURN DISTINCT {{link: at, id: e}}
    }} AS evidence, COLLECT {{
      UNWIND $ids AS id MATCH (n:Record {{id: id}}) RETURN {named("n")}
    }} AS names
    """,
)
"""Relationships are lists: id of the source, type, id of the target, whether it may be over."""
