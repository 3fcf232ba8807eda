"""Answers ``timeline.happened``: what began, ended or took place in the world since a day.

The branches of the statement come from the declaration: every relationship by its ``since`` and
``until``, every kind with a first and a last day, every kind with a date.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from graph_api.families.common.family import Asking
from graph_api.families.timeline.answers import Happening, What
from graph_api.linkage.scoping import SCOPED, asserted, seen
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record
from schema.registry import declaration

SAMPLE: Key = (0, "")
"""The key of a change: minus the number of its day, what it is with its id."""

_LATEST = "9999-12-31"
_BEGAN = "%(at)s > since AND %(at)s <= day"
_ENDED = "%(at)s >= since AND %(at)s < day"
_IN_DATASETS = "(datasets IS NULL OR any(d IN r.datasets WHERE d IN datasets))"


@functools.cache
def _branches() -> str:
    return "\n  UNION ALL\n".join(
        [
            _relationships("since", _BEGAN, What.BEGAN),
            _relationships("until", _ENDED, What.ENDED),
            *_kinds(),
        ]
    )


def _relationships(at: str, condition: str, what: What) -> str:
    types = [
        type_ for type_, rows in declaration().types.items() if not any(row.derived for row in rows)
    ]
    return f"""  MATCH (a:Record)-[r:{"|".join(types)}]->(b:Record)
  WHERE {condition % {"at": f"r.{at}"}} AND {seen("r")} AND {seen("a")} AND {seen("b")} AND {_IN_DATASETS}
  RETURN r.{at} AS at, '{what.name}' AS what, r.id AS id, type(r) AS type, a, b, r.evidence AS evidence"""


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
  RETURN a.{at} AS at, '{what.name}' AS what, a.id AS id, null AS type, a, null AS b, a.evidence AS evidence"""


@functools.cache
def _statement() -> str:
    given = "day, datasets, synthetic, since"
    return f"""
{SCOPED.rstrip()}, date($p[3]) AS since
RETURN COUNT {{ CALL ({given}) {{
{_branches()}
}} RETURN 1 }}, COLLECT {{ CALL ({given}) {{
{_branches()}
}}
  WITH at, what, id, type, a, b, evidence, what + id AS key
  WHERE at < date($p[4]) OR (at = date($p[4]) AND key > $p[5])
  ORDER BY at DESC, key LIMIT $p[6]
  RETURN [toString(at), key, what, type, a.id, [a.name_th, a.name_en], b.id, [b.name_th, b.name_en],
          evidence[..10]]
}}
"""


async def list_happened(asking: Asking, since: dt.date, page: Asked) -> Connection[Happening]:
    """The page, newest first.

    Raises:
        PhakhiError: what the store raises.
    """
    day, key = _LATEST, ""
    if page.after is not None:
        number, key = int(page.after[0]), str(page.after[1])
        day = _day_of(-number)
    parameters = [*asking.scope.parameters, since.isoformat(), day, key, page.first + 1]
    ((total, rows),) = await asking.store.read(_statement(), {"p": parameters})
    rows = sorted(rows, key=_key)
    shown = page_read(rows, _key, page, total)
    return connection(shown, [_happening(asking, row) for row in shown.items])


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


def _happening(asking: Asking, row: list[Any]) -> Happening:
    at, _, what, type_, one, one_names, other, other_names, evidence = row
    became = What[what]
    said = asking.say(*_SAID[became])
    first = quoted(asking.say(one_names[1] or one_names[0], one_names[0]))
    if type_ is None:
        summary = f"{said}: {first}"
    else:
        second = quoted(asking.say(other_names[1] or other_names[0], other_names[0]))
        text = declaration().types[type_][0].text
        summary = f"{said}: {asking.say(text.en, text.th)} ({first} → {second})"
    return Happening(
        what=became,
        date=dt.date.fromisoformat(at),
        node=node(Record, one) if type_ is None else None,
        relationship=type_,
        source=None if type_ is None else node(Record, one),
        target=None if type_ is None else node(Record, other),
        summary=summary,
        evidence=nodes(Evidence, evidence or []),
    )
