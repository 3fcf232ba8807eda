"""Runs the operations of requests."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
)
from strawberry.types import ExecutionResult

from graph_api.access.session import ReaderSession
from graph_api.concurrency import until_done
from graph_api.context import RequestContext
from graph_api.graphql.errors import located
from graph_api.http.answers import HttpAnswer, executed, failed, names_tag
from graph_api.http.negotiation import EVENTS
from graph_api.http.operations import GraphQLParams, operation_of
from graph_api.http.refusals import RefusedError, refused
from graph_api.http.timing import until
from graph_api.http.trusted import invalid_document
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

    from graph_api.graphql.schema import PhakhiSchema
    from graph_api.http.preferences import RequestPreferences
    from graph_api.http.state import AppState


@dataclass(frozen=True, slots=True)
class AuthenticatedRequest:
    """A request of a known reader.

    Attributes:
        request: as it came.
        preferences: how its reader wants to be answered.
        reader: who asks, now and later.
        until: when its time is over, by the event loop's clock.
    """

    request: Request
    preferences: RequestPreferences
    reader: ReaderSession
    until: float

    @property
    def only_reads(self) -> bool:
        """Whether it may do nothing but read, as by GET."""
        return self.request.method != "POST"

    def names(self, tag: str) -> bool:
        """Whether its reader says that it has the answer with a tag."""
        header = self.request.headers.get("if-none-match", "")
        return header.strip() != "*" and names_tag(header, tag)


@dataclass(frozen=True, slots=True)
class Stream:
    """A subscription, to be answered by events.

    Attributes:
        params: as they were sent.
        document: what it was sent by, or named.
        context: of all its events.
        reader: who follows.
    """

    params: GraphQLParams
    document: DocumentNode
    context: RequestContext
    reader: ReaderSession


_SELECTING = OperationDefinitionNode, FragmentDefinitionNode, InlineFragmentNode


@dataclass(frozen=True, slots=True)
class _Running:
    """A query to be run: as it was sent, its text, its document, and what it has at hand."""

    params: GraphQLParams
    query: str
    document: DocumentNode
    context: RequestContext
    visit: AuthenticatedRequest


class Executor:
    """Runs operations on a schema; one for all that comes, by whatever way.

    Args:
        schema: what they are written for.
        state: what all requests share.

    Raises:
        PhakhiError: ``BAD_SETTING``, where a trusted document is not valid.
    """

    def __init__(self, schema: PhakhiSchema, state: AppState) -> None:
        self.schema = schema
        self.state = state
        self._check_trusted()

    async def run(
        self, sent: object, visit: AuthenticatedRequest, *, repeated: bool = False
    ) -> HttpAnswer | Stream:
        """The answer to one operation, or what is to be streamed.

        Args:
            sent: the operation.
            visit: whose it is.
            repeated: whether an answer may be one that was given before, as it is sent.

        Raises:
            RefusedError: where it is not run at all.
            PhakhiError: where its document is not known.
        """
        await visit.reader.confirm_again()  # it may have waited for its turn
        params = operation_of(sent, self.state.settings.max_variables)
        query = self.state.documents.text_of(params)
        context = self.state.context(visit.reader.principal, visit.preferences)
        document = self.schema.document(query, context)
        if isinstance(document, list):
            return self._invalid(document, query, params, visit)
        self.state.documents.keep(params)
        operation = get_operation_ast(document, params.name)
        _check_kind(operation, visit)
        _tell_name(operation, visit)
        if _streams(operation):
            return Stream(params, document, context, visit.reader)
        running = _Running(params, query, document, context, visit)
        # What asks of the schema alone is answered though the database is away.
        if repeated and operation is not None and _asks_of_records(document, operation):
            return await self._repeated(running)
        return await self._answer(running)

    async def _repeated(self, running: _Running) -> HttpAnswer:
        """An answer that was given before, or one that can be given again."""
        kept, visit = self.state.repeated, running.visit
        async with until(visit.until):
            tag = await kept.tag(running.query, running.params, running.context)
        if tag is None:
            return await self._answer(running)
        if visit.only_reads and visit.names(tag):
            return HttpAnswer({}, tag=tag, unchanged=True)
        encoded = kept.get(tag)
        if encoded is not None:
            return HttpAnswer({}, tag=tag, encoded=encoded)
        late = kept.late
        answer = await self._answer(running)
        if answer.outcome != "ok" or kept.late != late:
            return answer
        encoded = orjson.dumps(answer.body)
        kept.keep(tag, encoded)
        return replace(answer, tag=tag, encoded=encoded)

    async def _answer(self, running: _Running) -> HttpAnswer:
        params, visit = running.params, running.visit
        async with until(visit.until):
            result = await self.schema.run(
                running.document, running.context, params.variables, params.name, params.extensions
            )
        await visit.reader.confirm_again()  # it may have taken long
        return replace(executed(result, visit.preferences), event=True)

    async def follow(
        self, stream: Stream, preferences: RequestPreferences
    ) -> AsyncGenerator[ExecutionResult, None] | HttpAnswer:
        """The results of a subscription, one an event; or the answer that there are none."""
        params = stream.params
        results = await self.schema.follow(
            stream.document, stream.context, params.variables, params.name
        )
        if isinstance(results, ExecutionResult):
            return executed(results, preferences)
        return _while_it_may_read(results, stream)

    async def run_beside_others(self, sent: object, visit: AuthenticatedRequest) -> HttpAnswer:
        """The answer to an operation of a batch; whatever happens to it happens to it alone."""
        try:
            answer = await self.run(sent, visit)
            if isinstance(answer, Stream):
                raise refused(406, "a batch cannot hold subscriptions", "ชุดคำขอมี subscription ไม่ได้")  # noqa: TRY301
        except Exception as error:  # noqa: BLE001 - masked, and logged with an id
            return failed(error, visit.preferences)
        return answer

    def _invalid(
        self,
        errors: list[GraphQLError],
        query: str,
        params: GraphQLParams,
        visit: AuthenticatedRequest,
    ) -> HttpAnswer:
        operation = self._kind_of_invalid(query, params.name)
        if visit.only_reads:
            _check_kind(operation, visit)
        answer = executed(ExecutionResult(data=None, errors=errors), visit.preferences)
        return replace(answer, event=operation is not None and not _streams(operation))

    def _kind_of_invalid(self, query: str, name: str | None) -> OperationDefinitionNode | None:
        try:
            document = parse(query, max_tokens=self.state.settings.max_tokens)
        except GraphQLError:
            return None
        return get_operation_ast(document, name)

    def _check_trusted(self) -> None:
        context = RequestContext(
            self.state.store, self.state.settings, services=self.state.services
        )
        for id_, text in self.state.documents.trusted.documents.items():
            wrong = self.schema.document(text, context)
            if isinstance(wrong, list):
                raise invalid_document(id_, wrong[0].message)


async def _while_it_may_read(
    results: AsyncGenerator[ExecutionResult, None], stream: Stream
) -> AsyncGenerator[ExecutionResult, None]:
    """The results, as long as their reader may read; then why it may no longer, as the last.

    It is asked before each result, and from time to time while there is none. A result that it does
    not get keeps no place: who comes back with a better key goes on before it.
    """
    context, reader = stream.context, stream.reader
    place = context.event_id
    try:
        async with aclosing(until_done(results, reader.ended())) as items:
            async for result in items:
                await reader.confirm()
                place = context.event_id
                yield result
        await reader.confirm_again()
    except PhakhiError as error:
        context.event_id = place
        yield ExecutionResult(None, [located(error)])


def _asks_of_records(document: DocumentNode, operation: OperationDefinitionNode) -> bool:
    """Whether it asks for anything but introspection."""
    fragments = {
        item.name.value: item
        for item in document.definitions
        if isinstance(item, FragmentDefinitionNode)
    }

    def asks(node: Node) -> bool:
        if isinstance(node, FieldNode):
            return not node.name.value.startswith("__")
        if isinstance(node, FragmentSpreadNode):
            node = fragments[node.name.value]
        assert isinstance(node, _SELECTING)
        return any(map(asks, node.selection_set.selections))

    return asks(operation)


def _streams(operation: OperationDefinitionNode | None) -> bool:
    return operation is not None and operation.operation is OperationType.SUBSCRIPTION


def _check_kind(operation: OperationDefinitionNode | None, visit: AuthenticatedRequest) -> None:
    """Only what reads may be sent by GET, and subscriptions need a reader of events."""
    if operation is None or operation.operation is OperationType.QUERY:
        return
    if _streams(operation) and visit.preferences.events:
        return
    if visit.only_reads:
        raise refused(
            405, "only queries may be sent by GET", "ส่งด้วย GET ได้เฉพาะ query", {"allow": "POST"}
        )
    if _streams(operation):
        raise _no_events()


def _tell_name(operation: OperationDefinitionNode | None, visit: AuthenticatedRequest) -> None:
    if operation is not None and operation.name is not None:
        visit.request.scope["state"]["operation_name"] = operation.name.value


def _no_events() -> RefusedError:
    return refused(
        406,
        f"a subscription needs Accept: {EVENTS}, or a websocket with graphql-transport-ws",
        f"subscription ต้องใช้ Accept: {EVENTS} หรือ websocket แบบ graphql-transport-ws",
    )
