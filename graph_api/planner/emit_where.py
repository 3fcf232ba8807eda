"""Pass 6, predicates: conditions as Cypher, and the sets of nodes that they anchor."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_api.planner.cypher import hop, labelled, stored, where
from graph_api.planner.model import (
    AllOf,
    AnyOf,
    Counted,
    Inside,
    NameTest,
    Not,
    Predicate,
    Related,
    Scope,
    Test,
)
from graph_api.planner.slots import Slot, SlotKind
from graph_api.planner.values import Leaf
from schema.declare import Text as Description
from schema.indexes import RECORD_GRAMS
from schema.registry import Declaration, Direction, Property, RelationshipField, ValueType

COMPARISONS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
NUMBER = Property("number", ValueType.INT, nullable=False, text=Description("A number", "จำนวน"))
"""What counts are compared with."""

ALIKE = 0.5
"""The share of a search's grams that a name has in common with it where it resembles it."""

FOLDED = (
    *(
        (sign, "")
        for sign in (" ", "\\n", "\\t", "\\u200B", "\\u200C", "\\u200D", "\\uFEFF", "\\u00A0")
    ),
    ("\\u0E4D\\u0E32", "\\u0E33"),
    ("\\u0E40\\u0E40", "\\u0E41"),
    *((thai, str(digit)) for digit, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")),
)
"""What ``matches`` takes for the same, as Cypher writes it."""

MOST_ALIKE = 2_000
"""Records with most grams in common that are looked at, of all kinds together."""


@dataclass
class Text:
    """A statement being written: its slots, and names that have not been used."""

    declared: Declaration
    slots: list[Slot] = field(default_factory=list)
    _names: int = 0
    _scopes: dict[int, dict[str, str]] = field(default_factory=dict)

    def slot(self, slot: Slot) -> str:
        """A new place in ``$p``."""
        self.slots.append(slot)
        return f"$p[{len(self.slots) - 1}]"

    def name(self, prefix: str) -> str:
        """A variable that is not in use."""
        self._names += 1
        return f"{prefix}{self._names}"

    def scope_slot(self, scope: Scope, name: str, slot: Slot) -> str:
        """The place of a part of a scope: one for all who share the scope."""
        shared = self._scopes.setdefault(id(scope), {})
        if name not in shared:
            shared[name] = self.slot(slot)
        return shared[name]


class Scopes:
    """Conditions of a scope on nodes and relationships."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def node(self, scope: Scope, target: str, variable: str) -> str:
        """What a node must meet; empty where the scope is open."""
        conditions = self._shared(scope, variable)
        if scope.as_of is not None:
            day = self._day(scope, scope.as_of)
            conditions += [between(variable, *pair, day) for pair in self._validities(target)]
        return " AND ".join(conditions)

    def relation(self, scope: Scope, variable: str) -> str:
        """What a relationship must meet; empty where the scope is open."""
        conditions = self._shared(scope, variable)
        if scope.as_of is not None:
            conditions.append(between(variable, "since", "until", self._day(scope, scope.as_of)))
        return " AND ".join(conditions)

    def _shared(self, scope: Scope, variable: str) -> list[str]:
        conditions = []
        if scope.datasets is not None:
            place = self._text.scope_slot(scope, "datasets", Slot(SlotKind.ID_LIST, scope.datasets))
            conditions.append(f"any(d IN {variable}.datasets WHERE d IN {place})")
        if not scope.include_synthetic:
            conditions.append(f"NOT {variable}.synthetic")
        return conditions

    def _day(self, scope: Scope, leaf: Leaf) -> str:
        return self._text.scope_slot(scope, "as_of", Slot(SlotKind.DATE, leaf))

    def _validities(self, target: str) -> list[tuple[str, str]]:
        """Pairs of dates that kinds of the target hold between.

        A kind without such dates passes the test of another, since it has no such properties.
        """
        kinds = [self._text.declared.kinds[name] for name in self._text.declared.members(target)]
        return list(dict.fromkeys(kind.validity for kind in kinds if kind.validity))


def between(variable: str, since: str, until: str, day: str) -> str:
    """Whether a day lies between two dates, either of which may be missing."""
    return (
        f"({variable}.{since} IS NULL OR {variable}.{since} <= {day}) AND "
        f"({variable}.{until} IS NULL OR {variable}.{until} >= {day})"
    )


class Predicates:
    """Writes predicates as conditions on a variable that is already bound."""

    def __init__(self, text: Text, scopes: Scopes) -> None:
        self._text = text
        self._scopes = scopes

    def condition(self, predicate: Predicate, variable: str, scope: Scope) -> str:
        """The condition; empty where it always holds."""
        match predicate:
            case AllOf(parts):
                return " AND ".join(
                    filter(None, (self.condition(p, variable, scope) for p in parts))
                )
            case AnyOf(parts):
                return self._any(parts, variable, scope)
            case Not(inner):
                return f"NOT coalesce({self.condition(inner, variable, scope)}, false)"
            case Related():
                negation = "NOT " if predicate.quantifier == "none" else ""
                return f"{negation}EXISTS {{ {self._led(predicate, variable, scope)} }}"
            case Counted():
                return self._counted(predicate, variable, scope)
            case Test():
                return self._test(predicate, variable)
            case NameTest():
                return self._name(predicate, variable)
            case Inside(type_, depth, value):
                place = self._text.slot(Slot(SlotKind.ID_LIST, value))
                far = self._text.name("n")
                return (
                    f"EXISTS {{ MATCH ({variable})-[:{type_}]->{{0,{depth}}}({far}:Record) "
                    f"WHERE {far}.id IN {place} }}"
                )

    def _any(self, parts: tuple[Predicate, ...], variable: str, scope: Scope) -> str:
        if not parts:
            return "false"
        written = [self.condition(part, variable, scope) or "true" for part in parts]
        return "(" + " OR ".join(f"({item})" for item in written) + ")"

    def _led(
        self, predicate: Related | Counted, variable: str, scope: Scope, tail: str = ""
    ) -> str:
        """Matches the relationships that a predicate speaks of."""
        relation, far = self._text.name("r"), self._text.name("n")
        pattern = hop(variable, predicate.field, relation, self.far(predicate, far))
        conditions = where(
            self._scopes.relation(scope, relation),
            self._scopes.node(scope, predicate.field.target, far),
            self.condition(predicate.edge, relation, scope),
            self.condition(predicate.inner, far, scope),
        )
        return f"MATCH {pattern}{conditions}{tail.format(far)}"

    def _counted(self, predicate: Counted, variable: str, scope: Scope) -> str:
        if predicate.operator == "single":  # two are enough to know that it is not one
            return f"COUNT {{ {self._led(predicate, variable, scope, ' RETURN {} LIMIT 2')} }} = 1"
        count = f"COUNT {{ {self._led(predicate, variable, scope)} }}"
        if predicate.operator == "in":
            return f"{count} IN {self._text.slot(_values_slot(NUMBER, predicate.value))}"
        sign = COMPARISONS[predicate.operator]
        return f"{count} {sign} {self._text.slot(_value_slot(NUMBER, predicate.value))}"

    def _name(self, predicate: NameTest, variable: str) -> str:
        names = f"{variable}.search_lc"
        if predicate.operator == "resembles":
            part, share = self.likeness(predicate.value, variable)
            return f"({names} CONTAINS {part} OR {share} >= {ALIKE})"
        part = self._text.slot(Slot(SlotKind.PART, predicate.value))
        match predicate.operator:  # the first condition is one that an index answers
            case "startsWith":
                return f"({names} CONTAINS {part} AND '\\n' + {names} CONTAINS '\\n' + {part})"
            case "eq":
                whole = f"'\\n' + {names} + '\\n' CONTAINS '\\n' + {part} + '\\n'"
                return f"({names} CONTAINS {part} AND {whole})"
            case _:
                return f"{names} CONTAINS {part}"

    def likeness(self, sought: Leaf, variable: str) -> tuple[str, str]:
        """The place of what is looked for, and the share of its grams that a record's names have."""
        part = self._text.slot(Slot(SlotKind.PART, sought))
        grams = self._text.slot(Slot(SlotKind.GRAMS, sought))
        held = f"' ' + coalesce({variable}.search_g3, '') + ' '"
        found = f"[g IN {grams} WHERE {held} CONTAINS ' ' + g + ' ']"
        return part, f"size({found}) * 1.0 / size({grams})"

    def relevance(self, sought: Leaf, variable: str) -> str:
        """From 0 to 4: the share of grams, and 3 for a whole name, 2 for its start, 1 for a part."""
        part, share = self.likeness(sought, variable)
        names = f"'\\n' + {variable}.search_lc + '\\n'"
        step = (
            f"CASE WHEN {names} CONTAINS '\\n' + {part} + '\\n' THEN 3 "
            f"WHEN {names} CONTAINS '\\n' + {part} THEN 2 "
            f"WHEN {names} CONTAINS {part} THEN 1 ELSE 0 END"
        )
        return f"{step} + {share}"

    def far(self, predicate: Related | Counted, variable: str) -> str:
        """The far end, with labels where the type does not imply them."""
        return labelled(
            variable, far_labels(self._text.declared, (predicate.near,), predicate.field)
        )

    def _test(self, predicate: Test, variable: str) -> str:
        item, value = predicate.prop, predicate.value
        text = stored(variable, item)
        match predicate.operator:
            case "isNull":
                return self._is_null(item, text, predicate)
            case "in":
                return f"{text} IN {self._text.slot(_values_slot(item, value))}"
            case "eq" if item.name == "id":
                return f"{text} IN {self._text.slot(Slot(SlotKind.ID_LIST, value))}"
            case "has":
                return f"{self._text.slot(_value_slot(item, value))} IN coalesce({text}, [])"
            case "hasAny":
                place = self._text.slot(_values_slot(item, value))
                return f"any(x IN coalesce({text}, []) WHERE x IN {place})"
            case "contains":
                return f"{text} CONTAINS {self._text.slot(_value_slot(item, value))}"
            case "startsWith":
                return f"{text} STARTS WITH {self._text.slot(_value_slot(item, value))}"
            case "matches":
                return (
                    f"{_folded(text)} CONTAINS {_folded(self._text.slot(_value_slot(item, value)))}"
                )
            case operator:
                return f"{text} {COMPARISONS[operator]} {self._text.slot(_value_slot(item, value))}"

    @staticmethod
    def _is_null(item: Property, text: str, predicate: Test) -> str:
        missing = getattr(predicate.value, "value", True)
        if item.many:
            return f"size(coalesce({text}, [])) {'=' if missing else '>'} 0"
        return f"{text} IS {'' if missing else 'NOT '}NULL"


def _folded(text: str) -> str:
    """A text without what readers of Thai look past: case, spacing, invisible signs, ํา for ำ."""
    folded = f"toLower({text})"
    for sign, other in FOLDED:
        folded = f"replace({folded}, '{sign}', '{other}')"
    return folded


def _value_slot(item: Property, value: Leaf) -> Slot:
    return Slot(SlotKind.VALUE, value, prop=item)


def _values_slot(item: Property, value: Leaf) -> Slot:
    return Slot(SlotKind.VALUES, value, prop=item)


def far_labels(
    declared: Declaration, near: tuple[str, ...], item: RelationshipField
) -> tuple[str, ...]:
    """Labels that a pattern from one of the ``near`` kinds must state at the far end."""
    kinds = [name for end in near for name in declared.members(end)]
    found = [
        label
        for kind in kinds
        for label in declared.far_labels(kind, item.relationship, item.direction)
    ]
    return tuple(dict.fromkeys(found))


class Sets:
    """Writes the clauses that bind a variable to all nodes of a predicate, without walking all.

    A condition on relationships is read backwards, from what anchors it (an id, an area, a
    name) to the nodes; the alternatives of an ``or`` are joined by UNION. Only where nothing
    anchors anything is a kind walked.
    """

    def __init__(self, text: Text, scopes: Scopes, predicates: Predicates) -> None:
        self._text = text
        self._scopes = scopes
        self._predicates = predicates

    def bind(
        self, predicate: Predicate, labels: tuple[str, ...], variable: str, scope: Scope
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
        self, driver: Predicate, labels: tuple[str, ...], variable: str, scope: Scope
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
                union = " UNION ".join(
                    f"{self.bind(part, labels, variable, scope)} RETURN {variable}"
                    for part in parts
                )
                return f"CALL () {{ {union} }}"
            case _:  # the rank lets no other through
                raise TypeError(driver)

    def _alike(self, driver: NameTest, value: Leaf, labels: tuple[str, ...], variable: str) -> str:
        """Records that hold a text, and those with most grams in common with it."""
        part = self._text.slot(Slot(SlotKind.PART, value))
        lucene = self._text.slot(Slot(SlotKind.LUCENE, value))
        held = self._text.name("n")
        near = self._text.name("n")
        resembles = self._predicates.condition(driver, near, Scope())
        kept = where(_has_label(near, labels), resembles)
        return (
            f"CALL () {{ MATCH ({labelled(held, labels)}) WHERE {held}.search_lc CONTAINS {part} "
            f"RETURN {held} AS {variable} UNION "
            f"CALL db.index.fulltext.queryNodes('{RECORD_GRAMS}', {lucene}, {{limit: {MOST_ALIKE}}}) "
            f"YIELD node AS {near} WITH {near}{kept} RETURN {near} AS {variable} }}"
        )

    def _backwards(
        self, driver: Related, labels: tuple[str, ...], variable: str, scope: Scope
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
