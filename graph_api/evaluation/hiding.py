"""A trial: some events are hidden, and every feature is computed again from what is left."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from graph_api.evaluation.events import CooperationEvent, without
from graph_api.evaluation.records import DatedRelationship, Records
from graph_api.linkage.asker import Needs, make_needs
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features, make_features, tied
from graph_api.linkage.former import ALWAYS, STILL, History, WorkPeriod
from graph_api.linkage.graph import TYPES, Link, make_graph
from graph_api.linkage.words import make_texts
from schema.ways import CONCERNS


@dataclass(frozen=True)
class Trial:
    """What a method is tried on.

    Attributes:
        features: of what is left.
        askers: agencies with a hidden partner that is untied in what is left, ascending.
        sought: the hidden partners of each asker, ascending.
        through: of each asker, the hidden events that it has a sought partner in, by their numbers.
        needs: of each asker, the issues that the work which was hidden of it concerned; ``None``
            where nothing is known of that, or the issues are gone.
        hidden: number of events that are hidden.
    """

    features: Features
    askers: Ints
    sought: tuple[Ints, ...]
    through: tuple[Ints, ...]
    needs: tuple[Needs | None, ...]
    hidden: int

    def sample(self, most: int, random: np.random.Generator) -> Trial:
        """With so many askers at most, drawn at random."""
        if len(self.askers) <= most:
            return self
        chosen = np.sort(random.permutation(len(self.askers))[:most])
        return self._only(chosen)

    def needing(self) -> Trial:
        """With those askers alone whose hidden work says what they needed."""
        return self._only(np.flatnonzero([needs is not None for needs in self.needs]))

    def _only(self, chosen: Ints) -> Trial:
        places = [int(at) for at in chosen]
        return replace(
            self,
            askers=self.askers[chosen],
            sought=tuple(self.sought[at] for at in places),
            through=tuple(self.through[at] for at in places),
            needs=tuple(self.needs[at] for at in places),
        )


def hide_some(records: Records, events: list[CooperationEvent], share: float, seed: int) -> Trial:
    """Hides this share of the events (one at least), drawn at random."""
    random = np.random.default_rng(seed)
    order = [int(at) for at in random.permutation(len(events))]
    count = max(1, round(share * len(events)))
    hidden = [events[at] for at in sorted(order[:count])]
    shown = [events[at] for at in sorted(order[count:])]
    return _trial(records, hidden, without(records, hidden, shown))


def hide_last(records: Records, events: list[CooperationEvent], share: float) -> Trial:
    """Hides the last events, so that this share of the dated ones is hidden.

    Those of one day are hidden together. What is dated on or after the first hidden day is gone
    with them; undated events stay. One event at least is dated. All is seen as of the first hidden day:
    what was over by then is past, as it is for whoever asks on that day.
    """
    dated = sorted(event.date for event in events if event.date)
    first = dated[-max(1, round(share * len(dated)))]
    hidden = [event for event in events if event.date and event.date >= first]
    keys = {event.key for event in hidden}
    shown = [event for event in events if event.key not in keys]
    left = without(records, hidden, shown)
    known = [link for link in left if not (link.since and link.since >= first)]
    return _trial(records, hidden, known, first)


def _trial(
    records: Records,
    hidden: list[CooperationEvent],
    left: list[DatedRelationship],
    day: str | None = None,
) -> Trial:
    ids = records.ids - {event.key for event in hidden}
    features = (
        features_of(ids, left, records.texts)
        if day is None
        else features_on(day, ids, left, records)
    )
    met = _partners(features, hidden)
    askers: list[int] = []
    sought: list[Ints] = []
    through: list[Ints] = []
    needs: list[Needs | None] = []
    issues = _issues(features, hidden, records)
    for asker in sorted(met):
        untied = np.setdiff1d(ints(sorted(met[asker])), tied(features, asker))
        if len(untied):
            askers.append(asker)
            sought.append(untied)
            events = {event for partner in untied for event in met[asker][int(partner)]}
            through.append(ints(sorted(events)))
            needs.append(make_needs((issue, 1.0) for event in events for issue in issues[event]))
    return Trial(features, ints(askers), tuple(sought), tuple(through), tuple(needs), len(hidden))


def _issues(
    features: Features, hidden: Sequence[CooperationEvent], records: Records
) -> list[list[int]]:
    """For each hidden event, numbers of the issues that it concerned and that are still there."""
    concerned: dict[str, list[int]] = defaultdict(list)
    for link in records.relationships:
        number = features.graph.number(link.target) if link.type == CONCERNS else None
        if number is not None:
            concerned[link.source].append(number)
    return [concerned[event.key] if isinstance(event.key, str) else [] for event in hidden]


def features_of(
    ids: Iterable[str],
    links: Iterable[DatedRelationship],
    texts: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Features:
    """The product's features of these nodes and relationships."""
    graph = make_graph(ids, _by_type(links))
    return make_features(graph, texts=make_texts(graph, texts))


def _by_type(links: Iterable[DatedRelationship]) -> dict[str, list[Link]]:
    by_type: dict[str, list[Link]] = {type_: [] for type_ in TYPES}
    for link in links:
        by_type[link.type].append((link.source, link.target))
    return by_type


def features_on(
    day: str, ids: frozenset[str], links: list[DatedRelationship], records: Records
) -> Features:
    """The same as of a day: what was over by then is past, as the product reads it from the store."""
    over = {ident for ident, end in records.ends.items() if end < day}
    holding = [
        link
        for link in links
        if not ((link.until and link.until < day) or link.source in over or link.target in over)
    ]
    history = History(_ordinal(day), tuple(_participations(day, links, records.ends)))
    graph = make_graph(ids - over, _by_type(holding), over & ids)
    return make_features(graph, history=history, texts=make_texts(graph, records.texts))


def _participations(
    day: str, links: Iterable[DatedRelationship], ends: Mapping[str, str]
) -> Iterator[WorkPeriod]:
    for link in links:
        last = min((end for end in (link.until, ends.get(link.target)) if end), default=None)
        took_part = link.type == "TAKES_PART_IN"
        if took_part or (link.type == "COLLABORATES_WITH" and last is not None and last < day):
            since = _ordinal(link.since) if link.since else ALWAYS
            yield WorkPeriod(link.source, link.target, since, _ordinal(last) if last else STILL)


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def _partners(
    features: Features, events: Iterable[CooperationEvent]
) -> dict[int, dict[int, list[int]]]:
    """Who works with whom, as numbers of agencies, and at which of these events, by their numbers."""
    met: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, event in enumerate(events):
        numbers = {features.graph.number(ident) for ident in event.agencies}
        agencies = {number - features.first for number in numbers if number is not None}
        for agency in agencies:
            for partner in agencies - {agency}:
                met[agency][partner].append(at)
    return met
