"""``aggregate`` and ``groupBy`` of connections, derived from the declaration."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from graph_api.graphql.fields import Annotation, add_field, argument, bare, planned, required
from graph_api.graphql.inputs import Inputs
from graph_api.graphql.scalars import PYTHON_TYPES
from graph_api.planner.measuring import FUNCTIONS, measured
from schema import model
from schema.declare import Text
from schema.registry import Declaration, Property, RelationshipField

_TEXTS = {
    "min": "The smallest or earliest (ค่าต่ำสุด)",
    "max": "The largest or latest (ค่าสูงสุด)",
    "avg": "The mean of those that are there (ค่าเฉลี่ย)",
    "sum": "The sum; 0 where there is none (ผลรวม)",
}


def _group_key() -> type:
    key = bare("GroupKey")
    add_field(key, "by", planned(str, "Which of the keys asked for (เกณฑ์)"))
    value = "Its value as text, an id for records; null where there is none (ค่า)"
    add_field(key, "value", planned(str | None, value))
    node = "The record of that id; null where the value is none (ระเบียน)"
    add_field(key, "node", planned(model.Record | None, node))
    text = "One of the values that the members of a group share (ค่าร่วมของกลุ่ม)"
    return strawberry.type(key, name="GroupKey", description=text)


class MeasureTypes:
    """The types of measures and groups, made on demand and kept by name."""

    def __init__(self, declared: Declaration, inputs: Inputs) -> None:
        self._declared = declared
        self._inputs = inputs
        self._made: dict[str, type] = {}

    def add(self, connection: type, target: str, item: RelationshipField | None) -> None:
        """Adds ``aggregate`` and ``groupBy`` to the class of a connection."""
        known = self._declared.common(target).name
        link = item.relationship.properties.__name__ if item else ""
        name = f"{known}{link}"
        text = "Measures over all of them, whatever the page (ค่าสรุปของทั้งหมด)"
        aggregate = self._aggregate(name, known, link)
        add_field(connection, "aggregate", planned(aggregate, text))
        keys: Annotation = self._inputs.group_key(target, item)
        by = required("by", list[keys], Text("One to three keys", "เกณฑ์ หนึ่งถึงสามข้อ"))
        first = Text("Maximum number of groups; 20 by default", "จำนวนกลุ่ม")
        groups = planned(
            list[self._group(name, aggregate)],  # type: ignore[misc]  # a type made here
            "All of them in groups, the largest first, equal ones by their keys (จัดกลุ่ม)",
            [by, argument("first", int, first)],
        )
        add_field(connection, "group_by", groups)

    def _group(self, name: str, aggregate: type) -> type:
        made = self._made.get(f"{name}Group")
        if made is None:
            made = bare(f"{name}Group")
            keys: Annotation = self._made.setdefault("GroupKey", _group_key())
            add_field(made, "keys", planned(list[keys], "What its members share (ค่าร่วม)"))
            text = "Measures over its members (ค่าสรุปของกลุ่ม)"
            add_field(made, "aggregate", planned(aggregate, text))
            text = "A group of what a connection holds (กลุ่ม)"
            self._made[f"{name}Group"] = strawberry.type(
                made, name=f"{name}Group", description=text
            )
        return self._made[f"{name}Group"]

    def _aggregate(self, name: str, known: str, link: str) -> type:
        full = f"{name}Aggregate"
        if full not in self._made:
            made = bare(full)
            count = "How many there are, as totalCount (จำนวน)"
            add_field(made, "count", planned(int, count))
            self._functions(made, known, self._declared.kind(known).properties.values())
            if link:
                edges = self._edges(link)
                text = "Measures over the relationships (ค่าสรุปของความสัมพันธ์)"
                add_field(made, "edges", planned(edges, text))
            text = "Measures, computed in the database (ค่าสรุป)"
            self._made[full] = strawberry.type(made, name=full, description=text)
        return self._made[full]

    def _edges(self, link: str) -> type:
        name = f"{link}Aggregate"
        if name not in self._made:
            made = bare(name)
            self._functions(made, link, self._declared.links[link].properties.values())
            text = "Measures over relationships, computed in the database (ค่าสรุปของความสัมพันธ์)"
            self._made[name] = strawberry.type(made, name=name, description=text)
        return self._made[name]

    def _functions(self, owner: type, base: str, properties: Iterable[Property]) -> None:
        for function in FUNCTIONS:
            measurable = measured(properties, function)
            if measurable:
                kind = self._values(base, function, measurable)
                add_field(owner, function, planned(kind, _TEXTS[function]))

    def _values(self, base: str, function: str, properties: list[Property]) -> type:
        """The type that has the values of a function by property."""
        extreme = function in ("min", "max")
        name = f"{base}{'Extremes' if extreme else 'Numbers'}"
        if name not in self._made:
            made = bare(name)
            for item in properties:
                annotation: Annotation = PYTHON_TYPES[item.type] if extreme else float
                add_field(made, item.name, planned(annotation | None, item.text.both))
            text = "Values of a measure, by property (ค่าของแต่ละคุณสมบัติ)"
            self._made[name] = strawberry.type(made, name=name, description=text)
        return self._made[name]
