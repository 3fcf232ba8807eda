"""Pass 6, sets: where the nodes of a predicate are begun from, so that not all are walked."""

from __future__ import annotations

from graph_api.planner.cypher import hop, labelled, where
from graph_api.planner.emit_where import Predicates, Scopes
from graph_api.planner.model import (
    SelectionScope,
)
from graph_api.planner.predicates import (
    AllOf,
    AnyOf,
    Inside,
    NameTest,
    Predicate,
    Related,
    Test,
)
from graph_api.planner.slots import Slot, SlotKind
from graph_api.planner.statement_builder import StatementBuilder
from graph_api.planner.values import Leaf
from schema.indexes import RECORD_GRAMS
from schema.registry import Declaration, Direction, RelationshipField

MOST_ALIKE = 2_000
"""Records with most grams in common that are looked at, of all kinds together."""


class Sets:
    """Writes the clauses that bind a variable to all nodes of a predicate, without walking all.

    A condition on relationships is read backwards, from what anchors it (an id, an area, a
    name) to the nodes; the alternatives of an ``or`` are joined by UNION. Only where nothing
    anchors anything is a kind walked.
    """

    def __init__(self, text: StatementBuilder, scopes: Scopes, predicates: Predicates) -> None:
        self._text = text
        self._scopes = scopes
        self._predicates = predicates

    def bind(
        self, predicate: Predicate, labels: tuple[str, ...], variable: str, scope: SelectionScope
    ) -> str:
        """Clauses that bind ``variable``, each node once."""
        driver = _best(predicate)
        if driver is None or _rank(driver) >= WALK:
            condition = self._predicates.condition(predicate, variable, scope)
            return f"MATCH ({labelled(variable, labels)}){where(condition)}"
        rest = AllOf(tuple(part for part in _parts(predicate) if part is not driver))
        clauses = self._drive(driver, labels, variable, scope)
        condition = self._predicates.condition(rest, variable, scope)
        return f"{clauses} WITH DISTINCT {variable}{where(condition)}"

    @staticmethod
    def drives(predicate: Predicate) -> bool:
        """Whether something in a predicate gives a set to begin from."""
        driver = _best(predicate)
        return driver is not None and _rank(driver) < WALK

    def anchor(self, predicate: Predicate) -> str | None:
        """An expression for the degree of the one anchor that drives a predicate, if one does.

        It is the number of relationships of the first step backwards.
        """
        driver, anchor = None, _best(predicate)
        while isinstance(anchor, Related) and _rank(anchor) == ANCHORED:
            driver, anchor = anchor, _best(anchor.inner)
        if driver is None or not isinstance(anchor, Test) or _rank(anchor) != ID:
            return None
        far = self._text.name("n")
        place = self._text.slot(Slot(SlotKind.ID_LIST, anchor.value))
        step = hop(far, _reverse(driver.field), "", "")
        return f"COUNT {{ MATCH ({far}:Record) WHERE {far}.id IN {place} MATCH {step} }}"

    def _drive(
        self, driver: Predicate, labels: tuple[str, ...], variable: str, scope: SelectionScope
    ) -> str:
        match driver:
            case Test():
                condition = self._predicates.condition(driver, variable, scope)
                return f"MATCH ({variable}:Record){where(condition, _has_label(variable, labels))}"
            case NameTest(value=value):
                return self._alike(driver, value, labels, variable)
            case Inside(type_, depth, value):
                top = self._text.name("n")
                place = self._text.slot(Slot(SlotKind.ID_LIST, value))
                label = where(_has_label(variable, labels))  # the top itself may be of another kind
                return (
                    f"MATCH ({top}:Record) WHERE {top}.id IN {place} "
                    f"MATCH ({top})<-[:{type_}]-{{0,{depth}}}({variable}){label}"
                )
            case Related():
                return self._backwards(driver, labels, variable, scope)
            case AnyOf(parts):
                # UNION, since each alternative begins from an index of its own; OR would walk all of a kind.
                union = " UNION ".join(
                    f"{self.bind(part, labels, variable, scope)} RETURN {variable}"
                    for part in parts
                )
                return f"CALL () {{ {union} }}"
            case _:  # the rank lets no other through
                raise TypeError(driver)

    def _alike(self, driver: NameTest, value: Leaf, labels: tuple[str, ...], variable: str) -> str:
        """Records that hold a text, and those with most grams in common with it."""
        # Two indexes, joined by UNION: one holds any part exactly, but knows no slips; the other ranks
        # by shared grams, and gives only so many.
        part = self._text.slot(Slot(SlotKind.PART, value))
        lucene = self._text.slot(Slot(SlotKind.LUCENE, value))
        held = self._text.name("n")
        near = self._text.name("n")
        resembles = self._predicates.condition(driver, near, SelectionScope())
        conditions = where(_has_label(near, labels), resembles)
        return (
            f"CALL () {{ MATCH ({labelled(held, labels)}) WHERE {held}.search_lc CONTAINS {part} "
            f"RETURN {held} AS {variable} UNION "
            f"CALL db.index.fulltext.queryNodes('{RECORD_GRAMS}', {lucene}, {{limit: {MOST_ALIKE}}}) "
            f"YIELD node AS {near} WITH {near}{conditions} RETURN {near} AS {variable} }}"
        )

    def _backwards(
        self, driver: Related, labels: tuple[str, ...], variable: str, scope: SelectionScope
    ) -> str:
        declared = self._text.declared
        item = driver.field
        far, relation = self._text.name("n"), self._text.name("r")
        far_kinds = declared.members(item.target)
        start = self.bind(driver.inner, _labels_of(declared, item.target), far, scope)
        back = _reverse(item)
        near_labels = labels if _needs_label(declared, far_kinds, item, labels) else ()
        conditions = where(
            self._scopes.relation(scope, relation),
            self._scopes.node(scope, item.target, far),
            self._predicates.condition(driver.edge, relation, scope),
        )
        return (
            f"{start} MATCH {hop(far, back, relation, labelled(variable, near_labels))}{conditions}"
        )


ID, INSIDE, ANCHORED, UNION, LOOSE, WALK = range(6)


def _rank(predicate: Predicate) -> int:
    """How well a predicate drives: the lower the better; from ``WALK`` on not at all."""
    match predicate:
        case Test(prop=item, operator=operator):
            return ID if item.name == "id" and operator in ("eq", "in") else WALK
        case Inside():
            return INSIDE
        case NameTest(operator="resembles"):
            return UNION
        case Related(quantifier="some", inner=inner):
            return ANCHORED if _anchored(inner) else LOOSE
        case AnyOf(parts) if parts:
            return UNION if any(map(Sets.drives, parts)) else WALK
        case _:
            return WALK


def _anchored(predicate: Predicate) -> bool:
    parts = _parts(predicate)
    return any(_rank(part) <= ANCHORED or isinstance(part, NameTest) for part in parts)


def _parts(predicate: Predicate) -> tuple[Predicate, ...]:
    return predicate.parts if isinstance(predicate, AllOf) else (predicate,)


def _best(predicate: Predicate) -> Predicate | None:
    """The part of a predicate that drives best."""
    return min(_parts(predicate), key=_rank, default=None)


def _reverse(item: RelationshipField) -> RelationshipField:
    turned = {
        Direction.OUT: Direction.BACK,
        Direction.BACK: Direction.OUT,
        Direction.BOTH: Direction.BOTH,
    }
    return RelationshipField(
        item.name, item.relationship, turned[item.direction], item.target, item.owner
    )


def _labels_of(declared: Declaration, target: str) -> tuple[str, ...]:
    return ("Record",) if target == "Record" else declared.members(target)


def _has_label(variable: str, labels: tuple[str, ...]) -> str:
    return "" if labels == ("Record",) else f"({variable}:{'|'.join(labels)})"


def _needs_label(
    declared: Declaration,
    far_kinds: tuple[str, ...],
    item: RelationshipField,
    labels: tuple[str, ...],
) -> bool:
    """Whether the type leads back to other kinds than those wanted."""
    back = _reverse(item)
    reachable = {
        name
        for row in declared.types[item.relationship.type]
        for kind in far_kinds
        if kind
        in declared.end_members(row.source if back.direction is Direction.OUT else row.target)
        for name in declared.end_members(
            row.target if back.direction is Direction.OUT else row.source
        )
    }
    return not reachable <= set(labels)
