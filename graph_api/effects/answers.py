"""What some questions answer at one time, in ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.rule import GapFilter
from graph_api.analyses.gaps.statements import read_gaps
from graph_api.analyses.structure.open_pairs import count_open_pairs, sides_of
from graph_api.concurrency import compute
from graph_api.domain.scope import Scope
from graph_api.linkage.asker import make_asker
from graph_api.linkage.features import Features
from graph_api.linkage.ranking import Choice, rank
from graph_api.linkage.reading import read_features
from graph_api.linkage.weights import default_weights
from schema.cypher import Reader

Pair = tuple[str, str]
"""Ids of two, ascending."""

CANDIDATES = 3
"""So many of the best candidates of an agency are compared."""

MOST_NETWORK_PAIRS = 100
"""Brokers are worked out where there are no more pairs of networks than this."""

_MOST_GAPS = 100_000


@dataclass(frozen=True)
class Answers:
    """What is answered at one time.

    Attributes:
        partners: pairs of agencies that work together.
        gaps: by name of the rule and id of what it is about.
        brokers: by pair of networks the agencies with open pairs between the two; ``None`` where there
            are too many networks.
        features: what candidates are ranked by.
    """

    partners: frozenset[Pair]
    gaps: frozenset[Pair]
    brokers: Mapping[Pair, frozenset[str]] | None
    features: Features

    def candidates(self, agency: str) -> list[str]:
        """Ids of the best candidates for an agency; none where it is not there."""
        number = self.features.graph.number(agency)
        if number is None:
            return []
        asker = make_asker(self.features, number - self.features.first)
        weights = default_weights(len(asker.tied), stated_need=False)
        ranking = rank(self.features, asker, weights, Choice(CANDIDATES))
        return [self.features.agency(place.agency) for place in ranking.places]


async def read_answers(reader: Reader, scope: Scope) -> Answers:
    """What is answered by what a reader sees.

    Raises:
        PhakhiError: what the store raises.
    """
    features = await read_features(reader, scope)
    rules = tuple(rule for rule in RULES if not rule.of_network)
    gap_filter = GapFilter(rules)
    shown_by = {
        rule.name: rule.on_snapshot.find(features, gap_filter) for rule in rules if rule.on_snapshot
    }
    read = await read_gaps(reader, scope, gap_filter, shown_by, None, _MOST_GAPS)
    assert read is not None  # it is narrowed by nothing that could be missing
    gaps = frozenset((rule.name, row.id) for rule, row in read[0])
    return await compute(_compute, features, gaps)


def _compute(features: Features, gaps: frozenset[Pair]) -> Answers:
    return Answers(_partners(features), gaps, _brokers(features), features)


def _partners(features: Features) -> frozenset[Pair]:
    rows, columns = features.ties.partners.pairs(np.arange(features.count))
    upper = rows < columns  # each pair once
    ones, others = features.agencies(rows[upper]), features.agencies(columns[upper])
    return frozenset(zip(ones, others, strict=True))


def _brokers(features: Features) -> dict[Pair, frozenset[str]] | None:
    networks = features.graph.run("network")
    if len(networks) * (len(networks) - 1) // 2 > MOST_NETWORK_PAIRS:
        return None
    ids = features.graph.ids
    return {
        (ids[a], ids[b]): frozenset(_bridging(features, a, b)) for a, b in combinations(networks, 2)
    }


def _bridging(features: Features, a: int, b: int) -> Iterable[str]:
    counted = count_open_pairs(features, sides_of(features, a, b))
    return features.agencies(
        np.array([agency for agency, pairs in counted if pairs], dtype=np.int64)
    )
