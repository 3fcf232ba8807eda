"""Filters and orderings, derived from the declaration.

``where`` has one form: ``and``, ``or``, ``not``, one operator object a property, and
``some | all | none`` a relationship. New operators are added to the objects here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry

from graph_api.graphql.scalars import Direction
from schema.declare import Text
from schema.registry import Declaration, Kind, Property, RelationshipField, ValueType
from schema.registry import Direction as Towards

PART_OF_NAME = (
    "Part of a name in Thai or English, of an alias or an abbreviation; case, spacing and "
    "Thai spelling variants do not matter (ส่วนหนึ่งของชื่อ)"
)
NULLABLE = "True: only where it is missing; false: only where it is there (ว่างหรือไม่)"


def _operators(name: str, base: Any, *, ordered: bool, texts: bool) -> type:  # noqa: ANN401
    """An operator object over ``base``."""
    fields: dict[str, tuple[Any, str]] = {
        "eq": (base | None, "Equal to (เท่ากับ)"),
        "in": (list[base] | None, "One of (เป็นหนึ่งใน)"),
    }
    if ordered:
        fields |= {
            "gt": (base | None, "Greater than (มากกว่า)"),
            "gte": (base | None, "Greater than or equal to (มากกว่าหรือเท่ากับ)"),
            "lt": (base | None, "Less than (น้อยกว่า)"),
            "lte": (base | None, "Less than or equal to (น้อยกว่าหรือเท่ากับ)"),
        }
    if texts:
        fields["contains"] = (str | None, "Has this part, to the letter (มีข้อความนี้)")
        fields["startsWith"] = (str | None, "Begins with this, to the letter (ขึ้นต้นด้วย)")
    fields["isNull"] = (bool | None, NULLABLE)
    return make_input(
        name, fields, f"Conditions on a value of {name.removesuffix('Filter')} (เงื่อนไข)"
    )


def make_input(
    name: str, fields: dict[str, tuple[Any, str]], description: str, *, one_of: bool = False
) -> type:
    """A Strawberry input type; ``fields`` maps GraphQL names to (annotation, description)."""
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for field_name, (annotation, text) in fields.items():
        python_name = f"{field_name}_"
        body["__annotations__"][python_name] = annotation
        body[python_name] = strawberry.field(
            name=field_name, description=text, default=strawberry.UNSET
        )
    return strawberry.input(type(name, (), body), name=name, description=description, one_of=one_of)


TEXT_FILTER = _operators("TextFilter", str, ordered=False, texts=True)
ID_FILTER = _operators("IdFilter", strawberry.ID, ordered=False, texts=False)
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
        "contains": (
            str | None,
            PART_OF_NAME,
        )
    },
    "Conditions on all names of a record at once (เงื่อนไขของชื่อ)",
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
        self._where = {name: self._shell(f"{name}Where") for name in self._targets()}
        self._order: dict[str, type] = {}
        self._filled = False

    def where(self, target: str) -> type:
        """The ``where`` of a kind, a group or a union (which has that of a record)."""
        self._fill()
        return self._where[self._known(target)]

    def order(self, target: str) -> type:
        """The ``orderBy`` of a kind, a group or a union."""
        name = self._known(target)
        if name not in self._order:
            self._order[name] = self._make_order(self._declared.kind(name))
        return self._order[name]

    def _known(self, target: str) -> str:
        return "Record" if target in self._declared.unions else target

    def _targets(self) -> list[str]:
        groups = [name for name in self._declared.groups if name != "Node"]
        return [*groups, *self._declared.kinds]

    @staticmethod
    def _shell(name: str) -> type:
        return type(name, (), {"__annotations__": {}, "__module__": __name__})

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        for name, shell in self._where.items():
            self._fill_where(self._declared.kind(name), shell)

    def _fill_where(self, kind: Kind, shell: type) -> None:
        fields: dict[str, tuple[Any, Text]] = {
            "and": (list[shell] | None, Text("All of these hold", "ทุกข้อ")),  # type: ignore[valid-type]
            "or": (list[shell] | None, Text("At least one of these holds", "ข้อใดข้อหนึ่ง")),  # type: ignore[valid-type]
            "not": (shell | None, Text("This does not hold", "ไม่ใช่")),
            "name": (NAME_FILTER | None, Text("Part of any of its names", "ส่วนหนึ่งของชื่อ")),
        }
        for item in kind.properties.values():
            fields[item.graphql_name] = (self._operator(item) | None, item.text)
        for link in kind.relationships.values():
            fields[link.graphql_name] = (self._related(link) | None, link.relationship.text)
            if link.relationship.transitive and link.direction is Towards.OUT:
                fields["inside"] = (
                    strawberry.ID | None,
                    Text(f"It is this {kind.prefix}, or lies inside it", "คือสิ่งนี้หรืออยู่ภายใน"),
                )
        for name, (annotation, text) in fields.items():
            python_name = f"{name}_"
            shell.__annotations__[python_name] = annotation
            setattr(
                shell,
                python_name,
                strawberry.field(name=name, description=text.both, default=strawberry.UNSET),
            )
        strawberry.input(
            shell,
            name=shell.__name__,
            description=f"Conditions on {kind.name}: {kind.text.both}. Several at once must all hold.",
        )

    @staticmethod
    def _operator(item: Property) -> type:
        if item.name == "id" or (item.ref and not item.many):
            return ID_FILTER
        return _BY_TYPE[item.type]

    def _related(self, item: RelationshipField) -> type:
        target = self._where[self._known(item.target)]
        name = f"{item.owner}{pascal(item.graphql_name)}Filter"
        made = self._order.get(name)
        if made is None:
            made = make_input(
                name,
                {
                    "some": (target | None, "At least one of them (อย่างน้อยหนึ่ง)"),
                    "all": (target | None, "Every one of them; true when there is none (ทุกตัว)"),
                    "none": (target | None, "None of them (ไม่มีเลย)"),
                },
                f"Conditions on what {item.graphql_name} leads to (เงื่อนไขของสิ่งที่เชื่อมโยง)",
            )
            self._order[name] = made
        return made

    def _make_order(self, kind: Kind) -> type:
        fields: dict[str, tuple[Any, str]] = {
            "name": (
                Direction | None,
                "By name, in the order of a Thai dictionary (ตามพจนานุกรมไทย)",
            )
        }
        for item in kind.properties.values():
            if not item.many and not item.ref and item.scope is None:
                fields[item.graphql_name] = (Direction | None, item.text.both)
        for link in kind.relationships.values():
            if not link.one:
                fields[f"{link.graphql_name}Count"] = (
                    Direction | None,
                    f"By the number of {link.graphql_name} (ตามจำนวน)",
                )
        return make_input(
            f"{kind.name}Order",
            fields,
            f"One key to order {kind.name} by; equal ones follow by id (การเรียงลำดับ)",
            one_of=True,
        )


def pascal(name: str) -> str:
    """``raisedBy`` → ``RaisedBy``."""
    return name[:1].upper() + name[1:]
