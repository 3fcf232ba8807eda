"""Answers ``structure.cutPoints`` and ``structure.whatIf``."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import numpy as np

from graph_api.families.common.family import Asking
from graph_api.families.structure.answers import CutPoint, Merge, Part, Shape, Split, WhatIf
from graph_api.families.structure.blocks import Articulation, articulations, parts_without
from graph_api.families.structure.whatif import Numbers, leaving_of, think_through
from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile
from graph_api.linkage.rows import Ints, common
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency

SAMPLE: Key = (0, "")
"""The key of a cut point: minus the agencies that it would cut off, its id."""

PARTS = 20
AGENCIES = 20
LISTED = 100


async def list_cut_points(
    asking: Asking, network: str | None, area: str | None, page: Asked
) -> Connection[CutPoint] | None:
    """The page; ``None`` when the network or the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    inside = agencies_inside(asking.features, network, area)
    if inside is None:
        return None
    found = await asking.snapshot.once(
        ("articulations", network, area), lambda features: _articulations(features, inside)
    )
    features = asking.features
    shown = page_of(found, lambda item: (-item.cut_off, features.agency(item.agency)), page)
    made = await asyncio.to_thread(
        lambda: [_cut_point(features, item, inside) for item in shown.items]
    )
    return connection(shown, made)


def agencies_inside(features: Features, network: str | None, area: str | None) -> Ints | None:
    """Agencies of a network and active in an area, counted from the first; ``None``: not there."""
    inside: Ints = np.arange(features.count)
    for ident in filter(None, (network, area)):
        number = features.graph.number(ident)
        if number is None:
            return None
        if features.graph.is_a("network", number):
            inside = common(inside, make_profile(features, number).agencies)
        else:
            inside = common(inside, features.place.had_by.row(number))
    return inside


def _articulations(features: Features, inside: Ints) -> list[Articulation]:
    own = features.ties.partners.matrix()[inside][:, inside]
    return [Articulation(int(inside[item.agency]), item.cut_off) for item in articulations(own)]


def _cut_point(features: Features, item: Articulation, inside: Ints) -> CutPoint:
    own = features.ties.partners.matrix()[inside][:, inside]
    here = int(np.searchsorted(inside, item.agency))
    parts = [inside[part] for part in parts_without(own, here)]
    return CutPoint(
        agency=node(Agency, features.agency(item.agency)),
        partners=int(own.indptr[here + 1] - own.indptr[here]),
        cut_off=item.cut_off,
        splits_into=_parts(features, parts),
    )


def _parts(features: Features, parts: Iterable[Ints]) -> list[Part]:
    return [
        Part(size=len(part), agencies=nodes(Agency, features.agencies(part[:AGENCIES])))
        for part in list(parts)[:PARTS]
    ]


async def think(asking: Asking, leave: list[str], join: list[tuple[str, str]]) -> WhatIf | None:
    """Before and after; ``None`` when one of those named is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = asking.features
    leaving = [features.graph.number(ident) for ident in leave]
    joining = [tuple(features.graph.number(ident) for ident in pair) for pair in join]
    if None in leaving or any(None in pair for pair in joining):
        return None
    gone = leaving_of(features, [number for number in leaving if number is not None])
    new = [
        (a - features.first, b - features.first)
        for a, b in joining
        if a is not None and b is not None
    ]
    outcome = await asyncio.to_thread(think_through, features, gone, new)
    return WhatIf(
        before=_shape(outcome.before),
        after=_shape(outcome.after),
        leaving=nodes(Agency, features.agencies(outcome.leaving[:LISTED])),
        splits=[
            Split(before=sum(map(len, parts)), into=_parts(features, parts))
            for parts in outcome.splits[:PARTS]
        ],
        merges=[
            Merge(size=sum(map(len, parts)), of=_parts(features, parts))
            for parts in outcome.merges[:PARTS]
        ],
        newly_isolated=nodes(Agency, features.agencies(outcome.isolated[:LISTED])),
        newly_isolated_count=len(outcome.isolated),
    )


def _shape(numbers: Numbers) -> Shape:
    return Shape(
        agencies=numbers.agencies,
        ties=numbers.ties,
        parts=numbers.parts,
        largest=numbers.largest,
        isolated=numbers.isolated,
        cut_points=numbers.cut_points,
    )
