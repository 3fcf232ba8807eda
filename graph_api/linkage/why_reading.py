"""What stands between records and clusters: pairs on the snapshot, then the relationships of these pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph_api.domain.scope import Scope
from graph_api.linkage.csr import Ints, among, common, ints
from graph_api.linkage.features import Features
from graph_api.linkage.why_statements import LINK_ENDS, LINKS_BEHIND, LinkBehind, LinkEnds
from schema.cypher import Reader
from schema.ids import relationship_id, relationship_prefix
from schema.ways import FOCUSES_ON

MOST_LINKS = 1000
"""Relationships and ways that are read for one answer at most."""

Pair = tuple[str, str]
"""Ids of a source and a target."""


@dataclass(frozen=True)
class PairsBetween:
    """Pairs of records that are tied.

    Attributes:
        pairs: the first of them, by ids.
        count: how many there are.
    """

    pairs: list[Pair]
    count: int


def pairs_between(features: Features, left: Ints, right: Ints, most: int) -> PairsBetween:
    """Pairs of one of the left and one of the right, tied in any way and in either direction.

    Args:
        features: the graph.
        left: numbers, ascending.
        right: likewise; the same ones for what ties them with each other.
        most: pairs listed at most.
    """
    every = [
        np.stack(ends)
        for rows in (*(relation.out for relation in features.graph.relations.values()),)
        for ends in (rows.between(left, right), rows.between(right, left))
    ]
    every += [_focusing(features, left, right), _focusing(features, right, left)]
    pairs = np.unique(np.concatenate(every, axis=1), axis=1)
    names = features.graph.ids
    listed = [(names[source], names[target]) for source, target in pairs[:, :most].T.tolist()]
    return PairsBetween(listed, pairs.shape[1])


def _focusing(features: Features, actors: Ints, issues: Ints) -> Ints:
    graph = features.graph
    organisations = np.union1d(graph.of_kind("agency", actors), graph.of_kind("network", actors))
    return np.stack(features.reach.issues.between(organisations, issues))


def common_works(features: Features, one: str, other: str) -> list[str]:
    """Ids of the works that two agencies take part in together, ascending."""
    graph = features.graph
    rows = [graph.out("TAKES_PART_IN", number) for number in graph.numbered((one, other)).tolist()]
    return graph.names(common(*rows).tolist())


def numbers_of(features: Features, ident: str) -> Ints:
    """The number of a record as an array, empty where the snapshot has none."""
    return features.graph.numbers([ident])


def belongs(numbers: Ints, ident: Ints) -> bool:
    """Whether a record is among these."""
    return bool(among(ident, numbers).any())


async def read_links(store: Reader, scope: Scope, pairs: Iterable[Pair]) -> list[LinkBehind]:
    """Relationships and ways between these pairs, in this order of pairs, then by type and ids.

    Raises:
        PhakhiError: what the store raises.
    """
    places = {pair: place for place, pair in reversed([*enumerate(pairs)])}
    if not places:
        return []
    (row,) = await LINKS_BEHIND.read(
        store, **scope.parameters, pairs=[list(pair) for pair in places], limit=MOST_LINKS
    )
    return sorted(row.links, key=lambda link: (places[ends(link)], *_order(link)))


def ends(link: LinkBehind) -> Pair:
    """Ids of both ends."""
    return link.source.id, link.target.id


def _order(link: LinkBehind) -> tuple[bool, str, str, str]:
    return link.middle is not None, link.type, link.middle.id if link.middle else "", link.id


async def read_ends(store: Reader, ident: str) -> LinkEnds | None:
    """The ends of a stored relationship, or ``None``.

    Raises:
        PhakhiError: what the store raises.
    """
    rows = await LINK_ENDS[ident.partition(":")[0]].read(store, id=ident)
    return rows[0] if rows else None


def focus_pairs(features: Features) -> dict[str, Pair]:
    """The ends of every FOCUSES_ON of the scope by its id: another day's are not stored."""
    graph = features.graph
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    sources, targets = features.reach.issues.pairs(organisations)
    pairs = zip(graph.names(sources.tolist()), graph.names(targets.tolist()), strict=True)
    return {relationship_id(FOCUSES_ON, *pair, []): pair for pair in pairs}


def is_focus(ident: str) -> bool:
    """Whether a relationship's id is that of a FOCUSES_ON."""
    return ident.startswith(f"{relationship_prefix(FOCUSES_ON)}:")
