"""One request with a plan: its values bound, its rows shaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph_api.planner.answers import Rows, collect_ids
from graph_api.planner.bind import Binder, bounded
from graph_api.planner.cost import Limits, check_cost, total_cost
from graph_api.planner.plan import Answer, Find, Plan
from graph_api.planner.shape import Context, NullValue
from graph_api.planner.values import Variables, lookup
from schema.errors import PhakhiError
from schema.ids import check_id

Failures = dict[str, PhakhiError]


@dataclass
class Request:
    """The values of one request.

    Attributes:
        answers: what the resolvers of answers gave, by response name.
        failures: root fields whose values are wrong, by response name.
    """

    plan: Plan
    variables: Variables
    limits: Limits
    answers: Mapping[str, Any] = field(default_factory=dict)
    failures: Failures = field(default_factory=dict)
    _ids: dict[Any, list[str]] = field(default_factory=dict)

    def bind(self) -> list[Any] | None:
        """The list parameter of the statement; ``None`` where ``failures`` names what is wrong.

        Raises:
            PhakhiError: ``OPERATION_TOO_COSTLY``.
        """
        self._find_ids()
        self._answer_ids()
        binder = Binder(self.variables, self.limits, self._ids)
        cost, values = 0, []
        for part in self.plan.parts:
            try:
                values += binder.bind(part.slots)
                cost += self._multiplier(part.source) * total_cost(part.cost, binder.page_size)
            except PhakhiError as error:
                self.failures |= dict.fromkeys(self._responses(part.source), error)
        check_cost(cost, self.limits)
        return None if self.failures else values

    def _find_ids(self) -> None:
        for index, find in enumerate(self.plan.finds):
            self._ids["find", index, 0] = self._ids_of(find)

    def _ids_of(self, find: Find) -> list[str]:
        if find.many:
            (response,), (leaf,) = find.responses, find.ids
            given = dict.fromkeys([response], lookup(leaf, self.variables))
            return self._checked(response, lambda: [check_id(i) for i in bounded(given[response])])
        ids: list[str] = []
        for response, leaf in zip(find.responses, find.ids, strict=True):
            value = lookup(leaf, self.variables)
            ids += self._checked(response, lambda value=value: [check_id(value)])  # type: ignore[misc]
        return ids

    def _checked(self, response: str, check: Any) -> list[str]:  # noqa: ANN401
        try:
            found: list[str] = check()
        except PhakhiError as error:
            self.failures[response] = error
            return []
        return found

    def _answer_ids(self) -> None:
        for index, answer in enumerate(self.plan.answers):
            value = self.answers.get(answer.response)
            for inner, ids in enumerate(collect_ids(answer.plan, value)):
                self._ids["answer", index, inner] = ids

    def _multiplier(self, source: Any) -> int:  # noqa: ANN401  # a part's source
        return 1 if source[0] == "listing" else len(self._ids[source])

    def _responses(self, source: Any) -> tuple[str, ...]:  # noqa: ANN401  # a part's source
        sort, index, _ = source
        if sort == "find":
            return self.plan.finds[index].responses
        if sort == "listing":
            return self.plan.listings[index].responses
        return (self.plan.answers[index].response,)

    # --- shaping ----------------------------------------------------------------------------

    def shape(self, row: list[Any]) -> tuple[dict[str, Any], list[NullValue]]:
        """Root fields by response name (a :class:`NullValue` where null reached the root)."""
        binder = Binder(self.variables, self.limits, self._ids)
        context = Context(binder.page_size)
        columns = {part.source: row[place] for place, part in enumerate(self.plan.parts)}
        done: dict[str, Any] = {}
        for index, find in enumerate(self.plan.finds):
            done |= self._shape_find(find, columns["find", index, 0], context)
        for index, listing in enumerate(self.plan.listings):
            for response, shaper in zip(listing.responses, listing.shapers, strict=True):
                found = columns["listing", index, 0]
                done[response] = _or_null(lambda s=shaper, f=found, r=response: s(f, context, (None, r)))  # type: ignore[misc]
        for index, answer in enumerate(self.plan.answers):
            if answer.response in self.answers:
                rows = self._answer_rows(index, answer, columns)
                done[answer.response] = _or_null(
                    lambda a=answer, r=rows: a.shaper.shape(  # type: ignore[misc]
                        a.plan, self.answers[a.response], r, context, (None, a.response)
                    )
                )
        return done, context.caught

    @staticmethod
    def _shape_find(find: Find, rows: list[Any], context: Context) -> dict[str, Any]:
        if find.many:
            (response,), (shaper,) = find.responses, find.shapers
            return {
                response: [shaper(row, context, ((None, response), i)) for i, row in enumerate(rows)]
            }
        return {
            response: shaper(row, context, (None, response))
            for response, shaper, row in zip(find.responses, find.shapers, rows, strict=True)
        }

    def _answer_rows(self, index: int, answer: Answer, columns: dict[Any, Any]) -> list[Rows]:
        return [
            dict(zip(self._ids["answer", index, inner], columns["answer", index, inner], strict=True))
            for inner in range(len(answer.plan.nodes))
        ]


def _or_null(make: Any) -> Any:  # noqa: ANN401  # a response, or the null on its way out
    try:
        return make()
    except NullValue as error:
        return error
