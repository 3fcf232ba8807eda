"""Answers ``graph``: nodes and edges for a picture, filtered and bounded, always in the same order.

Without a centre the picture shows organisations and what they have to do with, chosen from the
snapshot; around a centre it shows whatever the graph holds within one or two steps. Either way one
fixed statement then reads the labels of the nodes and the edges between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from graph_api.concurrency import compute
from graph_api.linkage.overview import choose
from graph_api.linkage.picture_answers import Picture
from graph_api.linkage.picture_reading import Around, read_around, read_picture
from graph_api.linkage.snapshots import Snapshot
from schema.cypher import Reader

DEFAULT_KINDS = ("Agency", "Issue", "Network")
"""Kinds shown where none are named."""

MOST_NODES = 2000
MOST_EDGES = 10_000


@dataclass(frozen=True)
class PictureRequest:
    """What to show.

    Attributes:
        first: nodes at most.
        kinds: names of kinds, or ``None`` for ``DEFAULT_KINDS`` (around a centre: all).
        area: id of an area that organisations are active in, or ``None``.
        networks: ids of networks, or ``None`` for all.
        issues: ids of issues that organisations are concerned with, or ``None``.
        center: id of a record to show the surroundings of, or ``None``.
        depth: steps around the centre, 1 or 2.
    """

    first: int
    kinds: tuple[str, ...] | None = None
    area: str | None = None
    networks: tuple[str, ...] | None = None
    issues: tuple[str, ...] | None = None
    center: str | None = None
    depth: int = 1

    @property
    def subject(self) -> str | tuple[str, ...] | None:
        """What the picture is about: it decides whether what is invented counts."""
        return self.center or self.networks or self.issues or self.area


async def draw(store: Reader, snapshot: Snapshot, request: PictureRequest) -> Picture | None:
    """The picture, or ``None`` when the centre is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    chosen = await _choose(store, snapshot, request)
    return None if chosen is None else await read_picture(store, snapshot.scope, chosen, MOST_EDGES)


async def choose_around(
    store: Reader, snapshot: Snapshot, request: PictureRequest
) -> Around | None:
    """What lies around the centre of a request, nearer ones first; ``None`` without such a centre.

    Raises:
        PhakhiError: what the store raises.
    """
    if request.center is None:
        return None
    return await read_around(
        store,
        snapshot.scope,
        request.center,
        depth=request.depth,
        kinds=request.kinds,
        first=request.first,
    )


async def _choose(store: Reader, snapshot: Snapshot, request: PictureRequest) -> Around | None:
    if request.center is not None:
        return await choose_around(store, snapshot, request)
    chosen = await chosen_for(snapshot, request)
    return Around(chosen[: request.first], len(chosen), cut=False)


async def chosen_for(snapshot: Snapshot, request: PictureRequest) -> list[str]:
    """Ids of all that a request without a centre matches, in the order in which they are shown."""
    choosing = partial(
        choose,
        kinds=request.kinds or DEFAULT_KINDS,
        area=request.area,
        networks=request.networks,
        issues=request.issues,
    )
    return await compute(choosing, snapshot.features)
