"""Answers ``timeline.happened``: what began, ended or took place in the world since a day.

The branches of the statement come from the declaration: every relationship by its ``since`` and
``until``, every kind with a first and a last day, every kind with a date.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.timeline.answers import Happening, What
from graph_api.analyses.timeline.when import SINCE, Since
from graph_api.linkage.scoping import asserted, seen
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record
from schema.registry import declaration

SAMPLE: Key = (0, "")
"""The key of a change: minus the number of its day; then what, type, ends and id as one text."""

_LATEST = "9999-12-31"
_BEGAN = "(%(at)s > since AND %(at)s <= day)"
_ENDED = "(%(at)s >= since AND %(at)s < day)"
"""What held on its last day is over on the next."""

EVIDENCE_SHOWN = 10


def _relationships() -> str:
    types = [
        type_ for type_, rows in declaration().types.items() if not any(row.derived for row in rows)
    ]
    began, ended = _BEGAN % {"at": "r.since"}, _ENDED % {"at": "r.until"}
    return f"""  MATCH (a)-[r:{"|".join(types)}]->(b) WHERE ({began} OR {ended})
    AND {seen("r")} AND {seen("a")} AND {seen("b")} AND {asserted("r")}
  UNWIND CASE WHEN {began} THEN [['{What.BEGAN.name}', r.since]] ELSE [] END
       + CASE WHEN {ended} THEN [['{What.ENDED.name}', r.until]] ELSE [] END AS found
  RETURN found[1] AS at, found[0] AS what, type(r) AS type, r.id AS id, a, b, r.evidence AS words"""


def _kinds() -> list[str]:
    made = []
    for kind in declaration().kinds.values():
        if kind.validity:
            first, last = kind.validity
            made.append(_kind(kind.name, first, _BEGAN, What.BEGAN))
            made.append(_kind(kind.name, last, _ENDED, What.ENDED))
        elif "date" in kind.properties:
            made.append(_kind(kind.name, "date", _BEGAN, What.TOOK_PLACE))
    return made


def _kind(label: str, at: str, condition: str, what: What) -> str:
    return f"""  MATCH (a:{label}) WHERE {condition % {"at": f"a.{at}"}} AND {seen("a")} AND {asserted("a")}
  RETURN a.{at} AS at, '{what.name}' AS what, '' AS type, '' AS id, a, null AS b, a.evidence AS words"""


@functools.cache
def _statement() -> str:
    found = "\n  UNION ALL\n".join([_relationships(), *_kinds()])
    given = "day, datasets, synthetic, since"
    return f"""
{SINCE}
RETURN toString(since), COUNT {{ CALL ({given}) {{
{found}
}} RETURN 1 }}, COLLECT {{ CALL ({given}) {{
{found}
}}
  WITH at, what, type, a, b, words, what + ' ' + type + ' ' + a.id + ' ' + coalesce(b.id, '') + ' ' + id AS key
  WHERE at < date($p[5]) OR (at = date($p[5]) AND key > $p[6])
  WITH * ORDER BY at DESC, key LIMIT $p[7]
  RETURN [toString(at), key, what, type, a.id, [a.name_th, a.name_en], b.id, [b.name_th, b.name_en],
          words[..{EVIDENCE_SHOWN}]]
}}
"""


async def list_happened(
    context: QueryContext, since: Since, page: PageRequest
) -> Connection[Happening] | None:
    """The page, newest first; ``None`` when the event that is meant is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    day, key = _LATEST, ""
    if page.after is not None:
        number, key = int(page.after[0]), str(page.after[1])
        day = _day_of(-number)
    parameters = [*context.scope.positional, *since.parameters, day, key, page.first + 1]
    ((start, total, rows),) = await context.store.read(_statement(), {"p": parameters})
    if start is None:
        return None
    shown = page_read(sorted(rows, key=_key), _key, page, total)
    return connection(shown, [_happening(context, row) for row in shown.items])


def _key(row: list[Any]) -> Key:
    return -dt.date.fromisoformat(row[0]).toordinal(), row[1]


def _day_of(number: int) -> str:
    """A day by its number; a cursor may hold any number."""
    return dt.date.fromordinal(max(1, min(number, dt.date.max.toordinal()))).isoformat()


_SAID = {
    What.BEGAN: ("Began", "เริ่ม"),
    What.ENDED: ("Ended", "สิ้นสุด"),
    What.TOOK_PLACE: ("Took place", "เกิดขึ้น"),
}


def _happening(context: QueryContext, row: list[Any]) -> Happening:
    at, _, what, type_, one, one_names, other, other_names, words = row
    became = What[what]
    said, first = context.say(*_SAID[became]), _name(context, one_names)
    evidence = nodes(Evidence, words or [])
    date = dt.date.fromisoformat(at)
    if not type_:
        return Happening(
            what=became,
            date=date,
            node=node(Record, one),
            relationship=None,
            source=None,
            target=None,
            summary=f"{said}: {first}",
            evidence=evidence,
        )
    states = declaration().types[type_][0].text
    return Happening(
        what=became,
        date=date,
        node=None,
        relationship=type_,
        source=node(Record, one),
        target=node(Record, other),
        summary=f"{said}: {context.say(states.en, states.th)} ({first} → {_name(context, other_names)})",
        evidence=evidence,
    )


def _name(context: QueryContext, names: tuple[str, str | None]) -> str:
    thai, english = names
    return quoted(context.say(english or thai, thai))
