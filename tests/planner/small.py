"""A small graph of every kind and every relationship, uneven on purpose.

Names that are the same, missing values of every property, several relationships between the same
two nodes, loops: what well-kept seeds do not have.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from graph_api.store import Store
from loaders.searching import BETWEEN_GRAMS
from schema.cypher import Writer
from schema.ids import relationship_id
from schema.registry import Kind, Property, ValueType, declaration
from schema.relationships import Relationship
from schema.text import grams, normalise, sort_key

EACH = 6
"""Nodes of a kind."""
LINKS = 12
"""Relationships of a row of the table."""
NAMES = ["ก", "กข", "เกม", "ขวัญ", "ข้าว", "Abc", "abc"]
DAYS = [dt.date(2019, 1, 1), dt.date(2020, 1, 21), dt.date(2021, 6, 1), dt.date(2023, 12, 31)]
MOMENT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


class Maker:
    """Makes the graph; the same seed makes the same one."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # no secret
        self._made = 0

    def nodes(self) -> dict[str, list[dict[str, Any]]]:
        """Properties of nodes by kind."""
        kinds = declaration().kinds.values()
        return {kind.name: [self._node(kind, at) for at in range(EACH)] for kind in kinds}

    def _node(self, kind: Kind, at: int) -> dict[str, Any]:
        found = self._values(kind.properties)
        names = [found["name_th"], found.get("name_en"), *found.get("aliases", [])]
        return found | {
            "id": f"{kind.prefix}:{'abcdefgh'[at]}",
            "sort_th": sort_key(found["name_th"]),
            "search_lc": "\n".join(normalise(name) for name in names if name),
            "search_g3": BETWEEN_GRAMS.join(grams(name) for name in names if name),
        }

    def _values(self, properties: dict[str, Property]) -> dict[str, Any]:
        made = {name: self._value(item) for name, item in properties.items()}
        return {name: value for name, value in made.items() if value is not None}

    def _value(self, item: Property) -> Any:
        if item.nullable and self._random.random() < 0.4:
            return None
        prefix = declaration().kinds[item.ref].prefix if item.ref else ""
        if item.many:
            pool = [f"{prefix}:{letter}" for letter in "abz"] if item.ref else NAMES
            return self._random.sample(pool, self._random.randint(0, 2))
        if item.ref:
            return f"{prefix}:{self._random.choice('abz')}"
        self._made += 1
        moment = MOMENT + dt.timedelta(
            seconds=self._made, microseconds=self._random.choice([0, 120])
        )
        return {
            ValueType.TEXT: self._random.choice(NAMES),
            ValueType.INT: self._random.randint(-1, 3),
            ValueType.FLOAT: self._random.choice([-0.5, 0.0, 2.0, 1e300]),
            ValueType.BOOL: self._random.random() < 0.3,
            ValueType.DATE: self._random.choice(DAYS),
            ValueType.DATETIME: moment,
        }[item.type]

    def links(self, row: Relationship) -> list[dict[str, Any]]:
        """Relationships of one row: ``from``, ``to`` and ``values``."""
        properties = declaration().properties_of(row)
        found = {}
        for _ in range(LINKS):
            ends = self._end(row.source), self._end(row.target)
            source, target = sorted(ends) if row.symmetric else ends
            values = self._values(properties)
            id_ = relationship_id(row.type, source, target, [str(values.get(k)) for k in row.key])
            found[id_] = {"from": source, "to": target, "values": values | {"id": id_}}
        return list(found.values())

    def _end(self, end: Any) -> str:
        kind = declaration().kinds[self._random.choice(declaration().end_members(end))]
        return f"{kind.prefix}:{self._random.choice('abc')}"


async def load_small(store: Store, seed: int = 1) -> None:
    """Writes the graph into an empty store."""
    maker = Maker(seed)
    nodes = maker.nodes()
    links = [(row.type, maker.links(row)) for row in declaration().relationships]

    async def work(tx: Writer) -> None:
        for kind, rows in nodes.items():
            statement = f"UNWIND $rows AS row CREATE (n:Record:{kind}) SET n = row"
            await tx.run(statement, {"rows": rows})
        for type_, rows in links:
            match = "UNWIND $rows AS row MATCH (a:Record {id: row.from}), (b:Record {id: row.to})"
            await tx.run(f"{match} CREATE (a)-[r:{type_}]->(b) SET r = row.values", {"rows": rows})

    await store.write(work)
