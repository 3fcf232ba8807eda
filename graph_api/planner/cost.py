"""Pass 4: bounds on an operation, checked before the database sees anything.

The database plans a statement without a time limit, so its depth and its number of subqueries are
bounded here; and nested page sizes multiply, so their product is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_api.planner.model import Column, Connection, OneColumn, RefColumn
from graph_api.planner.values import Leaf
from graph_api.planner.walk import below, followed, height, leaves, nesting
from schema.errors import ErrorCode, PhakhiError

MAX_FILTER_LEAVES = 100
MAX_FILTER_DEPTH = 6
"""Conditions nest as EXISTS, which takes time to plan that doubles with every level."""
MANY_REFERENCES = 5
"""How many nodes a list of references is taken to have: evidence and datasets are few."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one operation.

    Attributes:
        depth: nested relationships, counted from the root field.
        roots: root fields.
        subqueries: relationships selected, filtered by or counted, in all.
        cost: nodes and edges that an answer may hold at most.
        page_size: largest page.
        default_page_size: page size where none is given.
        groups: most groups of a ``groupBy``.
    """

    depth: int = 20
    roots: int = 320
    subqueries: int = 100
    cost: int = 200_000
    page_size: int = 1_000
    default_page_size: int = 20
    groups: int = 200


@dataclass(frozen=True, slots=True)
class CostNode:
    """Part of an answer: how many of it for each of its parents, and what lies below each.

    ``counted`` is false where a page is only counted, so that its size brings nothing.
    """

    size: Leaf | int | None
    below: tuple[CostNode, ...]
    counted: bool = True


def check_shape(columns: Iterable[Column], limits: Limits) -> None:
    """Refuses what is too deep or too wide.

    Raises:
        PhakhiError: ``OPERATION_TOO_DEEP`` or ``OPERATION_TOO_WIDE``.
    """
    found = list(columns)
    _check_depth(max((height(column) for column in found), default=0), limits.depth)
    width = sum(_width(column) for column in found)
    if width > limits.subqueries:
        raise _too_wide(width, limits.subqueries)


def _check_depth(depth: int, allowed: int) -> None:
    if depth > allowed:
        raise PhakhiError(
            ErrorCode.OPERATION_TOO_DEEP,
            f"The operation or a filter follows {depth} relationships in a row; "
            f"{allowed} are allowed.",
            f"คำถามหรือตัวกรองตามความสัมพันธ์ต่อกัน {depth} ชั้น อนุญาตไม่เกิน {allowed} ชั้น",
        )


def check_roots(count: int, limits: Limits) -> None:
    """Refuses too many root fields.

    Raises:
        PhakhiError: ``OPERATION_TOO_WIDE``.
    """
    if count > limits.roots:
        raise PhakhiError(
            ErrorCode.OPERATION_TOO_WIDE,
            f"The operation has {count} root fields; {limits.roots} are allowed.",
            f"คำถามมีฟิลด์ชั้นบนสุด {count} ฟิลด์ อนุญาตไม่เกิน {limits.roots} ฟิลด์",
        )


def _too_wide(width: int, allowed: int) -> PhakhiError:
    return PhakhiError(
        ErrorCode.OPERATION_TOO_WIDE,
        f"The operation uses {width} relationships and filters; {allowed} are allowed.",
        f"คำถามใช้ความสัมพันธ์และตัวกรอง {width} รายการ อนุญาตไม่เกิน {allowed} รายการ",
    )


def _width(column: Column) -> int:
    own = int(isinstance(column, (Connection, OneColumn, RefColumn)))
    if isinstance(column, Connection):
        _check_depth(nesting(column.where), MAX_FILTER_DEPTH)
        own += len([*followed(column.where)]) + len(column.wants & {"total", "previous"})
        if leaves(column.where) > MAX_FILTER_LEAVES:
            raise _too_wide(leaves(column.where), MAX_FILTER_LEAVES)
    return own + sum(_width(item) for item in below(column))


def cost_tree(column: Column) -> CostNode | None:
    """What a column may bring, or ``None`` for a plain value."""
    inner = tuple(node for node in map(cost_tree, below(column)) if node)
    if isinstance(column, Connection):
        return CostNode(column.page.size, inner, counted="rows" in column.wants)
    if isinstance(column, RefColumn):
        return CostNode(MANY_REFERENCES if column.prop.many else 1, inner)
    if isinstance(column, OneColumn):
        return CostNode(1, inner)
    return None


def total_cost(nodes: Iterable[CostNode], size_of: Callable[[Leaf | None], int]) -> int:
    """Nodes and edges that an answer may hold, given page sizes (all are looked at)."""
    total = 0
    for node in nodes:
        size = node.size if isinstance(node.size, int) else size_of(node.size)
        total += node.counted * size * (1 + total_cost(node.below, size_of))
    return total


def check_cost(cost: int, limits: Limits) -> None:
    """Refuses what may bring too much.

    Raises:
        PhakhiError: ``OPERATION_TOO_COSTLY``.
    """
    if cost > limits.cost:
        raise PhakhiError(
            ErrorCode.OPERATION_TOO_COSTLY,
            f"The operation may return {cost:,} nodes; {limits.cost:,} are allowed. "
            "Ask for smaller pages: nested page sizes multiply.",
            f"คำถามอาจได้ผลถึง {cost:,} รายการ อนุญาตไม่เกิน {limits.cost:,} ให้ลดขนาดหน้า (first) "
            "เพราะขนาดหน้าที่ซ้อนกันจะคูณกัน",
        )
