"""The statements of ``graph``: what lies around a centre, and the labels and edges of chosen nodes.

FOCUSES_ON is derived for today and all datasets. The pictures of any other scope leave the stored
ones out, and every picture has its own worked out for its scope.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import holds, seen, valid
from schema.cypher import Statement
from schema.ways import FOCUSES_ON, straight, through

HUB = 500
"""A neighbour with more relationships than this is shown, but not walked on from."""


@dataclass(frozen=True, slots=True)
class PictureNeighbours:
    """Ids of the neighbours of a node that is there, ascending."""

    ids: list[str]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An edge, with ids of its ends."""

    id: str
    type: str
    source: str
    target: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class FocusRow:
    """All ways from an organisation to an issue; synthetic where each of them is."""

    source: str
    target: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class PictureNodeRow:
    """A node with its label and names."""

    id: str
    kind: str
    name_th: str
    name_en: str | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Edges:
    """The stored edges among chosen nodes."""

    edges: list[EdgeRow]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Chosen nodes, and who among them focuses on what."""

    focuses: list[FocusRow]
    nodes: list[PictureNodeRow]


# DISTINCT, since several relationships may lead to one neighbour; sorted before the limit, so that
# what a hub shows of its neighbours is the same every time.
_NEIGHBOURS = f"""
    RETURN COLLECT {{
      MATCH (c)-[r]-(n:Record)
      WHERE (type(r) <> '{FOCUSES_ON}' OR $derived)
        AND {holds("r")} AND {seen("n")} AND any(l IN labels(n) WHERE l IN $labels)
      WITH DISTINCT n.id AS id ORDER BY id LIMIT $limit
      RETURN id
    }} AS ids
"""

AROUND = Statement(
    "picture.around", PictureNeighbours, f"MATCH (c:Record {{id: $center}}) {_NEIGHBOURS}"
)
"""No row where the centre is not there."""

# The count of a bare pattern is the degree, which the store keeps: no relationship is read for it.
FURTHER = Statement(
    "picture.further",
    PictureNeighbours,
    f"""
    UNWIND $near AS near
    MATCH (c:Record {{id: near}}) WHERE COUNT {{ (c)--() }} <= {HUB}
    {_NEIGHBOURS}
    """,
)
"""A row for each of ``$near`` that is no hub."""

# Rows that are sorted or grouped carry every list collected before them in the same statement, and
# each counts as memory of its own: so the edges have a statement to themselves.
EDGES = Statement(
    "picture.edges",
    Edges,
    f"""
    RETURN COLLECT {{
      UNWIND $ids AS source MATCH (a:Record {{id: source}})-[r]->(b)
      WHERE type(r) <> '{FOCUSES_ON}' AND {holds("r")}
      WITH source, r, b.id AS target
      WHERE $inside[target]
      WITH r.id AS id, type(r) AS type, source, target, coalesce(r.synthetic, false) AS synthetic
      ORDER BY source, type, target, id LIMIT $limit
      RETURN {{id: id, type: type, source: source, target: target, synthetic: synthetic}}
    }} AS edges
    """,
)
"""``$inside`` has a true value for each id of a node that is shown."""

NODES = Statement(
    "picture.nodes",
    Nodes,
    f"""
    RETURN COLLECT {{
      UNWIND $organisations AS source MATCH (a:Record {{id: source}})
      CALL (a) {{
        MATCH {straight("a", "r", "i")} WHERE {holds("r")}
        RETURN i, coalesce(r.synthetic, false) AS invented
        UNION ALL
        MATCH {through("a", "r", "t", "c", "i")}
        WHERE {holds("r")} AND {holds("c")} AND {valid("t")} AND {seen("t")}
        RETURN i, coalesce(r.synthetic OR c.synthetic OR t.synthetic, false) AS invented
      }}
      WITH source, i.id AS target, collect(invented) AS ways
      WHERE $inside[target]
      RETURN {{source: source, target: target, synthetic: all(way IN ways WHERE way)}}
    }} AS focuses, COLLECT {{
      UNWIND $ids AS id MATCH (n:Record {{id: id}})
      RETURN {{
        id: id, kind: [l IN labels(n) WHERE l <> 'Record'][0], name_th: n.name_th,
        name_en: n.name_en, synthetic: coalesce(n.synthetic, false)
      }}
    }} AS nodes
    """,
)
