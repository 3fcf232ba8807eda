"""Makes the declared classes Strawberry types, in place, and adds what is derived.

After :func:`apply_types` the classes of ``schema.model`` carry their GraphQL definition: type
checkers and readers go on seeing ordinary classes. Fields that follow a relationship, and the
edge and connection types that they need, come from the table of relationships. None of these
fields has a resolver: the planner reads what a client selects and answers it in one statement.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from typing import Annotated, Any

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_api.graphql.fields import Annotation, add_field, argument, bare, planned
from graph_api.graphql.inputs import Inputs, pascal
from graph_api.graphql.measures import MeasureTypes
from graph_api.graphql.scalars import PYTHON_TYPES, Language
from graph_api.paging.connections import PageInfo
from schema import model
from schema.declare import Text
from schema.registry import Declaration, Kind, Property, RelationshipField, ValueType, declaration


def scope_arguments() -> list[StrawberryArgument]:
    """``asOf``, ``datasets`` and ``includeSynthetic``; what lies below a field inherits them."""
    return [
        argument(
            "as_of",
            dt.date,
            Text(
                "Only what holds on this day, here and below; as the field above by default, else whenever",
                "เฉพาะที่มีผลในวันนี้",
            ),
        ),
        argument(
            "datasets",
            list[strawberry.ID],
            Text(
                "Only what one of these datasets asserts, here and below; as the field above by default",
                "เฉพาะชุดข้อมูลเหล่านี้",
            ),
        ),
        argument(
            "include_synthetic",
            bool,
            Text(
                "False leaves out what is invented, here and below; as the field above by default, else true",
                "รวมข้อมูลสังเคราะห์",
            ),
        ),
    ]


def connection_arguments(
    inputs: Inputs, target: str, item: RelationshipField | None = None
) -> list[StrawberryArgument]:
    """Arguments of a connection: of a kind, or of what a relationship leads to."""
    order: Annotation = inputs.order(target, item)
    edge = Text("Conditions that the relationships meet", "เงื่อนไขของความสัมพันธ์")
    return [
        argument("first", int, Text("Number of items from the start; 20 by default", "จำนวนจากต้น")),
        argument("after", str, Text("After this cursor", "หลังตำแหน่งนี้")),
        argument("last", int, Text("Number of items from the end", "จำนวนจากท้าย")),
        argument("before", str, Text("Before this cursor", "ก่อนตำแหน่งนี้")),
        argument("where", inputs.where(target), Text("Conditions that they meet", "เงื่อนไข")),
        *([argument("edge", inputs.edge(item), edge)] if item else []),
        argument(
            "order_by",
            list[order],
            Text(
                "The order, four keys at most; by default by relevance where names are to resemble "
                "something, else by position where there is one, else by Thai name",
                "การเรียงลำดับ",
            ),
        ),
        *scope_arguments(),
    ]


class TypeMaker:
    """Makes all types of one declaration."""

    def __init__(self, declared: Declaration) -> None:
        self.declared = declared
        self.inputs = Inputs(declared)
        self.measures = MeasureTypes(declared, self.inputs)
        self._unions = {name: self._union(name) for name in declared.unions}

    def target(self, name: str) -> Annotation:
        """The Python type that stands for a kind, a group or a union."""
        return self._unions.get(name) or self.declared.kind(name).cls

    def apply(self) -> None:
        """Applies Strawberry to the declared classes, in place."""
        for link in self.declared.links.values():
            self._apply_properties(link.cls, link.properties)
            strawberry.interface(link.cls, description=link.text.both)
        for kind in (*self.declared.groups.values(), *self.declared.kinds.values()):
            self._apply_kind(kind)

    def _apply_kind(self, kind: Kind) -> None:
        self._apply_properties(kind.cls, kind.properties)
        if kind.name == "Record":
            add_field(
                kind.cls,
                "name",
                planned(
                    str,
                    "Name in the language asked for, or in the other one where it has none (ชื่อ)",
                    [argument("lang", Language, Text("Language; Thai by default", "ภาษา"))],
                ),
            )
        for item in kind.relationships.values():
            if kind.name == item.owner or item.owner in self.declared.unions:
                add_field(kind.cls, item.name, self._relationship_field(item))
        decorate = strawberry.interface if kind.abstract else strawberry.type
        decorate(kind.cls, name=kind.name, description=kind.text.both)

    @staticmethod
    def _apply_properties(target: type, properties: dict[str, Property]) -> None:
        for name in list(vars(target).get("__annotations__", {})):
            add_field(
                target, name, planned(_python_type(properties[name]), properties[name].text.both)
            )

    def _relationship_field(self, item: RelationshipField) -> StrawberryField:
        text = item.relationship.text.both
        if item.one:
            return planned(self.target(item.target) | None, text, scope_arguments())
        edge = self._edge(item)
        name = f"{item.owner}{pascal(item.graphql_name)}Connection"
        connection = make_connection(name, edge, self.target(item.target))
        self.measures.add(connection, item.target, item)
        connection = strawberry.type(connection, name=name, description=text)
        return planned(connection, text, connection_arguments(self.inputs, item.target, item))

    @functools.cache  # noqa: B019  # one maker lives as long as the process
    def _edge(self, item: RelationshipField) -> type:
        name = f"{item.owner}{pascal(item.graphql_name)}Edge"
        return make_edge(
            name,
            item.relationship.properties,
            self.target(item.target),
            item.relationship.text.both,
        )

    def root_connection(self, kind: Kind) -> type:
        """The connection over all nodes of a kind."""
        edge = make_edge(f"{kind.name}Edge", object, kind.cls, kind.text.both)
        name, text = f"{kind.name}Connection", kind.text.both
        connection = make_connection(name, edge, kind.cls)
        self.measures.add(connection, kind.name, None)
        return strawberry.type(connection, name=name, description=text)

    def _union(self, name: str) -> Annotation:
        declared = self.declared.unions[name]
        members: Any = functools.reduce(operator.or_, declared.members)
        return Annotated[members, strawberry.union(name, description=declared.text.both)]


def make_edge(name: str, base: type, target: Annotation, text: str) -> type:
    """An edge type: the cursor, the node, and the properties of the relationship."""
    edge = bare(name, base)
    add_field(edge, "cursor", planned(str, "Where this edge stands, for after and before (ตำแหน่ง)"))
    add_field(edge, "node", planned(target, "The node at the far end (ปลายทาง)"))
    return strawberry.type(edge, name=name, description=text)


def make_connection(name: str, edge: Annotation, target: Annotation) -> type:
    """The class of a connection over ``edge``, not yet a type."""
    connection = bare(name)
    add_field(
        connection, "edges", planned(list[edge], "The edges of the page (รายการพร้อมความสัมพันธ์)")
    )
    add_field(connection, "nodes", planned(list[target], "The nodes of the page (รายการ)"))
    add_field(connection, "page_info", planned(PageInfo, "Where the page stands (ข้อมูลการแบ่งหน้า)"))
    add_field(
        connection,
        "total_count",
        planned(int, "How many there are over all pages; counted when asked for (จำนวนทั้งหมด)"),
    )
    return connection


def _python_type(item: Property) -> Annotation:
    if item.name == "id":
        return strawberry.ID
    if item.ref:
        cls: Annotation = getattr(model, item.ref)
        return list[cls] if item.many else cls | None
    base: Annotation = list[str] if item.type is ValueType.TEXTS else PYTHON_TYPES[item.type]
    return base | None if item.nullable else base


@functools.cache
def types() -> TypeMaker:
    """The types of the project's declaration, applied once."""
    maker = TypeMaker(declaration())
    maker.apply()
    return maker
