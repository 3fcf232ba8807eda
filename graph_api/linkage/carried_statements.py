"""The statement that reads which relationships rest on some words alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.domain.conditions import holds
from graph_api.linkage.graph import TYPES
from schema.cypher import Statement

_TYPES = "|".join(TYPES)


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What some pieces of evidence carry alone.

    Attributes:
        known: ids of those of them that are there.
        links: lists of id of the source, type, and id of the target.
    """

    known: list[str]
    links: list[Any]


# Evidence is a list of ids on the relationship, which may outlive its record: what is not there carries
# nothing. Two may be linked several times by one type; they stay linked while one of these stays.
# Evidence has no index of its own (as datasets have), so the relationships of these types are walked
# once, and only those that the evidence carries are looked at more closely.
READ_CARRIED = Statement(
    "linkage.read_carried",
    CarriedRow,
    f"""
    RETURN COLLECT {{
      UNWIND $evidence AS id MATCH (e:Evidence {{id: id}}) RETURN e.id
    }} AS known, COLLECT {{
      MATCH (a:Record)-[r:{_TYPES}]->(b:Record)
      WHERE any(word IN r.evidence WHERE word IN $evidence) AND {holds("r")}
      WITH DISTINCT a, type(r) AS type, b
      WHERE NOT EXISTS {{
        MATCH (a)-[s:{_TYPES}]->(b)
        WHERE type(s) = type AND {holds("s")} AND (
          NOT any(word IN coalesce(s.evidence, []) WHERE word IN $evidence) OR EXISTS {{
            UNWIND s.evidence AS word
            MATCH (e:Record {{id: word}}) WHERE NOT e.id IN $evidence
          }}
        )
      }}
      RETURN [a.id, type, b.id]
    }} AS links
    """,
)
