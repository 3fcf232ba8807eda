"""The statements behind doubts, each read from its place on along an index.

Claims stand in the order of what they are about; records, invented and not invented apart, in the
order of their ids. A relationship is read with the record that it starts from.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import asserted, holds, present, seen
from graph_api.domain.evidence import EVIDENCE_SHOWN
from graph_api.domain.names import Named, named
from schema.cypher import Statement

LOOKED_AT = 1_000
"""Records of one kind that one statement looks at, at most."""


@dataclass(frozen=True, slots=True)
class ClaimedValue:
    """What a claim says: a value as JSON, who says it, and the evidence."""

    value: str | None
    datasets: list[str]
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class StoredValue:
    """What stands in the graph: the value as it is stored, the datasets, and what each asserted."""

    value: object
    datasets: list[str]
    asserted: list[str] | None


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A claim that disputes a record, or a relationship (``type``, ``target``) that starts from it.

    ``property`` is what it is about, ``name`` the same as it is stored; ``None`` for what is not read.
    """

    subject: str
    claim: str
    node: Named
    type: str | None
    target: str | None
    property: str
    name: str | None
    claimed: ClaimedValue
    stored: StoredValue


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A doubtful record, or a relationship (``link``, ``type``, ``target``) that starts from it."""

    id: str
    link: str
    type: str | None
    target: str | None
    evidence: list[str] | None
    sources: list[Named] | None


@dataclass(frozen=True, slots=True)
class RangeRead:
    """Doubts in one of the ranges; ``reached`` is the last id looked at, where a bound stopped there."""

    range: int
    reached: str | None
    doubts: list[DoubtRow]


# head(COLLECT) gives one row a claim, with null where there is no such relationship; OPTIONAL MATCH
# would give a row for each that fits.
DISPUTES = Statement(
    "readiness.disputes",
    DisputeRow,
    f"""
    MATCH (c:Claim)
    WHERE c.subject >= $after_subject
      AND CASE WHEN c.subject = $after_subject THEN c.id > $after_claim ELSE true END
      AND {asserted("c")} AND {seen("c")}
    MATCH (c)-[:DISPUTES]->(n:Record) WHERE {present("n")} AND any(l IN labels(n) WHERE l IN $kinds)
    WITH c, n, head(COLLECT {{
      MATCH (n)-[r {{id: c.subject}}]->(t:Record)
      WHERE c.subject <> n.id AND {holds("r")} AND {present("t")}
      RETURN r
    }}) AS r
    WHERE c.subject = n.id OR r IS NOT NULL
    WITH c, n, r, $stored_names[last(split(c.property, ').'))] AS name
    ORDER BY c.subject, c.id LIMIT $limit
    RETURN c.subject AS subject, c.id AS claim, {named("n")} AS node,
      type(r) AS type, endNode(r).id AS target, c.property AS property, name,
      {{value: c.value, datasets: c.datasets, evidence: c.evidence}} AS claimed,
      CASE WHEN r IS NULL
        THEN {{value: n[name], datasets: n.datasets, asserted: n.asserted}}
        ELSE {{value: r[name], datasets: r.datasets, asserted: r.asserted}}
      END AS stored
    """,
)

_RECORD = """
        RETURN '' AS link, null AS type, null AS target, n.evidence AS words"""

# Two are enough to know that there is more than one.
_SOURCES = f"""COLLECT {{
        UNWIND words AS word
        MATCH (w:Record {{id: word}})-[:FROM]->(s:Source)
        WHERE NOT coalesce(w.synthetic, false) AND NOT coalesce(s.synthetic, false)
        WITH DISTINCT s LIMIT 2
        RETURN {named("s")}
      }}"""


def _links(*, invented: bool) -> str:
    return f"""
        MATCH (n)-[r]->(t:Record)
        WHERE type(r) <> 'FOCUSES_ON' AND r.synthetic = {str(invented).lower()}
          AND {holds("r")} AND {present("t")}
        RETURN r.id AS link, type(r) AS type, t.id AS target, r.evidence AS words"""


def _scan(
    name: str, items: str, *, invented: bool = False, sources: str = "null", condition: str = "true"
) -> Statement[RangeRead]:
    """A statement over records in ``$ranges``, each ``{low, high, link}``.

    Ids are from ``low`` up to ``high``; of ``low`` itself only relationships after ``link`` count.
    """
    # Ordered as the index on both has it, so that nothing is sorted and reading stops at the limit.
    looked_at = f"""MATCH (n:Record)
      WHERE n.synthetic = {str(invented).lower()}
        AND n.id >= $ranges[at].low AND n.id < $ranges[at].high
      WITH n, at ORDER BY n.synthetic, n.id LIMIT $looked_at"""
    text = f"""
    UNWIND range(0, size($ranges) - 1) AS at
    CALL (at) {{
      {looked_at}
      RETURN CASE WHEN count(*) = $looked_at THEN max(n.id) END AS reached
    }}
    RETURN at AS range, reached, COLLECT {{
      {looked_at}
      WITH n, at WHERE {present("n")}
      CALL (n) {{{items}
      }}
      WITH n, at, link, type, target, words
      WHERE n.id > $ranges[at].low OR link > $ranges[at].link
      WITH n, link, type, target, words, {sources} AS sources
      WHERE {condition}
      WITH n, link, type, target, words, sources ORDER BY n.synthetic, n.id, link LIMIT $limit
      RETURN {{
        id: n.id, link: link, type: type, target: target,
        evidence: words[..{EVIDENCE_SHOWN}], sources: sources
      }}
    }} AS doubts
    """
    return Statement(f"readiness.{name}", RangeRead, text)


_FACTS = f"{_RECORD}\n        UNION ALL{_links(invented=False)}"

SINGLE_SOURCE = _scan("single_source", _FACTS, sources=_SOURCES, condition="size(sources) = 1")
NO_EVIDENCE = _scan("no_evidence", _FACTS, sources=_SOURCES, condition="size(sources) = 0")
INVENTED_RECORDS = _scan("invented_records", _RECORD, invented=True)
INVENTED_LINKS = _scan("invented_links", _links(invented=True))
