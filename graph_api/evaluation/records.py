"""The datasets that are evaluated, read by the loaders' own get and transform; no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph_api.linkage.graph import PREFIXES, TYPES
from graph_api.linkage.words import TEXTS
from loaders.get import get
from loaders.records import LinkRow, NodeRow
from loaders.transform import transform
from schema.ids import kind_of
from schema.ways import MIDDLE

_PREFIXES = tuple(f"{prefix}:" for prefix in PREFIXES)


@dataclass(frozen=True, slots=True)
class DatedRelationship:
    """A relationship that linkage looks at.

    Attributes:
        since, until: its first and its last day as ISO text, or ``None``.
        evidence: ids of the words that carry it.
    """

    type: str
    source: str
    target: str
    since: str | None
    evidence: frozenset[str]
    until: str | None = None


@dataclass(frozen=True)
class Records:
    """All that linkage looks at of some datasets, whatever its dates.

    Attributes:
        ids: ids of the nodes.
        texts: names and descriptions of what may concern issues.
        starts, ends: first and last days as ISO text, of nodes that state one.
        evidence: of nodes, ids of the words that carry them.
        relationships: each once.
        synthetic: whether any of the datasets is.
    """

    ids: frozenset[str]
    starts: dict[str, str]
    evidence: dict[str, frozenset[str]]
    relationships: tuple[DatedRelationship, ...]
    synthetic: bool
    ends: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def read_records(folders: Sequence[Path]) -> Records:
    """Reads the datasets in these folders.

    Raises:
        PhakhiError: NOT_FOUND for a folder that is no dataset.
        WrongRowsError: naming file, row and column of what is wrong.
    """
    datasets = [transform(get(folder)) for folder in folders]
    return records_of(
        [node for dataset in datasets for node in dataset.nodes],
        [link for dataset in datasets for link in dataset.links],
        synthetic=any(
            dataset.synthetic and any(_is_agency(node) for node in dataset.nodes)
            for dataset in datasets
        ),
    )


def records_of(nodes: Iterable[NodeRow], links: Iterable[LinkRow], *, synthetic: bool) -> Records:
    """What linkage looks at of these rows."""
    counted = [node for node in nodes if node.id.startswith(_PREFIXES)]
    words: dict[str, set[str]] = defaultdict(set)
    for node in counted:
        words[node.id].update(node.evidence)
    known: dict[str, DatedRelationship] = {}
    for link in links:
        if link.type in TYPES:
            known[link.id] = _relationship(link, known.get(link.id))
    return Records(
        ids=frozenset(words),
        starts=_days(counted, "starts"),
        ends=_days(counted, "ends"),
        texts={
            node.id: [str(node.values[name]) for name in TEXTS if node.values.get(name)]
            for node in counted
            if kind_of(node.id) in MIDDLE
        },
        evidence={ident: frozenset(evidence) for ident, evidence in words.items() if evidence},
        relationships=tuple(known.values()),
        synthetic=synthetic,
    )


def _days(nodes: Iterable[NodeRow], name: str) -> dict[str, str]:
    return {node.id: str(node.values[name]) for node in nodes if node.values.get(name)}


def _relationship(link: LinkRow, before: DatedRelationship | None) -> DatedRelationship:
    """The relationship with its own words, and those that another dataset has for it."""
    since, until = (str(day) if day else None for day in map(link.values.get, ("since", "until")))
    words = frozenset(link.evidence) | (before.evidence if before else frozenset())
    return DatedRelationship(link.type, *link.ends, since, words, until)


def _is_agency(node: NodeRow) -> bool:
    return node.id.startswith("agency:")
