"""Pass 4: bounds on an operation, checked before the database sees anything.

The database plans a statement without a time limit, so its depth and its number of subqueries are
bounded here; and nested page sizes multiply, so their product is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_api.planner.limits import OperationLimits, beyond
from graph_api.planner.model import (
    Column,
    ConnectionColumn,
    Grouping,
    OneColumn,
    RefColumn,
)
from graph_api.planner.predicates import (
    ALWAYS,
)
from graph_api.planner.values import Leaf
from graph_api.planner.walk import (
    below,
    followed,
    height,
    leaves,
    nesting,
    rows_columns,
    selection_columns,
)
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.registry import RelationshipField

MAX_FILTER_LEAVES = 100
MAX_FILTER_DEPTH = 6
"""Conditions nest as EXISTS, which takes time to plan that doubles with every level."""
MANY_REFERENCES = 5
"""How many nodes a list of references is taken to have: evidence and datasets are few."""


Reach = RelationshipField | str | None
"""What leads to a part of an answer: a relationship, a kind, or ``None`` for references."""


@dataclass(frozen=True, slots=True)
class CostNode:
    """Part of an answer: how many of it for each of its parents, and what lies below each.

    Attributes:
        size: of its page.
        below: what each of the page brings.
        beside: what stands beside the page, whatever its size: groups.
        counted: false where a page is only counted, so that its size brings nothing.
        reach: what leads to it.
        walks: how often all that it may hold is walked: to test, count or measure it.
    """

    size: Leaf | int | None
    below: tuple[CostNode, ...]
    beside: tuple[CostNode, ...] = ()
    counted: bool = True
    reach: Reach = None
    walks: int = 0


def check_shape(columns: Iterable[Column], limits: OperationLimits) -> None:
    """Refuses what is too deep or too wide.

    Raises:
        PhakhiError: ``OPERATION_TOO_DEEP`` or ``OPERATION_TOO_WIDE``.
    """
    selected = list(columns)
    _check_depth(max((height(column) for column in selected), default=0), limits.depth)
    width = sum(_width(column) for column in selected)
    if width > limits.subqueries:
        raise _too_wide(width, limits.subqueries)


def _check_depth(depth: int, allowed: int) -> None:
    if depth > allowed:
        raise beyond(
            ErrorCode.OPERATION_TOO_DEEP,
            Text(
                f"The operation or a filter follows {depth} relationships in a row",
                f"คำถามหรือตัวกรองตามความสัมพันธ์ต่อกัน {depth} ชั้น",
            ),
            allowed,
            Text("", "ชั้น"),
        )


def check_roots(count: int, limits: OperationLimits) -> None:
    """Refuses too many root fields.

    Raises:
        PhakhiError: ``OPERATION_TOO_WIDE``.
    """
    if count > limits.roots:
        raise beyond(
            ErrorCode.OPERATION_TOO_WIDE,
            Text(f"The operation has {count} root fields", f"คำถามมีฟิลด์ชั้นบนสุด {count} ฟิลด์"),
            limits.roots,
            Text("", "ฟิลด์"),
        )


def _too_wide(width: int, allowed: int) -> PhakhiError:
    return beyond(
        ErrorCode.OPERATION_TOO_WIDE,
        Text(
            f"The operation uses {width} relationships and filters",
            f"คำถามใช้ความสัมพันธ์และตัวกรอง {width} รายการ",
        ),
        allowed,
        Text("", "รายการ"),
    )


def _width(column: Column) -> int:
    own = int(isinstance(column, (ConnectionColumn, OneColumn, RefColumn)))
    if isinstance(column, ConnectionColumn):
        _check_depth(nesting(column.where), MAX_FILTER_DEPTH)
        conditions = leaves(column.where) + leaves(column.edge_where)
        if conditions > MAX_FILTER_LEAVES:
            raise _too_wide(conditions, MAX_FILTER_LEAVES)
        own += _walks(column) + ("previous" in column.wants) - _is_filtered(column)
    return own + sum(_width(item) for item in below(column))


def _walks(column: ConnectionColumn) -> int:
    """How often all that a connection may hold is walked, beside the page itself."""
    led = sum(key.field is not None for item in column.groups for key in item.keys)
    measured = ("total" in column.wants) + bool(column.measures) + len(column.groups) + led
    return measured + len([*followed(column.where)]) + _is_filtered(column)


def _is_filtered(column: ConnectionColumn) -> bool:
    return (column.where, column.edge_where) != (ALWAYS, ALWAYS)


def cost_tree(column: Column) -> CostNode | None:
    """What a column may bring, or ``None`` for a plain value."""
    if isinstance(column, ConnectionColumn):
        reach = column.field or column.target
        return CostNode(
            size=column.page.size,
            below=_trees(rows_columns(column)),
            beside=tuple(_group_tree(item, reach) for item in column.groups),
            counted="rows" in column.wants,
            reach=reach,
            walks=_walks(column),
        )
    if isinstance(column, RefColumn):
        return CostNode(MANY_REFERENCES if column.prop.many else 1, _trees(below(column)))
    if isinstance(column, OneColumn):
        return CostNode(1, _trees(below(column)), reach=column.field)
    return None


def _group_tree(grouping: Grouping, reach: Reach) -> CostNode:
    return CostNode(grouping.size, _trees(selection_columns(grouping.node)), reach=reach)


def _trees(columns: Iterable[Column]) -> tuple[CostNode, ...]:
    return tuple(node for node in map(cost_tree, columns) if node)


def total_cost(nodes: Iterable[CostNode], size_of: Callable[[Leaf | None], int]) -> int:
    """Nodes and edges that an answer may hold, given page sizes (all are looked at)."""
    total = 0
    for node in nodes:
        size = node.size if isinstance(node.size, int) else size_of(node.size)
        total += node.counted * size * (1 + total_cost(node.below, size_of))
        total += total_cost(node.beside, size_of)
    return total


def check_cost(cost: int, limits: OperationLimits) -> None:
    """Refuses what may bring too much.

    Raises:
        PhakhiError: ``OPERATION_TOO_COSTLY``.
    """
    if cost > limits.cost:
        raise beyond(
            ErrorCode.OPERATION_TOO_COSTLY,
            Text(f"The operation may return {cost:,} nodes", f"คำถามอาจได้ผลถึง {cost:,} รายการ"),
            limits.cost,
            Text(
                "Ask for smaller pages: nested page sizes multiply.",
                "ให้ลดขนาดหน้า (first) เพราะขนาดหน้าที่ซ้อนกันจะคูณกัน",
            ),
        )
