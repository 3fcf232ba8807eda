"""clean up: takes the dataset off what it no longer asserts, and deletes what nobody asserts."""

from __future__ import annotations

from dataclasses import dataclass

from loaders import statements
from loaders.asserting import put_and_touch, wanted_link, wanted_node
from loaders.claims import CLAIM, DISPUTES, only, standing_claims
from loaders.loading import Loading
from loaders.records import Plain
from loaders.references import check_unused
from loaders.upsert import (
    Tally,
    Wanted,
    delete_links,
    delete_nodes,
    in_batches,
    put_links,
    put_nodes,
    read_links,
    read_nodes,
)
from schema.ids import kind_of
from schema.registry import declaration


@dataclass(frozen=True, slots=True)
class Before:
    """What the dataset asserted before and its files no longer state.

    Attributes:
        nodes: ids.
        links: ids by type.
    """

    nodes: list[str]
    links: dict[str, list[str]]


async def asserted_before(loading: Loading) -> Before:
    """Finds them by the full-text indexes, before anything is written."""
    quoted = {"dataset": f'"{loading.dataset.id}"'}
    derived = {CLAIM, DISPUTES, *(t for t, rows in declaration().types.items() if rows[0].derived)}
    own_nodes = {row.id for row in loading.dataset.nodes}
    own_links = {row.id for row in loading.dataset.links}
    nodes = [row[0] for row in await loading.tx.run(statements.RECORDS_OF, quoted)]
    links: dict[str, list[str]] = {}
    for link_id, type_ in await loading.tx.run(statements.LINKS_OF, quoted):
        if type_ not in derived and link_id not in own_links:
            links.setdefault(type_, []).append(link_id)
    gone = [node for node in nodes if node not in own_nodes and kind_of(node) not in derived]
    return Before(sorted(gone), {type_: sorted(ids) for type_, ids in sorted(links.items())})


async def clean_links(loading: Loading, before: Before) -> None:
    """Deletes relationships that nobody else asserts; the others show what those say."""
    for type_, ids in before.links.items():
        found = await read_links(loading.tx, type_, ids)
        kept: list[Wanted] = []
        gone: list[str] = []
        for link_id, (stored, ends) in found.items():
            wanted = wanted_link(loading, (link_id, type_), ends, stored, None)
            if wanted is not None:
                kept.append(wanted)
                continue
            gone.append(link_id)
            loading.touch_link(type_, ends[0])
            shown = {"from": ends[0], "to": ends[1], **_shown(type_, stored)}
            loading.log.removed(type_, link_id, shown)
        await delete_links(loading.tx, type_, gone)
        loading.links.removed += len(gone)
        await put_and_touch(loading, kept, {key: stored for key, (stored, _) in found.items()})


async def clean_nodes(loading: Loading, before: Before) -> list[str]:
    """Nodes that others assert show what those say; returns the ids of those that nobody does."""
    unasserted: list[str] = []
    for batch in in_batches(before.nodes):
        stored = await read_nodes(loading.tx, batch)
        kept: list[Wanted] = []
        for node_id, properties in stored.items():
            kind = kind_of(node_id)
            wanted = wanted_node(loading, node_id, kind, properties, None)
            if wanted is not None:
                kept.append(wanted)
                continue
            unasserted.append(node_id)
            loading.log.removed(kind, node_id, _shown(kind, properties))
        for node_id in await put_nodes(loading.tx, kept, stored, loading.log, loading.nodes):
            loading.touch_node(node_id)
    return unasserted


async def delete_unasserted(loading: Loading, ids: list[str]) -> None:
    """Deletes nodes that nobody asserts, unless something that stays refers to them."""
    if ids:
        await check_unused(loading.tx, ids)
        await delete_nodes(loading.tx, ids)
        loading.nodes.removed += len(ids)


async def settle_claims(loading: Loading) -> None:
    """Makes the claims on the records of this load the ones that should stand."""
    nodes, links = only(loading.claims, 0), only(loading.claims, 1)
    standing = await standing_claims(loading.tx, sorted(loading.subjects))
    ids = [item.id for item in nodes]
    stale = sorted(standing - set(ids))
    tally = Tally()
    for batch in in_batches(stale):
        for node_id, stored in (await read_nodes(loading.tx, batch)).items():
            loading.log.removed(CLAIM, node_id, _shown(CLAIM, stored))
    await delete_nodes(loading.tx, stale)
    await put_nodes(loading.tx, nodes, await read_nodes(loading.tx, ids), loading.log, tally)
    found = await read_links(loading.tx, DISPUTES, [item.id for item in links])
    stored_links = {key: properties for key, (properties, _) in found.items()}
    await put_links(loading.tx, links, stored_links, None, tally)


def _shown(group: str, stored: dict[str, Plain]) -> dict[str, Plain]:
    """The declared properties of a stored node or relationship, for the log."""
    known = declaration()
    kind = known.kinds.get(group)
    properties = kind.properties if kind else known.properties_of(known.types[group][0])
    return {name: stored[name] for name in properties if stored.get(name) not in (None, [])}
