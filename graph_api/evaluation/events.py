"""Whole events: what agencies do together, with everything that is recorded there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph_api.evaluation.records import DatedRelationship, Records
from graph_api.linkage.features import LARGEST_WORK

_PART, _DIRECT = "TAKES_PART_IN", "COLLABORATES_WITH"

_OWN = frozenset({"BASED_IN", "MEMBER_OF", "PART_OF", "WITHIN"})
"""What an organisation is and not what it did; words of a hidden event do not take it away."""


@dataclass(frozen=True, slots=True)
class CooperationEvent:
    """A goal, mechanism or project with its participants, or a direct collaboration.

    Attributes:
        key: id of the work, or the two ids of the collaboration.
        agencies: who takes part, 2 or more.
        date: its first day as ISO text, or ``None`` when nothing tells.
        words: ids of the evidence recorded at it.
    """

    key: str | tuple[str, str]
    agencies: frozenset[str]
    date: str | None
    words: frozenset[str]


def find_events(records: Records) -> list[CooperationEvent]:
    """All events in a fixed order.

    Work with more agencies than tie each other (``LARGEST_WORK``) is none: nothing is hidden of it.
    """
    by_event: dict[str | tuple[str, str], list[DatedRelationship]] = defaultdict(list)
    touching: dict[str, set[str]] = defaultdict(set)
    for link in records.relationships:
        for end in (link.source, link.target):
            touching[end] |= link.evidence
        if link.type == _PART:
            by_event[link.target].append(link)
        elif link.type == _DIRECT and link.source != link.target:
            by_event[link.source, link.target].append(link)
    events = [_event(key, links, records, touching) for key, links in by_event.items()]
    tying = [event for event in events if 1 < len(event.agencies) <= LARGEST_WORK]
    return sorted(tying, key=lambda event: (isinstance(event.key, tuple), event.key))


def _event(
    key: str | tuple[str, str],
    links: list[DatedRelationship],
    records: Records,
    touching: dict[str, set[str]],
) -> CooperationEvent:
    work = key if isinstance(key, str) else ""
    agencies = {link.source for link in links} | set(() if work else key)
    days = [link.since for link in links if link.since]
    days += [records.starts[work]] if work in records.starts else []
    words = {word for link in links for word in link.evidence} | touching.get(work, set())
    words |= records.evidence.get(work, frozenset())
    return CooperationEvent(
        key, frozenset(agencies & records.ids), min(days, default=None), frozenset(words)
    )


def without(
    records: Records, hidden: list[CooperationEvent], shown: list[CooperationEvent]
) -> list[DatedRelationship]:
    """The relationships that are left when these events are hidden.

    Gone are all relationships of a hidden work, the hidden collaborations, and what else rests only
    on words that were recorded at hidden events and at none that is kept.
    """
    keys = {event.key for event in hidden}
    words = {word for event in hidden for word in event.words}
    words -= {word for event in shown for word in event.words}
    return [
        link
        for link in records.relationships
        if link.source not in keys
        and link.target not in keys
        and not (link.type == _DIRECT and (link.source, link.target) in keys)
        and not (link.evidence and link.type not in _OWN and link.evidence <= words)
    ]
