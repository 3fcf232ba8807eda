"""The root fields: every kind by id and as a connection, and what linkage answers."""

from __future__ import annotations

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_api.graphql.fields import add_field, bare, planned, required
from graph_api.graphql.types import TypeMaker, connection_arguments, scope_arguments
from schema import model
from schema.declare import Text
from schema.registry import Kind, snake


def make_query(maker: TypeMaker, *answers: type) -> type:
    """The query type; ``answers`` are classes whose fields have resolvers of their own."""
    query = bare("Query", *answers)
    for name, field in root_fields(maker).items():
        add_field(query, name, field)
    return strawberry.type(query, name="Query", description="What can be asked (คำถามที่ถามได้)")


def root_fields(maker: TypeMaker) -> dict[str, StrawberryField]:
    """The planned root fields by snake_case name."""
    ids = Text("Ids, in the order in which the nodes are wanted", "รหัสตามลำดับ")
    fields = {
        "node": planned(
            model.Node | None,
            "Any record by its id; null when there is none (ระเบียนตามรหัส)",
            by_id(),
        ),
        "nodes": planned(
            list[model.Node | None],
            "Records by their ids, in that order; null where there is none (ระเบียนหลายรายการตามรหัส)",
            [required("ids", list[strawberry.ID], ids), *scope_arguments()],
        ),
    }
    for kind in maker.declared.kinds.values():
        fields[snake(kind.name)] = planned(
            kind.cls | None, f"{kind.text.en}, by id ({kind.text.th})", by_id()
        )
        fields[_connection_name(kind)] = planned(
            maker.root_connection(kind),
            f"All of: {kind.text.en[:1].lower()}{kind.text.en[1:]} ({kind.text.th})",
            connection_arguments(maker.inputs, kind.name),
        )
    return fields


def by_id() -> list[StrawberryArgument]:
    """Arguments of a field that finds one node."""
    return [required("id", strawberry.ID, Text("Its id, kind:slug", "รหัส")), *scope_arguments()]


def _connection_name(kind: Kind) -> str:
    assert kind.connection is not None
    return kind.connection
