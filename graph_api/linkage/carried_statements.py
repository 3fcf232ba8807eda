"""The statement that reads which relationships rest on some words alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.domain.conditions import held, holds
from graph_api.linkage.graph import TYPES
from schema.cypher import Statement

_TYPES = "|".join(TYPES)
_TOGETHER = "TAKES_PART_IN|COLLABORATES_WITH"


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What some pieces of evidence carry alone.

    Attributes:
        known: ids of those of them that are there.
        links: lists of id of the source, type, and id of the target, of those that hold.
        former: lists of the two ids of those of working together that hold or held: all that was ever
            said of the two rests on these pieces.
    """

    known: list[str]
    links: list[Any]
    former: list[Any]


def _rests_on(relationship: str) -> str:
    """Cypher: whether no evidence of a relationship is left, and some was."""
    return f"""any(word IN {relationship}.evidence WHERE word IN $evidence) AND NOT EXISTS {{
            UNWIND {relationship}.evidence AS word
            MATCH (e:Record {{id: word}}) WHERE NOT e.id IN $evidence
          }}"""


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
        WHERE type(s) = type AND {holds("s")} AND NOT ({_rests_on("s")})
      }}
      RETURN [a.id, type, b.id]
    }} AS links, COLLECT {{
      MATCH (a:Record)-[r:{_TOGETHER}]->(b:Record)
      WHERE any(word IN r.evidence WHERE word IN $evidence) AND {held("r")}
      WITH DISTINCT a, b
      WHERE NOT EXISTS {{ MATCH (a)-[s:{_TOGETHER}]-(b) WHERE {held("s")} AND NOT ({_rests_on("s")}) }}
      RETURN [a.id, b.id]
    }} AS former
    """,
)
