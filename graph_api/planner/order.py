"""Orders and cursors: what ``orderBy`` names, and where a page begins."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from typing import Any

import orjson

from graph_api.planner.model import (
    OrderKey,
)
from graph_api.planner.predicates import (
    AllOf,
    NameTest,
    Predicate,
)
from graph_api.planner.values import Leaf, Tree, Variables, lookup, plain
from schema.dates import parse_moment
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Declaration, Kind, Property, RelationshipField, ValueType

BY_NAME: tuple[OrderKey, ...] = (OrderKey("name"),)
MAX_CURSOR = 4_000
MAX_ORDER_KEYS = 4
MAX_INT = 2**63
_TYPES: dict[ValueType, tuple[type, ...]] = {
    ValueType.TEXT: (str,),
    ValueType.INT: (int,),
    ValueType.FLOAT: (int, float),
    ValueType.BOOL: (bool,),
    ValueType.DATE: (str,),
    ValueType.DATETIME: (str,),
}


class OrderReader:
    """Reads the orders of one operation."""

    def __init__(self, declared: Declaration, variables: Variables) -> None:
        self._declared = declared
        self._variables = variables

    def read(
        self, kind: Kind, tree: Tree | None, item: RelationshipField | None, where: Predicate
    ) -> tuple[OrderKey, ...]:
        """The keys of an order. The id always comes last.

        Where none is given: relevance where something is looked for, else the kind's own order.

        Args:
            kind: of what is ordered.
            tree: what the client gave.
            item: the relationship that is followed, if any.
            where: what is asked for; relevance is to what it looks for.
        """
        if not tree:
            sought = _sought(where)
            return _own_order(kind) if sought is None else (_by_relevance(sought),)
        assert isinstance(tree, list)
        keys = tuple(self._key(kind, one, item, where) for one in tree)
        if len(keys) > MAX_ORDER_KEYS:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"orderBy takes at most {MAX_ORDER_KEYS} keys.",
                f"orderBy รับได้ไม่เกิน {MAX_ORDER_KEYS} คีย์",
            )
        return keys

    def _key(
        self, kind: Kind, tree: Tree, item: RelationshipField | None, where: Predicate
    ) -> OrderKey:
        assert isinstance(tree, dict)
        ((name, leaf),) = tree.items()
        if name == "edge":
            assert item is not None
            return self._of_edge(item, leaf)
        down = self._descending(leaf)
        if name == "name":
            return OrderKey("name", down)
        if name == "relevance":
            return _by_relevance(_sought(where), descending=down)
        item_ = kind.by_graphql_name.get(name)
        if isinstance(item_, Property):
            return OrderKey(name, down, prop=item_, nullable=item_.nullable)
        counted = kind.by_graphql_name[name.removesuffix("Count")]
        assert isinstance(counted, RelationshipField)
        return OrderKey(name, down, count=counted)

    def _of_edge(self, item: RelationshipField, tree: Tree) -> OrderKey:
        if not isinstance(tree, dict):
            raise _nothing_to_order_by()
        ((name, leaf),) = tree.items()
        properties = self._declared.properties_of(item.relationship).values()
        prop = next(one for one in properties if one.graphql_name == name)
        down = self._descending(leaf)
        return OrderKey(f"edge.{name}", down, prop=prop, nullable=prop.nullable, edge=True)

    def _descending(self, leaf: Tree) -> bool:
        assert not isinstance(leaf, (dict, list))
        way = plain(lookup(leaf, self._variables))
        if way is None:
            raise _nothing_to_order_by()
        return bool(way == "desc")


def _sought(where: Predicate) -> Leaf | None:
    """What a filter looks for among the names of all that it lets through."""
    parts = where.parts if isinstance(where, AllOf) else (where,)
    return next(
        (
            part.value
            for part in parts
            if isinstance(part, NameTest) and part.operator == "resembles"
        ),
        None,
    )


def _by_relevance(sought: Leaf | None, *, descending: bool = True) -> OrderKey:
    if sought is None:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "The order by relevance needs where: {name: {resembles: …}} beside it, outside of or "
            "and not.",
            "การเรียงตาม relevance ต้องมี where: {name: {resembles: …}} ด้วย โดยไม่อยู่ใน or หรือ not",
        )
    return OrderKey("relevance", descending, sought=sought)


def _nothing_to_order_by() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        "A key of orderBy is null; leave it out.",
        "คีย์ของ orderBy เป็น null ให้ตัดออก",
    )


def _own_order(kind: Kind) -> tuple[OrderKey, ...]:
    items = [kind.properties[name] for name in kind.order]
    keys = (OrderKey(item.graphql_name, prop=item, nullable=item.nullable) for item in items)
    return tuple(keys) or BY_NAME


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
    kind = _type_of(key)
    a_truth_value = isinstance(value, bool)  # which Python takes for a number, too
    fits = isinstance(value, _TYPES[kind])
    if not fits or a_truth_value is not (kind is ValueType.BOOL):
        raise bad_cursor()
    if kind is ValueType.INT and abs(value) >= MAX_INT:
        raise bad_cursor()
    return _temporal(kind, value)


def _type_of(key: OrderKey) -> ValueType:
    if key.prop is not None:
        return key.prop.type
    if key.count is not None:
        return ValueType.INT
    return ValueType.FLOAT if key.sought is not None else ValueType.TEXT


def _temporal(kind: ValueType, value: Any) -> Any:  # noqa: ANN401  # JSON
    """Days and moments, which stand in a cursor in the form in which they are sent."""
    try:
        if kind is ValueType.DATE:
            return dt.date.fromisoformat(value)
        if kind is ValueType.DATETIME:
            return parse_moment(value)
    except (ValueError, PhakhiError) as error:
        raise bad_cursor() from error
    return value


def bad_cursor() -> PhakhiError:
    """The error for a cursor that does not belong where it is used."""
    return PhakhiError(
        ErrorCode.BAD_CURSOR,
        "The cursor is not one of this connection and order; use endCursor or startCursor of a page.",
        "ตำแหน่ง (cursor) ไม่ใช่ของรายการและการเรียงนี้ ให้ใช้ endCursor หรือ startCursor ของหน้า",
    )
