"""The statement that says which datasets an answer about agencies rests on."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import seen
from graph_api.linkage.graph import TYPES
from schema.cypher import Statement
from schema.indexes import LINK_DATASETS


@dataclass(frozen=True, slots=True)
class DatasetInScope:
    """A dataset that counts.

    Attributes:
        content: its id and the checksum of its files, as the text of a ``DatasetContent``.
        speaks: whether it asserts an agency, or a relationship that scores are made of.
    """

    content: str
    speaks: bool


_SCORED = [type_ for type_ in TYPES if type_ != "WITHIN"]
"""What scores are made of, but for areas in areas, which are reference data."""

# Relationships are looked for only where a dataset has no agency: of one that has, the index would
# bring all.
DATASETS_IN_SCOPE = Statement(
    "linkage.datasets_in_scope",
    DatasetInScope,
    f"""
    MATCH (d:Dataset) WHERE ($datasets IS NULL OR d.id IN $datasets) AND {seen("d")}
    WITH d, EXISTS {{ MATCH (a:Agency) WHERE d.id IN a.datasets }} AS holds
    CALL (d, holds) {{
      WITH d, holds WHERE NOT holds
      CALL db.index.fulltext.queryRelationships('{LINK_DATASETS}', '"' + d.id + '"')
      YIELD relationship AS r
      WITH r WHERE type(r) IN {_SCORED}
      WITH r LIMIT 1
      RETURN count(r) AS links
    }}
    RETURN d.id + ' ' + coalesce(d.checksum, '') AS content, holds OR links > 0 AS speaks
    """,
)
