"""Pass 2, filters: a ``where`` becomes a predicate with every ``not`` pushed down to its leaves."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.planner.predicates import (
    ALWAYS,
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
from graph_api.planner.values import NULL, Const, Leaf, Tree, Variables, lookup
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Declaration, Kind, Property, RelationshipField


class WhereReader:
    """Reads filters of one operation."""

    def __init__(self, declared: Declaration, variables: Variables) -> None:
        self._declared = declared
        self._variables = variables

    def read(self, target: str, tree: Tree | None, *, negate: bool = False) -> Predicate:
        """The predicate that ``tree`` states of a node of ``target``; always, when there is none."""
        if not isinstance(tree, dict):
            return AnyOf(()) if negate else AllOf(())
        kind = self._declared.common(target)
        parts = tuple(
            self._part(kind, name, item, negate=negate)
            for name, item in sorted(tree.items())
            if item != NULL
        )
        return _join(parts, AnyOf if negate else AllOf)

    def edge(
        self, item: RelationshipField, tree: Tree | None, *, negate: bool = False
    ) -> Predicate:
        """The predicate that ``tree`` states of relationships of a field."""
        if not isinstance(tree, dict):
            return AnyOf(()) if negate else ALWAYS
        by_name = {
            prop.graphql_name: prop
            for prop in self._declared.properties_of(item.relationship).values()
        }
        parts: list[Predicate] = []
        for name, inner in sorted(tree.items()):
            if inner == NULL:
                continue
            if name == "not":
                parts.append(self.edge(item, inner, negate=not negate))
            elif name in ("and", "or"):
                assert isinstance(inner, list)
                below = tuple(self.edge(item, one, negate=negate) for one in inner if one != NULL)
                parts.append(_join(below, AllOf if (name == "and") is not negate else AnyOf))
            else:
                parts.append(self._tests(by_name[name], inner, negate=negate))
        return _join(tuple(parts), AnyOf if negate else AllOf)

    def _part(self, kind: Kind, name: str, tree: Tree, *, negate: bool) -> Predicate:
        if name in ("and", "or"):
            return self._junction(kind, name, tree, negate=negate)
        if name == "not":
            return self.read(kind.name, tree, negate=not negate)
        if name == "inside":
            return _leaf(self._inside(kind, tree), negate=negate)
        if name == "name":
            return self._name(name, tree, negate=negate)
        item = kind.by_graphql_name[name]
        if isinstance(item, RelationshipField):
            return self._related(kind, item, tree, negate=negate)
        return self._tests(item, tree, negate=negate, kind=kind)

    def _junction(self, kind: Kind, name: str, tree: Tree, *, negate: bool) -> Predicate:
        assert isinstance(tree, list)
        parts = tuple(self.read(kind.name, item, negate=negate) for item in tree if item != NULL)
        return _join(parts, AllOf if (name == "and") is not negate else AnyOf)

    @staticmethod
    def _inside(kind: Kind, tree: Tree) -> Predicate:
        assert not isinstance(tree, (dict, list))
        assert kind.hierarchy is not None
        return Inside(kind.hierarchy.type, kind.hierarchy.transitive, tree)

    def _name(self, name: str, tree: Tree, *, negate: bool) -> Predicate:
        return self._operators(name, tree, NameTest, negate=negate)

    def _tests(
        self, item: Property, tree: Tree, *, negate: bool, kind: Kind | None = None
    ) -> Predicate:
        """Conditions on a property of a node of ``kind``, or of a relationship."""

        def make(operator: str, value: Const) -> Predicate:
            if operator == "inside":
                assert kind is not None
                return self._inside(kind, value)
            if operator == "isNull":  # its value belongs to the plan
                value = Const(bool(lookup(value, self._variables)))
            return Test(item, operator, value)

        return self._operators(item.graphql_name, tree, make, negate=negate)

    @staticmethod
    def _operators(
        name: str, tree: Tree, make: Callable[..., Predicate], *, negate: bool
    ) -> Predicate:
        assert isinstance(tree, dict)
        parts = []
        for operator, value in sorted(tree.items()):
            if value == NULL:
                raise PhakhiError(
                    ErrorCode.BAD_ARGUMENT,
                    f"The filter {name}.{operator} is null; use isNull, or leave it out.",
                    f"ตัวกรอง {name}.{operator} เป็น null ให้ใช้ isNull หรือไม่ต้องระบุ",
                )
            parts.append(_leaf(make(operator, value), negate=negate))
        return _join(tuple(parts), AnyOf if negate else AllOf)

    def _related(
        self, kind: Kind, item: RelationshipField, tree: Tree, *, negate: bool
    ) -> Predicate:
        assert isinstance(tree, dict)
        given = {name: inner for name, inner in sorted(tree.items()) if inner != NULL}
        alone = given.keys() == {"edge"}
        edge = self.edge(item, given.pop("edge", None))
        if alone:
            given = {"some": {}}
        parts: list[Predicate] = []
        for quantifier, inner in given.items():
            if quantifier == "count":
                parts.append(self._counted(kind, item, edge, inner, negate=negate))
            elif quantifier == "single":
                predicate = self.read(item.target, inner)
                single = Counted(item, kind.name, edge, predicate, "single", NULL)
                parts.append(_leaf(single, negate=negate))
            else:
                predicate = self.read(item.target, inner, negate=quantifier == "all")
                positive = "some" if (quantifier == "some") is not negate else "none"
                parts.append(Related(item, kind.name, positive, edge, predicate))
        return _join(tuple(parts), AnyOf if negate else AllOf)

    def _counted(
        self, kind: Kind, item: RelationshipField, edge: Predicate, tree: Tree, *, negate: bool
    ) -> Predicate:
        """How many there are, of those that meet the count's own ``where``."""
        assert isinstance(tree, dict)
        operators = dict(tree)
        inner = self.read(item.target, operators.pop("where", None))

        def make(operator: str, value: Leaf) -> Predicate:
            return Counted(item, kind.name, edge, inner, operator, value)

        return self._operators(f"{item.graphql_name}.count", operators, make, negate=negate)


def _leaf(predicate: Predicate, *, negate: bool) -> Predicate:
    return Not(predicate) if negate else predicate


def _join(parts: tuple[Predicate, ...], junction: type[AllOf | AnyOf]) -> Predicate:
    """The parts joined in canonical order, nested ones of the same sort folded in."""
    flat: list[Predicate] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, junction) else (part,))
    flat.sort(key=lambda part: repr(part.key))
    return flat[0] if len(flat) == 1 else junction(tuple(flat))
