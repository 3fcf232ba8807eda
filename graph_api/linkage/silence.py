"""Who is silent: agencies of which no relationship of the snapshot tells what they do.

An agency is on record as a member, as having its seat or its work somewhere, or as having come to
a meeting, whether or not anybody has asked it anything. What it raises, offers, cares about, takes
part in or does with others is what it, or somebody for it, has said.
"""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import Flags, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import TYPES, Graph
from graph_api.linkage.silence_answers import Silence
from schema.declare import Text
from schema.model import Agency, Area, Event, Network
from schema.registry import declaration
from schema.relationships import Relationship

WHEREABOUTS = frozenset(kind.__name__ for kind in (Area, Event, Network))
"""Kinds that an agency is in, was at, or belongs to: being there tells nothing of what it does."""


def _telling() -> dict[str, bool]:
    known = declaration()

    def tells(row: Relationship) -> bool:
        ends = set(known.end_members(row.target))
        return Agency.__name__ in known.end_members(row.source) and not ends <= WHEREABOUTS

    rows = [row for type_ in TYPES for row in known.types[type_] if tells(row)]
    return {row.type: row.symmetric for row in rows}


TELLING = _telling()
"""Types by which an agency tells what it does, and whether from either end."""


def find_silent(features: Features) -> Flags:
    """For each agency, counted from the first, whether it is silent."""
    run = slice(features.first, features.first + features.count)
    told = np.zeros(features.count, dtype=np.int64)
    for type_, symmetric in TELLING.items():
        told += _degrees(features.graph, type_, symmetric=symmetric)[run]
    silent: Flags = told == 0
    return silent


def _degrees(graph: Graph, type_: str, *, symmetric: bool) -> Ints:
    relation = graph.relations[type_]
    away = relation.out.lengths()
    return away + relation.back.lengths() if symmetric else away


def silence_among(silent: Flags, members: Ints, language: str) -> Silence:
    """How many of these agencies, counted from the first, have a record."""
    every, quiet = len(members), int(np.count_nonzero(silent[members]))
    text = summary(every, every - quiet)
    return Silence(
        members=every,
        spoke=every - quiet,
        silent=quiet,
        summary=text.th if language == "th" else text.en,
    )


def summary(members: int, spoke: int) -> Text:
    """How many of how many agencies have said anything."""
    if members == 0:
        return Text("There is no agency here.", "ไม่มีหน่วยงานในส่วนนี้")
    agencies, have = "agency" if members == 1 else "agencies", "has" if spoke == 1 else "have"
    return Text(
        f"Of {members} {agencies}, {spoke} {have} said anything.",
        f"จาก {members} หน่วยงาน มี {spoke} หน่วยงานที่มีข้อมูล",
    )
