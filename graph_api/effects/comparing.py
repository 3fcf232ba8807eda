"""How answers differ before and after a load."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph_api.domain.names import Named
from graph_api.domain.scope import Scope
from graph_api.effects.answers import Answers, Pair, read_answers
from graph_api.linkage.details import read_details
from graph_api.linkage.reading import invented_among, read_revision
from loaders.changes import NotedChange
from schema.cypher import Reader

MOST_LISTED = 200
"""Items of a list; how many there are is counted of all."""

MOST_ASKERS = 50
"""Agencies whose candidates are compared."""


@dataclass(frozen=True)
class AnswerDifference:
    """What comes and what goes, by id.

    Attributes:
        come, gone: the first of each, in order.
        come_count, gone_count: how many there are.
    """

    come: tuple[tuple[str, ...], ...] = ()
    gone: tuple[tuple[str, ...], ...] = ()
    come_count: int = 0
    gone_count: int = 0


@dataclass(frozen=True)
class NewCandidates:
    """The best candidates of an agency, where they are others than before."""

    agency: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Effects:
    """What a load would change in the answers.

    Attributes:
        partners: pairs of agencies that work together.
        gaps: name of the rule, and what it is about: what comes is opened, what goes is closed.
        brokers: two networks, and an agency that bridges them; ``None`` where there are too many networks.
        candidates: of agencies that the load touches, those whose best candidates change.
        names: of all that is named, by id.
    """

    partners: AnswerDifference
    gaps: AnswerDifference
    brokers: AnswerDifference | None
    candidates: tuple[NewCandidates, ...]
    names: Mapping[str, Named]


@dataclass
class EffectComparison:
    """Compares with what is answered now.

    What is invented counts where the load touches something invented, and nowhere else.

    Attributes:
        store: where it is read what is answered now.
        day: the day that is asked about.
    """

    store: Reader
    day: dt.date
    _now: dict[Scope, Answers] = field(default_factory=dict)
    _revision: int = -1

    async def before(self, *, invented: bool) -> int:
        """Reads what is answered now; the revision that it is of.

        Raises:
            PhakhiError: what the store raises.
        """
        while True:
            revision = await read_revision(self.store)
            if revision != self._revision:
                self._now, self._revision = {}, revision
            for counts in (False, True) if invented else (False,):
                scope = Scope(self.day, None, counts)
                if scope not in self._now:
                    self._now[scope] = await read_answers(self.store, scope)
            if await read_revision(self.store) == revision:
                return revision

    async def look(self, reader: Reader, changes: Sequence[NotedChange]) -> Effects:
        """What would be other than :meth:`before`, as seen in the transaction of the load.

        Raises:
            PhakhiError: what the store raises.
        """
        touched = {ident for change in changes for ident in (change.record, *change.ends)}
        scope = Scope(self.day, None, bool(await invented_among(reader, sorted(touched))))
        before, after = self._now[scope], await read_answers(reader, scope)
        brokers = None
        if before.brokers is not None and after.brokers is not None:
            brokers = _difference(_bridges(before.brokers), _bridges(after.brokers))
        askers = sorted(ident for ident in touched if ident.startswith("agency:"))[:MOST_ASKERS]
        found = (
            NewCandidates(one, tuple(before.candidates(one)), tuple(after.candidates(one)))
            for one in askers
        )
        candidates = tuple(item for item in found if item.before != item.after)
        partners = _difference(before.partners, after.partners)
        gaps = _difference(before.gaps, after.gaps)
        differences = [item for item in (partners, gaps, brokers) if item is not None]
        rows = [row for item in differences for row in (*item.come, *item.gone)]
        named = {ident for row in rows for ident in row}
        named |= {ident for one in candidates for ident in (one.agency, *one.before, *one.after)}
        names: dict[str, Named] = {}
        for source in (self.store, reader):  # what goes is named there, what comes here
            details = await read_details(source, scope, after.features.graph, (), named)
            names.update(details.names)
        return Effects(partners, gaps, brokers, candidates, names)


def _bridges(brokers: Mapping[Pair, frozenset[str]]) -> frozenset[tuple[str, ...]]:
    return frozenset((*pair, agency) for pair, own in brokers.items() for agency in own)


def _difference(
    before: frozenset[tuple[str, ...]] | frozenset[Pair],
    after: frozenset[tuple[str, ...]] | frozenset[Pair],
) -> AnswerDifference:
    come, gone = sorted(after - before), sorted(before - after)
    return AnswerDifference(
        tuple(come[:MOST_LISTED]), tuple(gone[:MOST_LISTED]), len(come), len(gone)
    )
