"""The statements of an export: a page of records, a page of relationships.

A page begins after the place where the page before ended, so nothing is skipped over. The label of
a record is the beginning of its id, so the records of a kind stand together in the one index of
ids. Relationships are read in the order of the records that they start from: an index of each
type's own ids would need a statement for each, and to plan dozens takes a cold database seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph_api.domain.conditions import asserted_by, between, seen, valid
from schema.cypher import Statement
from schema.registry import Property, ValueType, declaration, end_name
from schema.validity import LASTING

PAGE = 2_000
"""Records or relationships of a page."""


@dataclass(frozen=True, slots=True)
class ExportedRecord:
    """A record: its stored properties, times as text."""

    id: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExportedLink:
    """A relationship, with ids of its ends; properties as of a record."""

    id: str
    type: str
    source: str
    target: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """Where a record is: areas that have a point, each with its longitude and latitude."""

    id: str
    areas: list[tuple[str, float, float]]


def _stored(variable: str, owners: Iterable[dict[str, Property]], without: Iterable[str]) -> str:
    """All stored properties: times as text, without those that are there for search and order."""
    times = dict.fromkeys(
        item.name
        for properties in owners
        for item in properties.values()
        if item.type in (ValueType.DATE, ValueType.DATETIME)
    )
    texts = [f"{name}: toString({variable}.{name})" for name in times]
    return f"{variable} {{{', '.join(['.*', *texts, *(f'{name}: null' for name in without)])}}}"


_RECORD = _stored(
    "n",
    (kind.properties for kind in declaration().kinds.values()),
    ("search_lc", "search_g3", "sort_th"),
)
_RELATIONSHIP = _stored("r", (link.properties for link in declaration().links.values()), ())


def _on_day(condition: str) -> str:
    """A condition about a day, which an export may leave open: it then holds the whole history."""
    return f"($as_of IS NULL OR ({condition}))"


_LINK = f"{_on_day(between('r', *LASTING))} AND ($datasets IS NULL OR {asserted_by('r', '$datasets')}) AND {seen('r')}"

# What a dataset's relationships lead to belongs to a picture of it, whoever asserts it.
_NODE = f"""
    ($datasets IS NULL OR {asserted_by("n", "$datasets")} OR
      ($with_ends AND EXISTS {{ (n)-[r]-() WHERE {asserted_by("r", "$datasets")} AND {seen("r")} }}))
    AND {seen("n")} AND {_on_day(valid("n"))}
    AND ($chosen IS NULL OR $chosen[n.id])
"""


def _end(variable: str) -> str:
    return f"{seen(variable)} AND {_on_day(valid(variable))}"


RECORDS = Statement(
    "export.records",
    ExportedRecord,
    f"""
    MATCH (n:Record) WHERE n.id > $after AND n.id < $before AND {_NODE}
    RETURN n.id AS id, {_RECORD} AS properties ORDER BY n.id LIMIT $limit
    """,
)
"""The records with ids between the two."""

LINKS = Statement(
    "export.links",
    ExportedLink,
    f"""
    MATCH (a:Record)-[r]->(b:Record)
    WHERE a.id >= $source AND a.id < $before AND (a.id > $source OR r.id > $after)
      AND type(r) IN $types AND {_LINK} AND {_end("a")} AND {_end("b")}
      AND ($chosen IS NULL OR $chosen[a.id] AND $chosen[b.id])
    RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target,
           {_RELATIONSHIP} AS properties
    ORDER BY a.id, r.id LIMIT $limit
    """,
)
"""The relationships of ``$types`` that start after one of ``$source``, from ids up to ``$before``."""

PLACE_TYPES = tuple(
    dict.fromkeys(
        row.type
        for row in declaration().relationships
        if end_name(row.target) == "Area" and end_name(row.source) != "Area"
    )
)
"""Types that lead from a record to where it is."""

PLACES = Statement(
    "export.places",
    PlacesRow,
    f"""
    UNWIND $ids AS known
    MATCH (n:Record {{id: known}})-[r:{"|".join(PLACE_TYPES)}]->(a:Area)
    WHERE a.longitude IS NOT NULL AND a.latitude IS NOT NULL AND {_LINK} AND {_end("a")}
    WITH known, a ORDER BY a.id
    WITH known, collect(DISTINCT [a.id, a.longitude, a.latitude]) AS areas
    RETURN known AS id, areas
    """,
)
"""Where records are, of those that are anywhere with a point."""
