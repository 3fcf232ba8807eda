"""The statement of ``overlap.problems``: in which words those who raise problems do so."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import holds
from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """One who raises a problem, in its own words, and evidence for it."""

    raiser: str
    problem: str
    wording: str | None
    evidence: list[list[str]]


@dataclass(frozen=True, slots=True)
class RaisedPage:
    """All in one row: thousands of rows cost the driver far more than what is in them."""

    raised: list[RaisedRow]


# collect() leaves null out: its head is the first wording that there is, by relationship.
RAISED = Statement(
    "overlap.raised",
    RaisedPage,
    f"""
    UNWIND $pairs AS pair
    MATCH (o:Record {{id: pair.raiser}})-[r:RAISES]->(p:Record {{id: pair.problem}}) WHERE {holds("r")}
    WITH pair, r ORDER BY r.id
    WITH pair, head(collect(r.wording)) AS wording, collect(coalesce(r.evidence, [])) AS evidence
    RETURN collect({{
      raiser: pair.raiser, problem: pair.problem, wording: wording, evidence: evidence
    }}) AS raised
    """,
)
