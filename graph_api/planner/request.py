"""One request with a plan: its values bound, its rows shaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph_api.domain.ids import named_id
from graph_api.planner.answers import Completion, Rows, collect_ids
from graph_api.planner.bind import Binder, bounded, id_list
from graph_api.planner.cost import check_cost, total_cost
from graph_api.planner.entities import NOBODY, entity_id
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import Place
from graph_api.planner.plan import Find, Listing, PlannedAnswer, PlanPart, QueryPlan
from graph_api.planner.shape import Context, NullValue, Path
from graph_api.planner.slots import RootSort, SubquerySource
from graph_api.planner.values import Variables, lookup
from schema.errors import PhakhiError

Failures = dict[Place, PhakhiError]
Columns = dict[SubquerySource, Any]
"""What each subquery returned."""

Shaped = Iterator[tuple[Place, Any]]
"""Planned fields by their places; a :class:`NullValue` where null reached the root."""


@dataclass
class Request:
    """The values of one request.

    Attributes:
        answers: what the resolvers of answers gave, by their places.
        synthetic: of answers that decided it, by their places, whether what is invented counts.
        failures: the errors of fields whose values are wrong, by their places.
        misnamed: items of lists that name no record, by the response name and the number of each:
            null stands in their places.
        cost: nodes and edges that the answer may hold, once the values are bound.
    """

    plan: QueryPlan
    variables: Variables
    limits: OperationLimits
    answers: Mapping[Place, Any] = field(default_factory=dict)
    synthetic: Mapping[Place, bool] = field(default_factory=dict)
    failures: Failures = field(default_factory=dict)
    misnamed: dict[tuple[str, int], PhakhiError] = field(default_factory=dict)
    cost: int = 0
    _ids: dict[SubquerySource, list[str]] = field(default_factory=dict)

    def bind(self) -> list[Any] | None:
        """The list parameter of the statement; ``None`` where ``failures`` names what is wrong.

        Raises:
            PhakhiError: ``OPERATION_TOO_COSTLY``.
        """
        self._find_ids()
        self._answer_ids()
        values: list[Any] = []
        for part in self.plan.parts:
            try:
                values += self._binder.bind(part.slots)
                self.cost += self._cost(part)
            except PhakhiError as error:
                # All are looked at, so that each field that is wrong is told of its own error.
                self.failures |= dict.fromkeys(self._places(part.source), error)
        check_cost(self.cost, self.limits)
        return None if self.failures else values

    def check_events(self, most: int) -> None:
        """Refuses a subscription whose events may hold too much; each has up to ``most`` changes.

        Raises:
            PhakhiError: ``OPERATION_TOO_COSTLY``, ``BAD_PAGE_SIZE``.
        """
        costs = (total_cost(part.cost, self._binder.page_size) for part in self.plan.parts)
        check_cost(sum(costs) * most, self.limits)

    @cached_property
    def _binder(self) -> Binder:
        return Binder(self.variables, self.limits, self._ids, self.synthetic)

    def _find_ids(self) -> None:
        for index, find in enumerate(self.plan.finds):
            ids: list[str] = []
            for response, leaf in zip(find.responses, find.ids, strict=True):
                try:
                    ids += self._ids_of(find, response, lookup(leaf, self.variables))
                except PhakhiError as error:
                    self.failures[response,] = error
            self._ids[SubquerySource(RootSort.FIND, index)] = ids

    def _ids_of(self, find: Find, response: str, value: Any) -> list[str]:  # noqa: ANN401  # a coerced value
        """The ids that one root field names; one that is wrong in a list is wrong by itself."""
        if not find.many:
            return id_list(value)
        ids = []
        for index, item in enumerate(bounded(value if isinstance(value, list) else [value])):
            try:
                ids.append(entity_id(index, item) if find.entities else named_id(item))
            except PhakhiError as error:
                self.misnamed[response, index] = error
                ids.append(NOBODY)
        return ids

    def _answer_ids(self) -> None:
        for index, answer in enumerate(self.plan.answers):
            value = self.answers.get(answer.place)
            for part, ids in enumerate(collect_ids(answer.plan, value)):
                self._ids[SubquerySource(RootSort.ANSWER, index, part)] = ids

    def _cost(self, part: PlanPart) -> int:
        cost = total_cost(part.cost, self._binder.page_size)
        ids = self._ids.get(part.source)
        return cost if ids is None else cost * len(ids)

    def _places(self, source: SubquerySource) -> list[Place]:
        match source.sort:
            case RootSort.FIND:
                return [(response,) for response in self.plan.finds[source.root].responses]
            case RootSort.LISTING:
                return [(response,) for response in self.plan.listings[source.root].responses]
            case RootSort.ANSWER:
                return [self.plan.answers[source.root].place]

    # --- shaping ----------------------------------------------------------------------------

    def shape(self, row: list[Any]) -> tuple[dict[Place, Any], list[NullValue]]:
        """Planned fields by their places, and nulls that were caught below them."""
        context = Context(self._binder.page_size)
        columns = {part.source: row[place] for place, part in enumerate(self.plan.parts)}
        done: dict[Place, Any] = {}
        for index, find in enumerate(self.plan.finds):
            done.update(_shape_find(find, columns[SubquerySource(RootSort.FIND, index)], context))
        for index, listing in enumerate(self.plan.listings):
            done.update(
                _shape_listing(listing, columns[SubquerySource(RootSort.LISTING, index)], context)
            )
        for index, answer in enumerate(self.plan.answers):
            if answer.place in self.answers:
                done[answer.place] = self._shape_answer(index, answer, columns, context)
        return done, context.caught

    def _shape_answer(
        self, index: int, answer: PlannedAnswer, columns: Columns, context: Context
    ) -> Any:  # noqa: ANN401  # a response
        rows: list[Rows] = []
        for part in range(len(answer.plan.nodes)):
            source = SubquerySource(RootSort.ANSWER, index, part)
            rows.append(dict(zip(self._ids[source], columns[source], strict=True)))
        completion = Completion(answer.shapers, rows, context)
        path: Path = None
        for name in answer.place:
            path = (path, name)
        try:
            return completion.complete(answer.plan.root, self.answers[answer.place], path)
        except NullValue as error:
            return error


def _shape_find(find: Find, rows: list[Any], context: Context) -> Shaped:
    if find.many:
        (response,), (shaper,) = find.responses, find.shapers
        place = (None, response)
        yield (response,), [shaper(row, context, (place, i)) for i, row in enumerate(rows)]
        return
    for response, shaper, row in zip(find.responses, find.shapers, rows, strict=True):
        yield (response,), shaper(row, context, (None, response))


def _shape_listing(listing: Listing, column: Any, context: Context) -> Shaped:  # noqa: ANN401
    for response, shaper in zip(listing.responses, listing.shapers, strict=True):
        try:
            yield (response,), shaper(column, context, (None, response))
        except NullValue as error:
            yield (response,), error
