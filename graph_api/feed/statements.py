"""The statements of the feed: a stretch of the log of changes, and the state of the graph."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.areas import LEADING_TO_AREAS, within
from graph_api.feed.position import Position
from schema.cypher import Statement
from schema.validity import LASTING, between


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A change of one record, as an entry of the log has it.

    Attributes:
        number: its place in the entry.
        id: of the record or relationship.
        source, target: ids of the ends of a relationship.
        before, after: lines of JSON: the id and the properties.
    """

    number: int
    id: str
    source: str | None
    target: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the log, with those of its records that are wanted, in any order."""

    revision: int
    at: dt.datetime
    by: str
    action: str
    kind: str
    records: list[RecordRow]


@dataclass(frozen=True, slots=True)
class LogRow:
    """What was found in a stretch of the log.

    Attributes:
        newest: the revision of the graph.
        area_known: whether there is the area that narrows it, if one does.
        preceded: whether the entry before the first revision is there.
        revisions: of the entries that were looked at, ascending.
        looked: how many records were looked at.
        reached: the place after the last of them.
        entries: what is wanted.
    """

    newest: int
    area_known: bool
    preceded: bool
    revisions: list[int]
    looked: int
    reached: Position | None
    entries: list[EntryRow]


@dataclass(frozen=True, slots=True)
class InsideArea:
    """Which of some changes are of something in an area, in their order."""

    inside: list[bool]


@dataclass(frozen=True, slots=True)
class MetaRow:
    """The state of the graph: its revision, when that was written, and ids of datasets."""

    revision: int
    at: dt.datetime | None
    datasets: list[str]


def _along(steps: str) -> str:
    return f"all(step IN {steps} WHERE {between('step', LASTING, '$today')})"


_IN_AREA = f"""EXISTS {{
      UNWIND subjects AS subject
      MATCH (:Record {{id: subject}})-[near:{"|".join(LEADING_TO_AREAS)}*0..1]->{within(":Area", ":Area {id: $area}")}
      WHERE {_along("near")} AND {_along("steps")}
    }}"""
"""Whether one of the ids ``subjects`` is of a record that lies in an area or below it today."""


# In two passes: where the wanted records stand, then their values. Of a bulk load `before` and
# `after` are megabytes, and are split only for the entries of the page. The limit on what is looked
# at comes before any condition, or a rare id would be looked for through the whole log. The first line
# of the values opens the object, so record `at` stands in line `at + 1`.
def _read_log(name: str, place: str) -> Statement[LogRow]:
    return Statement(
        name,
        LogRow,
        f"""
        OPTIONAL MATCH (m:Meta {{id: 'revision'}})
        WITH coalesce(m.revision, 0) AS newest
        CALL () {{
          MATCH (c:Change) WHERE c.revision >= $revision
          WITH c ORDER BY c.revision LIMIT $most_entries
          RETURN collect(c) AS looked_at
        }}
        CALL (looked_at) {{
          UNWIND looked_at AS c
          WITH c WHERE $kinds IS NULL OR c.kind IN $kinds
          WITH c, c.records AS records, c.sources AS sources, c.targets AS targets,
               CASE c.revision WHEN $revision THEN $number ELSE 0 END AS start
          UNWIND range(start, size(records) - 1) AS at
          WITH c, at, [records[at], sources[at], targets[at]] AS subjects LIMIT $most_looked
          WITH c, at, ($ids IS NULL OR any(s IN subjects WHERE s IN $ids)) {place} AS wanted
          WITH c, collect(CASE WHEN wanted THEN at END) AS places, count(*) AS looked,
               max(at) AS furthest
          ORDER BY c.revision
          RETURN collect([c, places]) AS groups, sum(looked) AS looked,
                 last(collect([c.revision, furthest + 1])) AS reached
        }}
        RETURN newest, $area IS NULL OR EXISTS {{ (:Area {{id: $area}}) }} AS area_known,
               EXISTS {{ (:Change {{revision: $revision - 1}}) }} AS preceded,
               [c IN looked_at | c.revision] AS revisions, looked, reached, COLLECT {{
          UNWIND groups AS entry
          WITH entry[0] AS c, entry[1] AS places
          UNWIND places AS at
          WITH c, at LIMIT $most
          WITH c, collect(at) AS places
          WITH c, places, c.records AS records, c.sources AS sources, c.targets AS targets,
               CASE WHEN $values THEN split(c.before, '\\n') END AS before,
               CASE WHEN $values THEN split(c.after, '\\n') END AS after
          RETURN {{
            revision: c.revision, at: toString(c.at), by: c.by, action: c.action, kind: c.kind,
            records: [at IN places | {{
              number: at, id: records[at], source: sources[at], target: targets[at],
              before: before[at + 1], after: after[at + 1]
            }}]
          }}
        }} AS entries
        """,
    )


READ_LOG = _read_log("feed.read_log", "")

READ_LOG_IN_AREA = _read_log("feed.read_log_in_area", f"AND (c.action = 'removed' OR {_IN_AREA})")

FIND_INSIDE = Statement(
    "feed.find_inside",
    InsideArea,
    f"""
    UNWIND range(0, size($subjects) - 1) AS at
    WITH at, $subjects[at] AS subjects
    WITH at, {_IN_AREA} AS inside ORDER BY at
    RETURN collect(inside) AS inside
    """,
)

READ_META = Statement(
    "feed.read_meta",
    MetaRow,
    """
    OPTIONAL MATCH (m:Meta {id: 'revision'})
    OPTIONAL MATCH (c:Change {revision: m.revision})
    RETURN coalesce(m.revision, 0) AS revision, toString(c.at) AS at,
           COLLECT { MATCH (d:Dataset) RETURN d.id ORDER BY d.id } AS datasets
    """,
)
