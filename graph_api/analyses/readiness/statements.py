"""The statements behind doubts, each read from its place on along an index.

Claims stand in the order of what they are about; records, invented and not invented apart, in the
order of their ids. A relationship is read with the record that it starts from.
"""

from __future__ import annotations

from graph_api.analyses.readiness.there import there
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen

LOOKED_AT = 1_000
"""Records of one kind that one statement looks at, at most."""

EVIDENCE = 10
"""Pieces of evidence named for a doubt at most."""

DISPUTES = f"""
{SCOPED}
MATCH (c:Claim)
WHERE c.subject >= $p[3] AND CASE WHEN c.subject = $p[3] THEN c.id > $p[4] ELSE true END
  AND {asserted("c")} AND {seen("c")}
MATCH (c)-[:DISPUTES]->(n:Record) WHERE {there("n")} AND any(l IN labels(n) WHERE l IN $p[6])
WITH c, n, head(COLLECT {{
  MATCH (n)-[r {{id: c.subject}}]->(t:Record) WHERE c.subject <> n.id AND {holds("r")} AND {there("t")}
  RETURN r
}}) AS r
WHERE c.subject = n.id OR r IS NOT NULL
WITH c, n, r, $p[7][last(split(c.property, ').'))] AS name ORDER BY c.subject, c.id LIMIT $p[5]
RETURN c.subject, c.id, n.id, [type(r), endNode(r).id], [c.property, name],
  [c.value, c.datasets, c.evidence],
  CASE WHEN r IS NULL THEN [n[name], n.datasets, n.asserted] ELSE [r[name], r.datasets, r.asserted] END,
  [n.name_th, n.name_en]
"""

_RECORD = """
    WITH n
    RETURN '' AS link, null AS type, null AS target, n.evidence AS words
"""

_SOURCES = """COLLECT {
    UNWIND words AS word
    MATCH (w:Record {id: word})-[:FROM]->(s:Source)
    WHERE NOT coalesce(w.synthetic, false) AND NOT coalesce(s.synthetic, false)
    WITH DISTINCT s LIMIT 2
    RETURN [s.id, s.name_th, s.name_en]
  }"""


def _links(*, invented: bool) -> str:
    return f"""
    WITH n, day, datasets, synthetic
    MATCH (n)-[r]->(t:Record)
    WHERE type(r) <> 'FOCUSES_ON' AND r.synthetic = {str(invented).lower()}
      AND {holds("r")} AND {there("t")}
    RETURN r.id AS link, type(r) AS type, t.id AS target, r.evidence AS words
"""


def _scan(*, invented: bool, items: str, sources: str = "null", condition: str = "true") -> str:
    looked_at = f"""MATCH (n:Record)
    WHERE n.synthetic = {str(invented).lower()} AND n.id >= $p[3][at][0] AND n.id < $p[3][at][1]
    WITH n ORDER BY n.synthetic, n.id LIMIT $p[5]"""
    return f"""
{SCOPED}
UNWIND range(0, size($p[3]) - 1) AS at
CALL (at) {{
  {looked_at}
  RETURN CASE WHEN count(*) = $p[5] THEN max(n.id) END AS reached
}}
RETURN at, reached, COLLECT {{
  {looked_at.replace("WITH n", "WITH n, at, day, datasets, synthetic", 1)}
  WITH n, at, day, datasets, synthetic WHERE {there("n")}
  CALL (n, day, datasets, synthetic) {{{items}  }}
  WITH n, at, link, type, target, words
  WHERE n.id > $p[3][at][0] OR link > $p[3][at][2]
  WITH n, link, type, target, words, {sources} AS sources
  WHERE {condition}
  WITH n, link, type, target, words, sources ORDER BY n.synthetic, n.id, link LIMIT $p[4]
  RETURN [n.id, link, type, target, words[..{EVIDENCE}], sources]
}}
"""


_FACTS = f"{_RECORD}    UNION ALL{_links(invented=False)}"

SINGLE_SOURCE = _scan(invented=False, items=_FACTS, sources=_SOURCES, condition="size(sources) = 1")
NO_EVIDENCE = _scan(invented=False, items=_FACTS, sources=_SOURCES, condition="size(sources) = 0")
INVENTED_RECORDS = _scan(invented=True, items=_RECORD)
INVENTED_LINKS = _scan(invented=False, items=_links(invented=True))
