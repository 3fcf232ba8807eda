"""Orders and cursors: what ``orderBy`` names, and where a page begins."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from typing import Any

import orjson

from graph_api.planner.model import OrderKey
from graph_api.planner.values import Tree, Variables, lookup, plain
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Kind, Property, RelationshipField, ValueType

BY_NAME: tuple[OrderKey, ...] = (OrderKey("name"),)
MAX_CURSOR = 4_000
MAX_INT = 2**63
_TYPES: dict[ValueType, tuple[type, ...]] = {
    ValueType.TEXT: (str,),
    ValueType.INT: (int,),
    ValueType.FLOAT: (int, float),
    ValueType.BOOL: (bool,),
    ValueType.DATE: (str,),
    ValueType.DATETIME: (str,),
}


def read_order(kind: Kind, tree: Tree | None, variables: Variables) -> tuple[OrderKey, ...]:
    """The keys of an order; the kind's own where none is given. The id always comes last."""
    if not tree:
        return _own_order(kind)
    assert isinstance(tree, list)
    return tuple(_key(kind, item, variables) for item in tree)


def _own_order(kind: Kind) -> tuple[OrderKey, ...]:
    items = [kind.properties[name] for name in kind.order]
    keys = (OrderKey(item.graphql_name, prop=item, nullable=item.nullable) for item in items)
    return tuple(keys) or BY_NAME


def _key(kind: Kind, tree: Tree, variables: Variables) -> OrderKey:
    assert isinstance(tree, dict)
    ((name, leaf),) = tree.items()
    assert not isinstance(leaf, (dict, list))
    descending = plain(lookup(leaf, variables)) == "desc"
    if name == "name":
        return OrderKey("name", descending)
    item = kind.by_graphql_name.get(name)
    if isinstance(item, Property):
        return OrderKey(name, descending, prop=item, nullable=item.nullable)
    counted = kind.by_graphql_name[name.removesuffix("Count")]
    assert isinstance(counted, RelationshipField)
    return OrderKey(name, descending, count=counted)


def order_tag(order: tuple[OrderKey, ...]) -> str:
    """Names an order in a cursor, so that a cursor of another order is refused."""
    return ",".join(f"{'-' if item.descending else ''}{item.name}" for item in order)


def encode_cursor(tag: str, values: list[Any]) -> str:
    """The cursor of a row: the order it belongs to and the row's place in it. It grants nothing."""
    return base64.urlsafe_b64encode(orjson.dumps([tag, *values])).decode().rstrip("=")


def decode_cursor(text: str, order: tuple[OrderKey, ...], ids: int) -> list[Any]:
    """The values of a cursor of this order: one a key, then so many ids.

    Raises:
        PhakhiError: ``BAD_CURSOR`` where it is not one, or is of another order.
    """
    tag, *values = read_cursor(text) or [None]
    keys, last = values[: len(order)], values[len(order) :]
    if tag != order_tag(order) or len(keys) < len(order) or len(last) != ids:
        raise bad_cursor()
    if not all(isinstance(value, str) for value in last):
        raise bad_cursor()
    return [*(_checked(item, value) for item, value in zip(order, keys, strict=True)), *last]


def read_cursor(text: str) -> list[Any]:
    """What a cursor holds: its tag and values, not yet checked.

    Raises:
        PhakhiError: ``BAD_CURSOR`` where it is none at all.
    """
    if len(text) > MAX_CURSOR or not text.isascii():
        raise bad_cursor()
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        values = orjson.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise bad_cursor() from error
    return values if isinstance(values, list) else []


def _checked(key: OrderKey, value: Any) -> Any:  # noqa: ANN401  # JSON
    if value is None:
        if key.nullable:
            return None
        raise bad_cursor()
    kind = key.prop.type if key.prop else (ValueType.INT if key.count else ValueType.TEXT)
    a_truth_value = isinstance(value, bool)  # which Python takes for a number, too
    fits = isinstance(value, _TYPES[kind])
    if not fits or a_truth_value is not (kind is ValueType.BOOL):
        raise bad_cursor()
    if kind is ValueType.INT and abs(value) >= MAX_INT:
        raise bad_cursor()
    return _temporal(kind, value)


def _temporal(kind: ValueType, value: Any) -> Any:  # noqa: ANN401  # JSON
    try:
        if kind is ValueType.DATE:
            return dt.date.fromisoformat(value)
        if kind is ValueType.DATETIME:
            return dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise bad_cursor() from error
    return value


def bad_cursor() -> PhakhiError:
    """The error for a cursor that does not belong where it is used."""
    return PhakhiError(
        ErrorCode.BAD_CURSOR,
        "The cursor is not one of this connection and order; use endCursor or startCursor of a page.",
        "ตำแหน่ง (cursor) ไม่ใช่ของรายการและการเรียงนี้ ให้ใช้ endCursor หรือ startCursor ของหน้า",
    )
