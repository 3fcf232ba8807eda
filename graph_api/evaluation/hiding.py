"""A trial: some events are hidden, and every feature is computed again from what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from graph_api.evaluation.events import CooperationEvent, without
from graph_api.evaluation.records import DatedRelationship, Records
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features, make_features, tied
from graph_api.linkage.graph import TYPES, Link, make_graph


@dataclass(frozen=True)
class Trial:
    """What a method is tried on.

    Attributes:
        features: of what is left.
        askers: agencies with a hidden partner that is untied in what is left, ascending.
        sought: the hidden partners of each asker, ascending.
        hidden: number of events that are hidden.
    """

    features: Features
    askers: Ints
    sought: tuple[Ints, ...]
    hidden: int

    def sample(self, most: int, random: np.random.Generator) -> Trial:
        """With so many askers at most, drawn at random."""
        if len(self.askers) <= most:
            return self
        chosen = np.sort(random.permutation(len(self.askers))[:most])
        sought = tuple(self.sought[int(at)] for at in chosen)
        return replace(self, askers=self.askers[chosen], sought=sought)


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
    with them; undated events stay. One event at least is dated.
    """
    dated = sorted(event.date for event in events if event.date)
    first = dated[-max(1, round(share * len(dated)))]
    hidden = [event for event in events if event.date and event.date >= first]
    keys = {event.key for event in hidden}
    shown = [event for event in events if event.key not in keys]
    left = without(records, hidden, shown)
    return _trial(
        records, hidden, [link for link in left if not (link.since and link.since >= first)]
    )


def _trial(
    records: Records, hidden: list[CooperationEvent], left: list[DatedRelationship]
) -> Trial:
    gone = {event.key for event in hidden}
    features = features_of(records.ids - gone, left)
    partners = _partners(features, hidden)
    askers: list[int] = []
    sought: list[Ints] = []
    for asker in sorted(partners):
        untied = np.setdiff1d(ints(sorted(partners[asker])), tied(features, asker))
        if len(untied):
            askers.append(asker)
            sought.append(untied)
    return Trial(features, ints(askers), tuple(sought), len(hidden))


def features_of(ids: Iterable[str], links: Iterable[DatedRelationship]) -> Features:
    """The product's features of these nodes and relationships."""
    by_type: dict[str, list[Link]] = {type_: [] for type_ in TYPES}
    for link in links:
        by_type[link.type].append((link.source, link.target))
    return make_features(make_graph(ids, by_type))


def _partners(features: Features, events: Iterable[CooperationEvent]) -> dict[int, set[int]]:
    """Who works with whom at these events, as numbers of agencies."""
    partners: dict[int, set[int]] = defaultdict(set)
    for event in events:
        numbers = {features.graph.number(ident) for ident in event.agencies}
        agencies = {number - features.first for number in numbers if number is not None}
        for agency in agencies:
            partners[agency] |= agencies - {agency}
    return partners
