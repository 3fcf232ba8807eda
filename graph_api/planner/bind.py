"""Pass 7, for each request: values into slots, checked. What is wrong is refused here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_api.domain.ids import named_id
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import Place
from graph_api.planner.order import decode_cursor
from graph_api.planner.slots import Slot, SlotKind, SubquerySource
from graph_api.planner.values import Leaf, Variables, lookup, plain
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Property, ValueType
from schema.text import canonical_text, check_text, distinct_grams, lucene, normalise

MAX_LIST = 1_000
MAX_TEXT = 1_000
MAX_INT = 2**63


@dataclass(frozen=True)
class Binder:
    """Binds the slots of one statement.

    Attributes:
        variables: coerced variables.
        limits: bounds on page sizes.
        ids: ids of root fields and answers, by the source that an ``IDS`` slot names.
        synthetic: of answers that decided it, by their places, whether what is invented counts.
    """

    variables: Variables
    limits: OperationLimits
    ids: Mapping[SubquerySource, list[str]]
    synthetic: Mapping[Place, bool]

    def bind(self, slots: Iterable[Slot]) -> list[Any]:
        """The list parameter ``$p``.

        Raises:
            PhakhiError: where a value is malformed or out of bounds.
        """
        # All values in one list: Neo4j plans a text anew for each combination of the types of separate
        # parameters, null among them.
        return [self._value(slot) for slot in slots]

    def _value(self, slot: Slot) -> Any:  # noqa: ANN401  # a driver value
        if slot.kind is SlotKind.IDS or slot.kind is SlotKind.INCLUDE_SYNTHETIC:
            return self._given(slot)
        value: Any = lookup(slot.leaf, self.variables) if slot.leaf is not None else None
        match slot.kind:
            case SlotKind.ID_LIST:
                return id_list(value)
            case SlotKind.VALUE:
                assert slot.prop is not None
                return property_value(slot.prop, value)
            case SlotKind.VALUES:
                assert slot.prop is not None
                return [property_value(slot.prop, item) for item in bounded(value)]
            case SlotKind.PART | SlotKind.GRAMS | SlotKind.LUCENE:
                return _OF_NAME[slot.kind](name_part(value))
            case SlotKind.LIMIT:
                return self.page_size(slot.leaf) + slot.extra
            case SlotKind.CURSOR:
                return _cursor_value(slot, value)
            case SlotKind.HAS_CURSOR:
                return value is not None
            case SlotKind.DATE | SlotKind.LANG:
                return plain(value)

    def _given(self, slot: Slot) -> list[str] | bool:
        """What comes from root fields and answers rather than from the client."""
        if slot.source is not None:
            return self.ids[slot.source]
        assert slot.place is not None
        return self.synthetic.get(slot.place, True)

    def page_size(self, leaf: Leaf | None) -> int:
        """The size of a page.

        Raises:
            PhakhiError: ``BAD_PAGE_SIZE``.
        """
        value = lookup(leaf, self.variables) if leaf is not None else None
        if value is None:
            return self.limits.default_page_size
        if not 0 <= value <= self.limits.page_size:
            raise PhakhiError(
                ErrorCode.BAD_PAGE_SIZE,
                f"A page holds from 0 to {self.limits.page_size} items, not {value}.",
                f"หนึ่งหน้ามีได้ตั้งแต่ 0 ถึง {self.limits.page_size} รายการ ไม่ใช่ {value}",
            )
        return int(value)


def id_list(value: Any) -> list[str]:  # noqa: ANN401  # a coerced value
    """One id or several, checked.

    Raises:
        PhakhiError: ``BAD_ID``.
    """
    return [named_id(item) for item in bounded(value if isinstance(value, list) else [value])]


def bounded(values: list[Any]) -> list[Any]:
    """A list, when it is not too long and holds no null.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``.
    """
    if len(values) > MAX_LIST or any(item is None for item in values):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"A list may hold at most {MAX_LIST} values, none of them null.",
            f"รายการมีได้ไม่เกิน {MAX_LIST} ค่า และต้องไม่เป็น null",
        )
    return values


def property_value(item: Property, value: Any) -> Any:  # noqa: ANN401  # a coerced value
    """A value to compare a property with.

    Raises:
        PhakhiError: where it cannot be one.
    """
    if item.name == "id" or item.ref:
        return named_id(value)
    if item.type in (ValueType.TEXT, ValueType.TEXTS):
        return canonical_text(check_text(value, MAX_TEXT))
    if item.type is ValueType.INT and not -MAX_INT <= value < MAX_INT:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT, "A whole number is out of range.", "จำนวนเต็มอยู่นอกช่วงที่รับได้"
        )
    return plain(value)


def name_part(value: str) -> str:
    """A part of a name, normalised as names are.

    Raises:
        PhakhiError: ``BAD_TEXT``, or ``BAD_SEARCH`` where nothing is left of it.
    """
    part = normalise(check_text(value, MAX_TEXT))
    if not part:
        raise PhakhiError(
            ErrorCode.BAD_SEARCH,
            "The text to look for is empty; give at least one letter or digit.",
            "ข้อความที่ค้นว่างเปล่า ให้ระบุอย่างน้อยหนึ่งตัวอักษร",
        )
    return part


_OF_NAME: dict[SlotKind, Callable[[str], str | list[str]]] = {
    SlotKind.PART: str,
    SlotKind.GRAMS: distinct_grams,
    SlotKind.LUCENE: lucene,
}
"""What a slot holds of a part of a name."""


def _cursor_value(slot: Slot, value: str | None) -> Any:  # noqa: ANN401  # a cursor holds any scalar
    assert slot.cursor is not None
    if value is None:
        return slot.cursor.sentinel
    return decode_cursor(value, slot.cursor.order, slot.cursor.ids)[slot.cursor.index]
