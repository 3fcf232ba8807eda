"""clean up: takes the dataset off what it no longer asserts, and deletes what nobody asserts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from loaders.asserted import link_ids_of, links_of, records_of
from loaders.asserting import (
    put_links_and_touch,
    put_nodes_and_touch,
    wanted_link,
    wanted_node,
)
from loaders.claims import CLAIM, only, standing_claims
from loaders.loading import Gone, Loading, StoredLink
from loaders.models import declared
from loaders.records import Plain
from loaders.references import check_unused
from loaders.spooling import IdSet
from loaders.upsert import (
    DesiredRecord,
    Tally,
    delete_links,
    delete_nodes,
    in_batches,
    put_links,
    put_nodes,
    read_links,
    read_nodes,
)
from schema.ids import kind_of, relationship_type


async def find_gone(loading: Loading) -> Gone:
    """What the dataset asserted before and no longer states, by the full-text indexes."""
    asserted, shared = await records_of(loading.tx, loading.dataset.id)
    records = [ident for ident in asserted if kind_of(ident) != CLAIM]
    own_nodes = IdSet(row.id for row in loading.dataset.nodes) if records else IdSet()
    nodes = _gone_of(records, own_nodes, loading)
    links = await link_ids_of(loading.tx, loading.dataset.id)
    own_links = IdSet(row.id for row in loading.dataset.links) if links else IdSet()
    gone = _gone_of(links, own_links, loading)
    return Gone(
        shared=tuple(ident for ident in nodes if ident in shared),
        own=tuple(ident for ident in nodes if ident not in shared),
        links=await _with_ends(loading, gone.keys()),
        kept=frozenset(ident for ident in records if ident not in nodes),
        kept_links=Counter(relationship_type(ident) for ident in links if ident not in gone),
    )


def _gone_of(asserted: Iterable[str], own: AbstractSet[str], loading: Loading) -> dict[str, None]:
    """The ids, in order, that the dataset does not state any more."""
    part = loading.part
    return dict.fromkeys(
        ident for ident in asserted if ident not in own and (not part or ident in part.gone)
    )


async def _with_ends(loading: Loading, gone: AbstractSet[str]) -> tuple[StoredLink, ...]:
    if not gone:
        return ()
    links = links_of(loading.tx, loading.dataset.id)
    return tuple([link async for link in links if link.id in gone])


async def clean_links(loading: Loading, links: Sequence[StoredLink]) -> None:
    """Deletes relationships that nobody else asserts; the others show what those say."""
    stored = await read_links(loading.tx, links)
    kept: list[DesiredRecord] = []
    gone: list[StoredLink] = []
    for link in links:
        if link.id not in stored:
            continue
        wanted = wanted_link(loading, link, link.type, stored[link.id], None)
        if wanted is not None:
            kept.append(wanted)
            continue
        gone.append(link)
        loading.remember(link.id, link.type, stored[link.id], link.ends)
        loading.touch_link(link.type, link.ends[0])
        loading.log.removed(link.type, link.id, _shown(link.type, stored[link.id]), link.ends)
    await delete_links(loading.tx, gone)
    loading.links.removed += len(gone)
    await put_links_and_touch(loading, kept, stored)


async def clean_nodes(loading: Loading, ids: Sequence[str]) -> None:
    """Deletes nodes that nobody else asserts; the others show what those say."""
    stored = await read_nodes(loading.tx, ids)
    kept: list[DesiredRecord] = []
    gone: list[str] = []
    for node_id, properties in stored.items():
        kind = kind_of(node_id)
        wanted = wanted_node(loading, node_id, kind, properties, None)
        if wanted is not None:
            kept.append(wanted)
            continue
        gone.append(node_id)
        loading.remember(node_id, kind, properties)
        loading.log.removed(kind, node_id, _shown(kind, properties))
    await put_nodes_and_touch(loading, kept, stored)
    if not loading.whole:  # another load may have come to need them since they were checked
        await check_unused(loading.tx, loading.dataset, gone)
    await delete_nodes(loading.tx, gone)
    loading.nodes.removed += len(gone)


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
    await put_links(loading.tx, links, await read_links(loading.tx, links), None, tally)


def _shown(group: str, stored: dict[str, Plain]) -> dict[str, Plain]:
    """The declared properties of a stored node or relationship, for the log."""
    return {name: stored[name] for name in declared(group) if stored.get(name) not in (None, [])}
