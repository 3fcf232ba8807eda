"""Answers ``gaps.list``: gaps of several kinds in one order, a page at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping

from graph_api.families.common.candidates import Nearest, nearest
from graph_api.families.common.family import Asking
from graph_api.families.gaps.answers import Gap, GapKind
from graph_api.families.gaps.purposes import purpose_of
from graph_api.families.gaps.sentences import why
from graph_api.families.gaps.statements import KINDS, SHOWN, Asked, GapRow, read_gaps
from graph_api.linkage.behind import Behind, ways_to_issue
from graph_api.linkage.details import read_details
from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked as AskedPage
from graph_api.paging.pages import Key, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record

SAMPLE: Key = (0, "", "")
"""The key of a gap: number of its kind, collation key of its node, id."""

SHARED_BY = 2
"""So many other networks make an issue one that a network is missing from."""


async def list_gaps(
    asking: Asking, asked: Asked, page: AskedPage, most_nearest: int
) -> Connection[Gap]:
    """The page.

    Raises:
        PhakhiError: what the store raises.
    """
    start = (
        None if page.after is None else (int(page.after[0]), str(page.after[1]), str(page.after[2]))
    )
    rows, total = await read_gaps(asking.store, asking.scope, asked, start, page.first + 1)
    missing = await _missing_issues(asking, asked)
    rows += [row for row in missing if start is None or _key(row) > start][
        : page.first + 1 - len(rows)
    ]
    shown = page_read(rows, _key, page, total + len(missing))
    purposes = [(row.id, purpose_of(asking.features, row, asked.network)) for row in shown.items]
    near = await nearest(asking, purposes, most_nearest)
    gaps = [_gap(asking, row, found) for row, found in zip(shown.items, near, strict=True)]
    return connection(shown, gaps)


def _key(row: GapRow) -> tuple[int, str, str]:
    return row.place, row.key, row.id


def _gap(asking: Asking, row: GapRow, found: list[Nearest]) -> Gap:
    return Gap(
        kind=row.kind,
        node=node(Record, row.id),
        why=why(asking, row),
        missing=list(row.missing),
        because=nodes(Record, (ident for ident, _, _ in row.because)),
        because_count=row.because_count,
        evidence=nodes(Evidence, row.evidence),
        nearest=found,
    )


# --- issues that a network is missing from: the snapshot knows them ---------------------------


async def _missing_issues(asking: Asking, asked: Asked) -> list[GapRow]:
    """Those shared by most other networks first, then by id."""
    if asked.network is None or GapKind.ISSUE_MISSING_FROM_NETWORK not in asked.kinds:
        return []
    features = asking.features
    number = features.graph.number(asked.network)
    if number is None:
        return []
    sharers = await asyncio.to_thread(_shared_without, features, number)
    behind = {issue: _behind(features, issue, networks) for issue, networks in sharers.items()}
    names = sorted({features.graph.ids[n] for pair in sharers.items() for n in (pair[0], *pair[1])})
    details = await read_details(asking.store, asking.scope, features.graph, behind.values(), names)
    named = details.names
    rows = [
        GapRow(
            place=KINDS.index(GapKind.ISSUE_MISSING_FROM_NETWORK),
            key=f"{10_000 - len(networks):05}",
            id=features.graph.ids[issue],
            names=named.get(features.graph.ids[issue], (features.graph.ids[issue], None)),
            missing=(),
            because=tuple(
                (ident, *named.get(ident, (ident, None)))
                for ident in features.graph.names(networks[:SHOWN])
            ),
            because_count=len(networks),
            evidence=tuple(details.evidence_of(features.graph, behind[issue].links)),
            facts=(None, None),
        )
        for issue, networks in sharers.items()
    ]
    return sorted(rows, key=_key)


def _shared_without(features: Features, network: int) -> Mapping[int, list[int]]:
    """Issues of at least ``SHARED_BY`` other networks of its area that are none of its own."""
    areas = features.graph.out("PART_OF", network)
    others = features.graph.relations["PART_OF"].back.reached(areas)
    own = set(map(int, make_profile(features, network).issues))
    having = {
        int(other): [int(issue) for issue in make_profile(features, int(other)).issues]
        for other in others
        if int(other) != network and features.graph.is_a("network", int(other))
    }
    counted = Counter(issue for issues in having.values() for issue in issues)
    return {
        issue: [other for other, issues in having.items() if issue in issues]
        for issue, count in sorted(counted.items())
        if count >= SHARED_BY and issue not in own
    }


def _behind(features: Features, issue: int, networks: list[int]) -> Behind:
    behind = Behind()
    for network in networks:
        actors = make_profile(features, network).actors
        behind.add_links(ways_to_issue(features.graph, actors, issue)[:4])
    return behind
