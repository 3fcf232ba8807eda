"""Random documents over the declaration: roots, selections, arguments, fragments, directives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from graph_api.planner.measuring import group_keys, measured
from schema.registry import Kind, Property, RelationshipField, camel, declaration, snake
from tests.oracles.graph import Graph
from tests.planner.grammar_values import Draw, Leaf, Values, Word, derived, literal, plain

Used = set[str]
"""Response names that are taken in one object of the response."""


@dataclass(frozen=True)
class Written:
    """A document and its variables."""

    document: str
    variables: dict[str, Any]


@dataclass
class Writer:
    """Writes one document."""

    draw: Draw
    values: Values
    names: int = 0
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)

    def write(self) -> Written:
        """The document."""
        used: Used = set()
        roots = [self._root(used) for _ in range(self._number(1, 3))]
        body = " ".join(self._decorated(roots, "Query"))
        head = f"query Q({', '.join(self.declared)}) " if self.declared else ""
        return Written(" ".join([f"{head}{{ {body} }}", *self.fragments]), self.variables)

    # --- drawing ----------------------------------------------------------------------------

    def _number(self, low: int, high: int) -> int:
        found: int = self.draw(st.integers(low, high))
        return found

    def _seldom(self, times: int = 4) -> bool:
        return self._number(0, times) == times

    def _choose(self, items: list[Any]) -> Any:
        return self.draw(st.sampled_from(items))

    def _fresh(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    # --- values -----------------------------------------------------------------------------

    def _leaf(self, leaf: Leaf) -> str:
        return self._variable(leaf) if self._seldom(2) else literal(leaf.value, self._leaf)

    def _variable(self, leaf: Leaf) -> str:
        name = self._fresh("v")
        default = ""
        if self._seldom() and not leaf.type.endswith("!"):
            default = f" = {literal(leaf.value, constant)}"
        else:
            self.variables[name] = plain(leaf.value)
        self.declared.append(f"${name}: {leaf.type}{default}")
        return f"${name}"

    def _arguments(self, given: dict[str, Any]) -> str:
        if not given:
            return ""
        return "(" + ", ".join(f"{k}: {literal(v, self._leaf)}" for k, v in given.items()) + ")"

    def _whole(self, value: Any, type_: str) -> Any:
        """A value with variables in it, or all of it by one variable."""
        return Leaf(value, type_) if self._seldom(2) else value

    # --- fields -----------------------------------------------------------------------------

    def _named(self, name: str, used: Used) -> str:
        if name not in used and not self._seldom(3):
            used.add(name)
            return name
        alias = self._fresh("a")
        return f"{alias}: {name}"

    def _decorated(self, texts: list[str], on: str) -> list[str]:
        """Some of the fields in fragments or under directives."""
        done = []
        for text in texts:
            condition = self._choose(["", f" on {on}"])
            if self._seldom(6):
                done.append(f"...{condition} {self._directive()} {{ {text} }}")
            elif self._seldom(6):
                name = self._fresh("F")
                self.fragments.append(f"fragment {name} on {on} {{ {text} }}")
                done.append(
                    f"...{name}{self._directive()}" + (f" ...{name}" if self._seldom() else "")
                )
            else:
                done.append(text)
        return done

    def _directive(self) -> str:
        if not self._seldom(2):
            return ""
        value = self.draw(st.booleans())
        return f" @{self._choose(['include', 'skip'])}(if: {self._leaf(Leaf(value, 'Boolean!'))})"

    def _object(self, head: str, make: Any) -> str:
        """A field with a selection; sometimes written twice, each time with half of it."""
        text = f"{head} {{ {make()} }}"
        return f"{text} {head} {{ {make()} }}" if self._seldom(8) else text

    # --- roots ------------------------------------------------------------------------------

    def _root(self, used: Used) -> str:
        kind = self._choose(list(declaration().kinds.values()))
        scope = self.values.scope(self.draw) if self._seldom(3) else {}
        sort = self._choose(["list", "list", "one", "node", "nodes"])
        inner: Used = set()
        if sort == "list":
            name = self._named(camel(kind.connection or ""), used)
            return self._connection(name, kind.name, None, 4, scope)
        given: dict[str, Any] = {
            "id": Leaf(self._choose(self.values.ids(kind.name)), "ID!"),
            **scope,
        }
        if sort == "nodes":
            kinds = [self._choose(list(declaration().kinds)) for _ in range(self._number(0, 3))]
            ids = [self._choose(self.values.ids(name)) for name in [kind.name, *kinds]]
            given = {"ids": Leaf(ids + ids[:1], "[ID!]!"), **scope}
        name = camel(snake(kind.name)) if sort == "one" else sort
        head = self._named(name, used) + self._arguments(given) + self._directive()
        target = kind.name if sort == "one" else "Node"
        return self._object(head, lambda: self._selection(target, 3, inner, scoped=bool(scope)))

    # --- nodes ------------------------------------------------------------------------------

    def _selection(self, target: str, depth: int, used: Used, *, scoped: bool) -> str:
        fields = [
            self._field(target, depth, used, scoped=scoped) for _ in range(self._number(1, 3))
        ]
        return " ".join(self._decorated(fields, target))

    def _field(self, target: str, depth: int, used: Used, *, scoped: bool) -> str:
        members = declaration().members(target)
        if len(members) > 1 and (target in declaration().unions or self._seldom(1)):
            return self._fragment(target, depth, used, scoped=scoped)
        return self._of_kind(declaration().kind(target), depth, used, scoped=scoped)

    def _fragment(self, target: str, depth: int, used: Used, *, scoped: bool) -> str:
        members = declaration().members(target)
        others = [
            g
            for g in declaration().groups
            if g not in (target, "Node") and set(members) & set(declaration().members(g))
        ]
        on = self._choose([*members[:12], "Record", *others])
        inner = self._of_kind(declaration().kind(on), depth, used, scoped=scoped)
        return f"... on {on} {{ {inner} }}"

    def _of_kind(self, kind: Kind, depth: int, used: Used, *, scoped: bool) -> str:
        plains = [
            i for i in kind.properties.values() if i.scope is None and (i.ref is None or depth)
        ]
        links = [i for i in kind.relationships.values() if depth and not (scoped and derived(i))]
        item = self._choose(
            ["__typename", *plains, *links * 2, *([] if kind.name == "Node" else ["name"])]
        )
        if item == "__typename":
            return self._named("__typename", used)
        if item == "name":
            given = {"lang": self._lang()} if self._seldom(1) else {}
            return self._named("name", used) + self._arguments(given) + self._directive()
        if isinstance(item, Property) and item.ref is None:
            return self._named(item.graphql_name, used) + self._directive()
        if isinstance(item, Property):
            head = self._named(item.graphql_name, used) + self._directive()
            inner: Used = set()
            return self._object(
                head, lambda: self._selection(item.ref or "", depth - 1, inner, scoped=scoped)
            )
        return self._relationship(item, depth, used, scoped=scoped)

    @staticmethod
    def _lang() -> Leaf:
        return Leaf(Word("EN"), "Language")

    def _relationship(
        self, item: RelationshipField, depth: int, used: Used, *, scoped: bool
    ) -> str:
        scope = self.values.scope(self.draw) if self._seldom(5) and not derived(item) else {}
        scoped = scoped or bool(scope)
        name = self._named(item.graphql_name, used)
        if item.one:
            inner: Used = set()
            head = name + self._arguments(scope) + self._directive()
            return self._object(
                head, lambda: self._selection(item.target, depth - 1, inner, scoped=scoped)
            )
        return self._connection(name, item.target, item, depth, scope, scoped=scoped)

    # --- connections ------------------------------------------------------------------------

    def _connection(
        self,
        name: str,
        target: str,
        item: RelationshipField | None,
        depth: int,
        scope: dict[str, Any],
        *,
        scoped: bool = False,
    ) -> str:
        known = "Record" if target in declaration().unions else target
        given = dict(scope)
        if depth > 1 or self._seldom(1):
            given[self._choose(["first", "first", "last"])] = Leaf(self._number(0, 4), "Int")
        self.values.scoped = scoped or bool(scope)
        if self._seldom(2):
            given["where"] = self._whole(self.values.where(self.draw, target, 2), f"{known}Where")
        link = item.relationship.properties.__name__ if item else ""
        if item is not None and self._seldom(3):
            given["edge"] = self._whole(self.values.edge(self.draw, item), f"{link}Where")
        if self._seldom(2):
            order = self.values.order(self.draw, target, item)
            given["orderBy"] = self._whole(order, f"[{known}{link}Order!]")
        head = name + self._arguments(given) + self._directive()
        used: Used = set()
        return self._object(
            head, lambda: self._page(target, item, depth, used, scoped=scoped or bool(scope))
        )

    def _page(
        self,
        target: str,
        item: RelationshipField | None,
        depth: int,
        used: Used,
        *,
        scoped: bool,
    ) -> str:
        parts = []
        for _ in range(self._number(1, 3)):
            sorts = ["nodes", "nodes", "edges", "totalCount", "pageInfo", "aggregate", "groupBy"]
            sort = self._choose([*sorts, "__typename"])
            if sort in ("nodes", "edges"):
                inner: Used = set()
                head = self._fresh("p") + ": " + sort if sort in used else sort
                used.add(sort)
                if sort == "nodes":
                    parts.append(
                        f"{head} {{ {self._selection(target, depth - 1, inner, scoped=scoped)} }}"
                    )
                else:
                    parts.append(
                        f"{head} {{ {self._edge(target, item, depth, inner, scoped=scoped)} }}"
                    )
            elif sort == "aggregate":
                parts.append(f"{self._fresh('m')}: aggregate {{ {self._measures(target, item)} }}")
            elif sort == "groupBy":
                parts.append(self._groups(target, item, depth, scoped=scoped))
            elif sort == "pageInfo":
                names = ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor", "__typename"]
                parts.append(
                    f"{sort} {{ {' '.join(self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3)))} }}"
                )
            else:
                parts.append(self._named(sort, used))
        return " ".join(parts)

    def _measures(self, target: str, item: RelationshipField | None) -> str:
        known = declaration().kind("Record" if target in declaration().unions else target)
        own = list(known.properties.values())
        links = list(declaration().properties_of(item.relationship).values()) if item else []
        parts = ["__typename"] if self._seldom() else []
        for head, properties in (("", own), ("edges", links)):
            for function in ("min", "max", "avg", "sum"):
                found = [p.graphql_name for p in measured(properties, function)]
                if found and self._seldom(2):
                    names = self.draw(st.lists(st.sampled_from(found), min_size=1, max_size=2))
                    text = f"{self._fresh('f')}: {function} {{ {' '.join(names)} }}"
                    parts.append(f"{self._fresh('e')}: {head} {{ {text} }}" if head else text)
        return " ".join([*parts, "count"])

    def _groups(
        self, target: str, item: RelationshipField | None, depth: int, *, scoped: bool
    ) -> str:
        keys = [
            key.name
            for key in group_keys(target, item).values()
            if key.field is None or not (scoped and derived(key.field))
        ]
        by = self.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True))
        words = "[" + ", ".join(by) + "]"
        shown = self._choose(["value", "by value", "node"])
        if shown == "node":
            inner: Used = set()
            node = self._selection("Record", max(0, depth - 2), inner, scoped=scoped)
            shown = f"by value node {{ {node} }}"
        first = f", first: {self._leaf(Leaf(self._number(0, 5), 'Int'))}" if self._seldom(1) else ""
        measures = f" aggregate {{ {self._measures(target, item)} }}" if self._seldom(1) else ""
        return (
            f"{self._fresh('g')}: groupBy(by: {words}{first}) "
            f"{{ keys {{ {shown} }}{measures} __typename }}"
        )

    def _edge(
        self, target: str, item: RelationshipField | None, depth: int, used: Used, *, scoped: bool
    ) -> str:
        parts = []
        properties = list(declaration().properties_of(item.relationship).values()) if item else []
        for _ in range(self._number(1, 3)):
            one = self._choose(["cursor", "node", "node", "__typename", *properties])
            inner: Used = set()
            if one == "node":
                below = self._selection(target, depth - 1, inner, scoped=scoped)
                parts.append(f"{self._fresh('n')}: node {{ {below} }}")
            elif isinstance(one, str):
                parts.append(self._named(one, used))
            elif one.ref is None:
                parts.append(self._named(one.graphql_name, used))
            elif depth > 1:
                below = self._selection(one.ref, 0, inner, scoped=scoped)
                parts.append(f"{self._fresh('r')}: {one.graphql_name} {{ {below} }}")
        return " ".join(parts) or "cursor"


def constant(leaf: Leaf) -> str:
    """A leaf where no variable may stand."""
    return literal(leaf.value, constant)


def documents(graph: Graph) -> st.SearchStrategy[Written]:
    """Random documents about a graph."""
    values = Values(graph)

    @st.composite
    def made(draw: Any) -> Written:
        return Writer(draw, values).write()

    return made()
