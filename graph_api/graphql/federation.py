"""A subgraph of Apollo Federation v2: what a gateway asks for beside the schema itself.

The types stay as they are. What a gateway composes is the schema's own text with federation's
directives on it: every kind has the key ``id``.
"""

from __future__ import annotations

import functools
import operator
import re
from typing import Annotated, Any, NewType

import strawberry
from strawberry.schema.base import BaseSchema
from strawberry.types import Info
from strawberry.types.scalar import ScalarDefinition

from graph_api.graphql.fields import add_field, bare, planned, required
from graph_api.graphql.types import TypeMaker
from schema.declare import Text
from schema.registry import declaration

LINK = (
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", '
    'import: ["@key", "@shareable"])'
)
KEY = '@key(fields: "id") '
SHAREABLE = "@shareable "

_OBJECT = re.compile(r"^type (\w+)[^{\n]*(?=\{$)", re.MULTILINE)

Representation = NewType("Representation", object)
"""A record as a gateway names it: ``{"__typename": "Agency", "id": "agency:x"}``."""

ANY: ScalarDefinition = strawberry.scalar(
    name="_Any",
    description="A record as a gateway names it: its __typename and id (ระเบียนที่เกตเวย์อ้างถึง)",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)


@strawberry.type(name="_Service", description="This service as a subgraph (บริการนี้ในฐานะกราฟย่อย)")
class Service:
    """What a gateway composes."""

    sdl: str = strawberry.field(description="The schema with federation's directives (สคีมา)")


def _read_service(info: Info) -> Service:
    return Service(sdl=subgraph_sdl(info.schema))


@strawberry.type
class ServiceQuery:
    """The root field of the schema's text."""

    _service: Service = strawberry.field(
        name="_service",
        resolver=_read_service,
        description="What a gateway composes (ข้อมูลสำหรับเกตเวย์)",
    )


def gateway_query(maker: TypeMaker) -> type:
    """The root fields that a gateway asks: the schema's text, and records by kind and id."""
    kinds = [kind.cls for kind in maker.declared.kinds.values()]
    members: Any = functools.reduce(operator.or_, kinds)
    entity: Any = Annotated[
        members, strawberry.union("_Entity", description="A record of any kind (ระเบียนทุกประเภท)")
    ]
    representations = Text("Records wanted, in this order", "ระเบียนที่ต้องการตามลำดับ")
    entities = planned(
        list[entity | None],
        "Records that a gateway names; null where there is none (ระเบียนที่เกตเวย์ขอ)",
        [required("representations", list[Representation], representations)],
    )
    entities.graphql_name = "_entities"
    query = bare("GatewayQuery", ServiceQuery)
    add_field(query, "_entities", entities)
    return strawberry.type(query)


@functools.cache
def subgraph_sdl(schema: BaseSchema) -> str:
    """A schema's text with federation's directives."""
    return f"{LINK}\n\n{_OBJECT.sub(_marked, schema.as_str())}\n"


def _marked(match: re.Match[str]) -> str:
    if match[1] in declaration().kinds:
        return match[0] + KEY
    return match[0] + SHAREABLE if match[1] == "PageInfo" else match[0]
