"""Pass 6, predicates: conditions as Cypher, and the sets of nodes that they anchor."""

from __future__ import annotations

from graph_api.domain.conditions import asserted_by, between, factual
from graph_api.planner.cypher import compared, hop, labelled, where
from graph_api.planner.model import (
    SelectionScope,
)
from graph_api.planner.predicates import (
    AllOf,
    AnyOf,
    Counted,
    Inside,
    NameTest,
    Not,
    Predicate,
    Related,
    Test,
)
from graph_api.planner.slots import Slot, SlotKind
from graph_api.planner.statement_builder import StatementBuilder, far_labels
from graph_api.planner.values import Leaf
from schema.declare import Text as Description
from schema.registry import Property, ValueType
from schema.text import ARABIC_DIGITS, PUNCTUATION
from schema.validity import LASTING, Days, valid

COMPARISONS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
NUMBER = Property("number", ValueType.INT, nullable=False, text=Description("A number", "จำนวน"))
"""What counts are compared with."""

ALIKE = 0.5
"""The share of a search's grams that a name has in common with it where it resembles it."""

FOLDED = {
    **dict.fromkeys((" ", "\\n", "\\t"), ""),
    **{chr(thai): chr(digit) for thai, digit in ARABIC_DIGITS.items()},
    **{sign: "\\'" if plain == "'" else plain for sign, plain in PUNCTUATION.items()},
}
"""What ``matches`` looks past in canonical texts, as Cypher writes it, by what it counts as."""


class Scopes:
    """Conditions of a scope on nodes and relationships."""

    def __init__(self, text: StatementBuilder) -> None:
        self._text = text

    def node(self, scope: SelectionScope, target: str, variable: str) -> str:
        """What a node must meet; empty where the scope is open."""
        conditions = self._shared(scope, variable)
        if scope.as_of is not None:
            day = self._day(scope, scope.as_of)
            conditions.append(valid(variable, day, self._validities(target)))
        return " AND ".join(filter(None, conditions))

    def relation(self, scope: SelectionScope, variable: str) -> str:
        """What a relationship must meet; empty where the scope is open."""
        conditions = self._shared(scope, variable)
        if scope.as_of is not None:
            conditions.append(between(variable, *LASTING, self._day(scope, scope.as_of)))
        return " AND ".join(conditions)

    def _shared(self, scope: SelectionScope, variable: str) -> list[str]:
        conditions = []
        if scope.datasets is not None:
            place = self._text.scope_slot(scope, "datasets", Slot(SlotKind.ID_LIST, scope.datasets))
            conditions.append(asserted_by(variable, place))
        if scope.include_synthetic is not True:
            conditions.append(self._factual(scope, variable))
        return conditions

    def _factual(self, scope: SelectionScope, variable: str) -> str:
        if isinstance(scope.include_synthetic, bool):
            return factual(variable)
        slot = Slot(SlotKind.INCLUDE_SYNTHETIC, place=scope.include_synthetic)
        return f"({self._text.scope_slot(scope, 'synthetic', slot)} OR {factual(variable)})"

    def _day(self, scope: SelectionScope, leaf: Leaf) -> str:
        return self._text.scope_slot(scope, "as_of", Slot(SlotKind.DATE, leaf))

    def _validities(self, target: str) -> list[Days]:
        """Pairs of dates that kinds of the target hold between.

        A kind without such dates passes the test of another, since it has no such properties.
        """
        kinds = [self._text.declared.kinds[name] for name in self._text.declared.members(target)]
        return list(dict.fromkeys(kind.validity for kind in kinds if kind.validity))


class Predicates:
    """Writes predicates as conditions on a variable that is already bound."""

    def __init__(self, text: StatementBuilder, scopes: Scopes) -> None:
        self._text = text
        self._scopes = scopes

    def condition(self, predicate: Predicate, variable: str, scope: SelectionScope) -> str:
        """The condition; empty where it always holds."""
        match predicate:
            case AllOf(parts):
                return " AND ".join(
                    filter(None, (self.condition(p, variable, scope) for p in parts))
                )
            case AnyOf(parts):
                return self._any(parts, variable, scope)
            case Not(inner):
                # A comparison with null is null, and so is its opposite: the row would be lost both ways.
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

    def _any(self, parts: tuple[Predicate, ...], variable: str, scope: SelectionScope) -> str:
        if not parts:
            return "false"
        written = [self.condition(part, variable, scope) or "true" for part in parts]
        return "(" + " OR ".join(f"({item})" for item in written) + ")"

    def _led(
        self, predicate: Related | Counted, variable: str, scope: SelectionScope, tail: str = ""
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

    def _counted(self, predicate: Counted, variable: str, scope: SelectionScope) -> str:
        if predicate.operator == "single":  # two are enough to know that it is not one
            return f"COUNT {{ {self._led(predicate, variable, scope, ' RETURN {} LIMIT 2')} }} = 1"
        count = f"COUNT {{ {self._led(predicate, variable, scope)} }}"
        if predicate.operator == "in":
            return f"{count} IN {self._text.slot(_values_slot(NUMBER, predicate.value))}"
        sign = COMPARISONS[predicate.operator]
        return f"{count} {sign} {self._text.slot(_value_slot(NUMBER, predicate.value))}"

    def _name(self, predicate: NameTest, variable: str) -> str:
        # All names of a record stand in one property, a line each: a name begins where a line does.
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
        common = f"[g IN {grams} WHERE {held} CONTAINS ' ' + g + ' ']"
        return part, f"size({common}) * 1.0 / size({grams})"

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
        text = compared(variable, item)
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
    """A canonical text without case, spacing, Thai digits, and sorts of quotes and dashes."""
    folded = f"toLower({text})"
    for sign, other in FOLDED.items():
        folded = f"replace({folded}, '{sign}', '{other}')"
    return folded


def _value_slot(item: Property, value: Leaf) -> Slot:
    return Slot(SlotKind.VALUE, value, prop=item)


def _values_slot(item: Property, value: Leaf) -> Slot:
    return Slot(SlotKind.VALUES, value, prop=item)
