"""One request to an analysis: its terms, whom and what it names, and what its answer rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import strawberry

from graph_api.analyses.common.context import QueryContext
from graph_api.domain.basis import Answer, Basis, SyntheticRule
from graph_api.domain.scope import RequestedScope, Scope
from graph_api.linkage.context import LinkageContext
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.subjects import Subjects, decide
from schema.cypher import Reader

A = TypeVar("A")

Named = str | Iterable[str] | None
"""The id of a record that a question names, ids of several, or nobody."""


@dataclass
class AnalysisRequest:
    """What the resolver of an analysis is called with, beside its arguments.

    Attributes:
        terms: the scope that the request states.
        basis: what the answer rests on, once that is known.
    """

    terms: RequestedScope
    _request: LinkageContext
    basis: Basis | None = None

    @property
    def as_of(self) -> dt.date:
        """The day that is asked about."""
        return self.terms.as_of

    @property
    def language(self) -> str:
        """``"th"`` or ``"en"``."""
        return self._request.language

    @property
    def store(self) -> Reader:
        """Where it is read whom a question names, before its scope is decided."""
        return self._request.store

    def selected(self, *path: str) -> frozenset[str]:
        """Names of the fields that are selected at the end of ``path`` below the answer."""
        return self._request.selected(*path)

    async def context(
        self, *subjects: Named, beside: Named = None, invented: bool = False
    ) -> QueryContext:
        """What the question is answered with.

        Args:
            subjects: whom or what it is about: whether they are invented decides whether what is
                invented counts, where the request does not say.
            beside: who else is named.
            invented: the question is about what is invented, whoever is named.

        Raises:
            PhakhiError: BAD_ARGUMENT where something named beside the subject would not count; and
                what reading the store raises.
        """
        named = Subjects(_ids(*subjects), _ids(beside), invented)
        snapshots = self._request.services.snapshots
        scope, rule = await decide(snapshots, self.terms, named)
        self._request.decide(include_synthetic=scope.include_synthetic)
        snapshot = await snapshots.get(scope)
        self.basis = _basis(scope, rule, snapshot)
        return QueryContext(self._request.store, snapshot, self.language)

    async def factual(self, context: QueryContext) -> Snapshot:
        """The snapshot of a context's scope without what is invented.

        Raises:
            PhakhiError: what reading the store raises.
        """
        scope = replace(context.scope, include_synthetic=False)
        return await self._request.services.snapshots.get(scope)

    def answered(self, answer: A) -> A:
        """The answer, or each of several, with what it rests on."""
        for one in answer if isinstance(answer, list) else [answer]:
            if isinstance(one, Answer):
                assert self.basis is not None, "an analysis asks for its context"
                one.basis = self.basis
        return answer


def _ids(*named: Named) -> frozenset[str]:
    listed = ([item] if isinstance(item, str) else item or () for item in named)
    return frozenset(ident for idents in listed for ident in idents)


def _basis(scope: Scope, rule: SyntheticRule, snapshot: Snapshot) -> Basis:
    age = dt.datetime.now(dt.UTC) - snapshot.taken_at
    return Basis(
        as_of=scope.as_of,
        datasets=None if scope.datasets is None else [strawberry.ID(d) for d in scope.datasets],
        include_synthetic=scope.include_synthetic,
        synthetic_rule=rule,
        # where nothing is invented, one snapshot serves both
        synthetic_left_out=not (scope.include_synthetic or snapshot.scope.include_synthetic),
        revision=snapshot.revision,
        taken_at=snapshot.taken_at,
        age_seconds=round(age.total_seconds(), 3),
    )
