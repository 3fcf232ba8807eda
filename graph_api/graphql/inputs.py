"""Filters and orderings, derived from the declaration.

``where`` has one form: ``and``, ``or``, ``not``, one operator object a property, and
``some | all | none | single | count`` a relationship, with ``edge`` for its own properties. New
operators are added to the objects here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, cast

import strawberry

from graph_api.graphql.fields import bare
from graph_api.graphql.scalars import SortDirection
from graph_api.planner.measuring import group_keys
from graph_api.planner.model import (
    GroupKey,
)
from schema.registry import (
    Declaration,
    Direction,
    Kind,
    Properties,
    Property,
    RelationshipField,
    ValueType,
)

PART_OF_NAME = (
    "Part of a name in Thai or English, of an alias or an abbreviation; case, spacing and "
    "Thai spelling variants do not matter (ส่วนหนึ่งของชื่อ)"
)
Fields = dict[str, tuple[Any, str]]
"""Fields of an input: by GraphQL name, the annotation and the description."""
DEPRECATED = {"inside": "Use id: {inside: …} (ใช้ id: {inside: …} แทน)"}
"""Fields of every ``where`` that go, by name, with what to use instead."""

_ALL = "Several at once must all hold."
_COMPARISONS = {
    "eq": "Equal to (เท่ากับ)",
    "gt": "Greater than (มากกว่า)",
    "gte": "Greater than or equal to (มากกว่าหรือเท่ากับ)",
    "lt": "Less than (น้อยกว่า)",
    "lte": "Less than or equal to (น้อยกว่าหรือเท่ากับ)",
}
NULLABLE = "True: only where it is missing; false: only where it is there (ว่างหรือไม่)"


def _operators(name: str, base: Any, *, ordered: bool, texts: bool) -> type:  # noqa: ANN401
    """An operator object over ``base``."""
    fields: Fields = {
        "eq": (base | None, _COMPARISONS["eq"]),
        "in": (list[base] | None, "One of (เป็นหนึ่งใน)"),
    }
    if ordered:
        fields |= {operator: (base | None, text) for operator, text in _COMPARISONS.items()}
    if texts:
        fields["contains"] = (str | None, "Has this part, to the letter (มีข้อความนี้)")
        fields["startsWith"] = (str | None, "Begins with this, to the letter (ขึ้นต้นด้วย)")
        fields["matches"] = (
            str | None,
            (
                "Has this part; letter case, spacing, Thai digits, ํา for ำ and invisible signs do "
                "not matter (มีข้อความนี้ โดยไม่สนตัวพิมพ์ การเว้นวรรค และเลขไทย)"
            ),
        )
    fields["isNull"] = (bool | None, NULLABLE)
    return make_input(
        name, fields, f"Conditions on a value of {name.removesuffix('Filter')} (เงื่อนไข)"
    )


def make_input(name: str, fields: Fields, description: str, *, one_of: bool = False) -> type:
    """A Strawberry input type."""
    return _finish(bare(name), fields, description, one_of=one_of)


def _finish(
    shell: type,
    fields: Fields,
    description: str,
    *,
    one_of: bool = False,
    deprecated: Mapping[str, str] = MappingProxyType({}),
) -> type:
    """Makes a class an input type, once all types that it speaks of are there."""
    for name, (annotation, text) in fields.items():
        python_name = f"{name}_"
        shell.__annotations__[python_name] = annotation
        made = strawberry.field(
            name=name,
            description=text,
            default=strawberry.UNSET,
            deprecation_reason=deprecated.get(name),
        )
        setattr(shell, python_name, made)
    return strawberry.input(shell, name=shell.__name__, description=description, one_of=one_of)


TEXT_FILTER = _operators("TextFilter", str, ordered=False, texts=True)
ID_FILTER = _operators("IdFilter", strawberry.ID, ordered=False, texts=False)
HIERARCHY_ID_FILTER = make_input(
    "HierarchyIdFilter",
    {
        "eq": (strawberry.ID | None, _COMPARISONS["eq"]),
        "in": (list[strawberry.ID] | None, "One of (เป็นหนึ่งใน)"),
        "inside": (
            strawberry.ID | None,
            "This one, or one that lies inside it (คือสิ่งนี้หรืออยู่ภายใน)",
        ),
        "isNull": (bool | None, NULLABLE),
    },
    "Conditions on the id of a record that may lie inside others (เงื่อนไขของรหัสที่มีลำดับชั้น)",
)
INT_FILTER = _operators("IntFilter", int, ordered=True, texts=False)
FLOAT_FILTER = _operators("FloatFilter", float, ordered=True, texts=False)
DATE_FILTER = _operators("DateFilter", dt.date, ordered=True, texts=False)
DATETIME_FILTER = _operators("DateTimeFilter", dt.datetime, ordered=True, texts=False)
BOOLEAN_FILTER = make_input(
    "BooleanFilter",
    {"eq": (bool | None, "Equal to (เท่ากับ)"), "isNull": (bool | None, NULLABLE)},
    "Conditions on a Boolean (เงื่อนไข)",
)
LIST_FILTER = make_input(
    "ListFilter",
    {
        "has": (str | None, "Has this value, to the letter (มีค่านี้)"),
        "hasAny": (list[str] | None, "Has one of these values (มีค่าใดค่าหนึ่ง)"),
    },
    "Conditions on a list of texts or ids (เงื่อนไขของรายการ)",
)
NAME_FILTER = make_input(
    "NameFilter",
    {
        "contains": (str | None, PART_OF_NAME),
        "startsWith": (str | None, "One of its names begins with this (ชื่อขึ้นต้นด้วย)"),
        "eq": (str | None, "One of its names is this (ชื่อตรงกับ)"),
        "resembles": (
            str | None,
            (
                "A part of a name, or much like it: half of its groups of three letters at least, "
                "so that slips of typing are forgiven; listed by relevance (ชื่อคล้ายกับ)"
            ),
        ),
    },
    "Conditions on all names of a record at once; case, spacing and Thai spelling variants do not "
    "matter (เงื่อนไขของชื่อ)",
)

_BY_TYPE: dict[ValueType, type] = {
    ValueType.TEXT: TEXT_FILTER,
    ValueType.TEXTS: LIST_FILTER,
    ValueType.INT: INT_FILTER,
    ValueType.FLOAT: FLOAT_FILTER,
    ValueType.BOOL: BOOLEAN_FILTER,
    ValueType.DATE: DATE_FILTER,
    ValueType.DATETIME: DATETIME_FILTER,
}


class Inputs:
    """The derived inputs of one declaration, made on demand and kept by name."""

    def __init__(self, declared: Declaration) -> None:
        self._declared = declared
        self._where = {name: bare(f"{name}Where") for name in self._targets()}
        self._edge = {name: bare(f"{name}Where") for name in declared.links}
        self._made: dict[str, type] = {}
        self._filled = False

    def where(self, target: str) -> type:
        """The ``where`` of a kind, a group or a union (which has that of a record)."""
        self._fill()
        return self._where[self._declared.common(target).name]

    def edge(self, item: RelationshipField) -> type:
        """The conditions on relationships of a field."""
        self._fill()
        return self._edge[item.relationship.properties.__name__]

    def order(self, target: str, item: RelationshipField | None = None) -> type:
        """The ``orderBy`` of a kind, a group or a union, as ``item`` leads to it."""
        known = self._declared.common(target).name
        link = item.relationship.properties.__name__ if item else ""
        name = f"{known}{link}Order"
        if name not in self._made:
            self._made[name] = self._make_order(name, self._declared.kind(known), link)
        return self._made[name]

    def group_key(self, target: str, item: RelationshipField | None) -> type[Enum]:
        """What the nodes of a connection can be grouped by."""
        known = self._declared.common(target).name
        link = item.relationship.properties.__name__ if item else ""
        name = f"{known}{link}GroupKey"
        if name not in self._made:
            values = {
                key.name: strawberry.enum_value(key.name, description=_key_text(key))
                for key in group_keys(target, item).values()
            }
            made = cast("type[Enum]", Enum(name, values))
            text = f"What {known} can be grouped by (เกณฑ์การจัดกลุ่ม)"
            self._made[name] = strawberry.enum(made, name=name, description=text)
        return self._made[name]

    def _targets(self) -> list[str]:
        groups = [name for name in self._declared.groups if name != "Node"]
        return [*groups, *self._declared.kinds]

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        for name, shell in self._where.items():
            self._fill_where(self._declared.kind(name), shell)
        for name, shell in self._edge.items():
            self._fill_edge(self._declared.links[name], shell)

    def _fill_where(self, kind: Kind, shell: type) -> None:
        fields = _junctions(shell)
        fields["name"] = (NAME_FILTER | None, "Conditions on its names (เงื่อนไขของชื่อ)")
        for item in kind.properties.values():
            fields[item.graphql_name] = (self._operator(item) | None, item.text.both)
        if kind.hierarchy:
            fields["id"] = (HIERARCHY_ID_FILTER | None, kind.properties["id"].text.both)
        for link in kind.relationships.values():
            fields[link.graphql_name] = (self._related(link) | None, link.relationship.text.both)
            if kind.hierarchy is link.relationship and link.direction is Direction.OUT:
                fields["inside"] = (
                    strawberry.ID | None,
                    f"It is this {kind.prefix}, or lies inside it (คือสิ่งนี้หรืออยู่ภายใน)",
                )
        text = f"Conditions on {kind.name}: {kind.text.both}. {_ALL}"
        _finish(shell, fields, text, deprecated=DEPRECATED)

    def _fill_edge(self, link: Properties, shell: type) -> None:
        fields = _junctions(shell)
        for item in link.properties.values():
            if item.name != "id" and item.scope is None:
                fields[item.graphql_name] = (self._operator(item) | None, item.text.both)
        _finish(shell, fields, f"Conditions on a relationship: {link.text.both}. {_ALL}")

    @staticmethod
    def _operator(item: Property) -> type:
        if item.name == "id" or (item.ref and not item.many):
            return ID_FILTER
        return _BY_TYPE[item.type]

    def _related(self, item: RelationshipField) -> type:
        target = self._where[self._declared.common(item.target).name]
        name = f"{item.owner}{pascal(item.graphql_name)}Filter"
        made = self._made.get(name)
        if made is None:
            edge = self._edge[item.relationship.properties.__name__]
            made = make_input(
                name,
                {
                    "some": (target | None, "At least one of them (อย่างน้อยหนึ่ง)"),
                    "all": (target | None, "Every one of them; true when there is none (ทุกตัว)"),
                    "none": (target | None, "None of them (ไม่มีเลย)"),
                    "single": (target | None, "Exactly one of them (หนึ่งเดียว)"),
                    "count": (self._count(item.target) | None, "How many there are (จำนวน)"),
                    "edge": (
                        edge | None,
                        (
                            "Only relationships that meet this count, here and beside it; alone: "
                            "there is one (เฉพาะความสัมพันธ์ที่ตรงเงื่อนไข)"
                        ),
                    ),
                },
                f"Conditions on what {item.graphql_name} leads to (เงื่อนไขของสิ่งที่เชื่อมโยง)",
            )
            self._made[name] = made
        return made

    def _count(self, target: str) -> type:
        known = self._declared.common(target).name
        name = f"{known}Count"
        if name not in self._made:
            fields: Fields = {
                "where": (
                    self._where[known] | None,
                    "Only of those that meet this (เฉพาะที่ตรงเงื่อนไข)",
                )
            }
            fields |= {operator: (int | None, text) for operator, text in _COMPARISONS.items()}
            fields["in"] = (list[int] | None, "One of (เป็นหนึ่งใน)")
            text = "Conditions on a number of relationships (เงื่อนไขของจำนวนความสัมพันธ์)"
            self._made[name] = make_input(name, fields, text)
        return self._made[name]

    def _make_order(self, name: str, kind: Kind, link: str) -> type:
        fields: Fields = {
            "name": (
                SortDirection | None,
                "By name, in the order of a Thai dictionary (ตามพจนานุกรมไทย)",
            ),
            "relevance": (
                SortDirection | None,
                "By how well the names fit where: {name: {resembles: …}} (ตามความตรงกับคำค้น)",
            ),
        }
        for prop in kind.properties.values():
            if _is_orderable(prop):
                fields[prop.graphql_name] = (SortDirection | None, prop.text.both)
        for item in kind.relationships.values():
            if not item.one:
                text = f"By the number of {item.graphql_name} (ตามจำนวน)"
                fields[f"{item.graphql_name}Count"] = (SortDirection | None, text)
        if link:
            fields["edge"] = (
                self._edge_order(self._declared.links[link]) | None,
                "By a property of the relationship (ตามคุณสมบัติของความสัมพันธ์)",
            )
        return make_input(
            name,
            fields,
            f"One key to order {kind.name} by; equal ones follow by id (การเรียงลำดับ)",
            one_of=True,
        )

    def _edge_order(self, link: Properties) -> type:
        name = f"{link.cls.__name__}Order"
        if name not in self._made:
            fields: Fields = {
                item.graphql_name: (SortDirection | None, item.text.both)
                for item in link.properties.values()
                if _is_orderable(item)
            }
            text = f"One property of a relationship to order by: {link.text.both}"
            self._made[name] = make_input(name, fields, text, one_of=True)
        return self._made[name]


def _is_orderable(item: Property) -> bool:
    return not item.many and not item.ref and item.scope is None


def _junctions(shell: Any) -> Fields:  # noqa: ANN401  # a class being made
    return {
        "and": (list[shell] | None, "All of these hold (ทุกข้อ)"),
        "or": (list[shell] | None, "At least one of these holds (ข้อใดข้อหนึ่ง)"),
        "not": (shell | None, "This does not hold (ไม่ใช่)"),
    }


def _key_text(key: GroupKey) -> str:
    if key.field is not None:
        return key.field.relationship.text.both
    assert key.prop is not None
    return f"Year: {key.prop.text.both}" if key.year else key.prop.text.both


def pascal(name: str) -> str:
    """``raisedBy`` → ``RaisedBy``."""
    return name[:1].upper() + name[1:]
