"""Asks a document of the planner and of both oracles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import GraphQLSchema
from graphql.execution.values import get_argument_values
from strawberry.types import ExecutionResult

from graph_api.context import RequestContext
from graph_api.planner.collect import Document
from graph_api.planner.request import Request
from graph_api.settings import Settings
from graph_api.store import Store
from tests.oracles.meaning import Meaning, same_data
from tests.oracles.shape import Shape
from tests.planner.planning import Variables, read
from tests.planner.planning import plan as planned
from tests.readers import reader

Tamper = Callable[[Any], Any]
Problems = list[tuple[str, tuple[str | int, ...]]]


@dataclass
class Recorder:
    """A store that remembers what was read, and may change a row on its way."""

    store: Store
    tamper: Tamper | None = None
    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """As a store reads."""
        found = await self.store.read(statement, parameters)
        self.texts.append(statement)
        self.values.append(parameters)
        self.rows.append(found)
        if self.tamper is not None:
            found[0][0] = self.tamper(found[0][0])
        return found


@dataclass
class Reply:
    """The planner's answer and what it read."""

    data: dict[str, Any] | None
    problems: Problems
    codes: list[Any]
    read: Recorder


class Asker:
    """Runs documents."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        schema: strawberry.Schema,
        meaning: Meaning,
        sdl: GraphQLSchema,
    ) -> None:
        self.store = store
        self.settings = settings
        self.schema = schema
        self.meaning = meaning
        self.sdl = sdl

    async def ask(
        self,
        document: str,
        variables: Variables = None,
        *,
        tamper: Tamper | None = None,
        scopes: frozenset[str] = frozenset(),
    ) -> Reply:
        """The planner's answer."""
        read = Recorder(self.store, tamper)
        context = RequestContext(read, self.settings, identity=reader(scopes))  # type: ignore[arg-type]
        result = await self.schema.execute(document, variables, context)
        assert isinstance(result, ExecutionResult)
        codes = [(error.extensions or {}).get("code") for error in result.errors or []]
        return Reply(result.data, problems(result), codes, read)

    async def check(self, document: str, variables: Variables = None) -> dict[str, Any]:
        """The planner's answer, when nothing is wrong with it and both oracles agree."""
        reply = await self.ask(document, variables)
        assert reply.problems == []
        assert reply.data is not None
        meant = self.meaning.run(document, variables)
        assert meant.errors is None, meant.errors
        actual = same_data(reply.data, meant.data, self.meaning.cursors)
        assert dump(actual) == dump(meant.data)
        self.check_shape(document, variables, reply, {})
        return reply.data

    async def check_errors(
        self,
        document: str,
        variables: Variables = None,
        *,
        tamper: Tamper | None = None,
        failed: Mapping[str, str] | None = None,
        raised: Mapping[str, str] | None = None,
    ) -> Reply:
        """The planner's answer, when the oracle of shape agrees on data and errors.

        Args:
            document: what is asked.
            variables: its variables.
            tamper: changes the row on its way to the planner.
            failed: messages of root fields whose arguments are wrong, by response name.
            raised: messages of root fields whose resolvers fail.
        """
        reply = await self.ask(document, variables, tamper=tamper)
        self.check_shape(document, variables, reply, failed or {}, raised)
        return reply

    def check_shape(
        self,
        document: str,
        variables: Variables,
        reply: Reply,
        failed: Mapping[str, str],
        raised: Mapping[str, str] | None = None,
    ) -> None:
        """Compares with what graphql-core makes of the row that was read."""
        limits = RequestContext(self.store, self.settings).limits
        made = read(document, variables)
        plan = planned(document, variables, limits, failed=frozenset((name,) for name in failed))
        values = self._values(made, (answer.place[0] for answer in plan.answers))
        answers = {(name,): value for name, value in values.items()}
        request = Request(plan, made.variables.coerced, limits, answers)
        bound = request.bind()
        assert bound is not None
        row: list[Any] = []
        if plan.text is not None:
            assert (reply.read.texts, reply.read.values) == ([plan.text], [{"p": bound}])
            row = reply.read.rows[0][0][0]
        others = self._values(made, plan.others)
        shaped = Shape(self.sdl, request, row, {**failed, **(raised or {})}, others).run(
            document, variables
        )
        expected = problems(shaped)
        assert (dump(reply.data), expected) == (dump(shaped.data), expected)
        if shaped.data is None:  # graphql-core stops at the null that reaches the root
            assert set(expected) <= set(reply.problems)
        else:
            assert sorted(reply.problems, key=repr) == sorted(expected, key=repr)

    def _values(self, made: Document, responses: Iterable[str]) -> dict[str, Any]:
        """What the hand-made answers give, by response name."""
        fields = made.root_fields()
        found = {}
        for response in responses:
            node = fields[response][0].node
            name = node.name.value
            if name in self.meaning.answers:
                definition = made.root_type.fields[name]
                arguments = get_argument_values(definition, node, made.variables)
                found[response] = self.meaning.answers[name](**arguments)
        return found


def problems(result: Any) -> Problems:
    """Messages of errors with their paths."""
    return [(error.message, tuple(error.path or ())) for error in result.errors or []]


def dump(data: Any) -> str:
    """Data with the order of keys."""
    return json.dumps(data, ensure_ascii=False, indent=1)
