"""The load proper: brings what a dataset states together with what others state, and writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.changes import ChangeLog
from loaders.loading import Loading
from loaders.merge import (
    Assertion,
    Merged,
    added,
    assertion_by,
    assertions_of,
    in_order,
    merge,
    stated_alone,
    with_assertion,
)
from loaders.models import declared
from loaders.records import DatasetRows, LinkRow, NodeRow, Plain
from loaders.searching import search_fields
from loaders.upsert import (
    DesiredRecord,
    Linked,
    Tally,
    as_new,
    put_links,
    put_nodes,
    read_links,
    read_nodes,
    read_stated,
)
from schema.registry import Property


async def open_dataset(loading: Loading) -> None:
    """Writes the dataset's own node; its ``checksum`` stays as it was until the end."""
    loading.opened = Tally()
    await _put_dataset(loading, {}, loading.log, loading.opened)


async def close_dataset(loading: Loading) -> None:
    """Writes the checksum, now that everything is there, and counts the dataset's own node."""
    closed = Tally()
    checksum = await _checksum(loading)
    known = loading.opened.created or loading.opened.updated
    log = ChangeLog(loading.log.by, loading.log.at) if known else loading.log
    await _put_dataset(loading, checksum, log, closed)
    loading.nodes.created += loading.opened.created
    if not loading.opened.created:
        updated = loading.opened.updated or closed.updated
        loading.nodes.updated += updated
        loading.nodes.unchanged += not updated


async def _checksum(loading: Loading) -> dict[str, Plain]:
    """Of what the dataset states now; it goes on as it was when nothing was added to it."""
    own = loading.dataset
    if loading.part is None or not loading.part.adds:
        return {"checksum": own.checksum or None}
    known = (await read_nodes(loading.tx, [own.id])).get(own.id, {}).get("checksum")
    wrote = any(tally.created or tally.updated for tally in (loading.nodes, loading.links))
    if known and not wrote:
        return {}
    return {"checksum": hashlib.sha256(f"{known or ''} {own.checksum}".encode()).hexdigest()}


async def _put_dataset(
    loading: Loading, more: Mapping[str, Plain], log: ChangeLog, tally: Tally
) -> None:
    row = loading.dataset.nodes[0]
    stored = await read_nodes(loading.tx, [row.id])
    item = wanted_node(
        loading, row.id, row.kind, stored.get(row.id, {}), _said(loading, row, row.kind, stored)
    )
    if item is not None:
        wanted = replace(item, properties={**item.properties, **more})
        await put_nodes(loading.tx, [wanted], stored, log, tally)


def nodes_alone(dataset: DatasetRows, rows: Sequence[NodeRow]) -> list[DesiredRecord]:
    """The nodes of rows as they are where nobody else states them, as is nearly always so."""
    alone = []
    for row in rows:
        said = Assertion(dataset.id, row.values, row.evidence)
        properties = stated_alone(row.kind, said, synthetic=dataset.synthetic)
        properties |= search_fields(row.kind, properties)
        fresh = as_new(row.kind, properties)
        alone.append(DesiredRecord(row.id, row.kind, properties, fresh=fresh))
    return alone


def links_alone(dataset: DatasetRows, rows: Sequence[LinkRow]) -> list[DesiredRecord]:
    """The relationships of rows, likewise."""
    alone = []
    for row in rows:
        said = Assertion(dataset.id, row.values, row.evidence)
        properties = stated_alone(row.type, said, synthetic=dataset.synthetic)
        fresh = as_new(row.type, properties)
        alone.append(DesiredRecord(row.id, row.type, properties, row.ends, fresh))
    return alone


async def assert_nodes(
    loading: Loading, rows: Sequence[NodeRow], alone: Sequence[DesiredRecord]
) -> None:
    """Writes the nodes that are new or differ; ``alone`` is of :func:`nodes_alone`."""
    stored = await read_stated(loading.tx, [row.id for row in rows])
    wanted = [
        item
        if _is_alone(loading, stored.get(row.id))
        else wanted_node(
            loading,
            row.id,
            row.kind,
            stored[row.id],
            _said(loading, row, row.kind, stored),
            row.order,
        )
        for row, item in zip(rows, alone, strict=True)
    ]
    items = [item for item in wanted if item is not None]
    await put_nodes_and_touch(loading, items, stored)


async def assert_links(
    loading: Loading, rows: Sequence[LinkRow], alone: Sequence[DesiredRecord]
) -> None:
    """Writes the relationships that are new or differ; ``alone`` is of :func:`links_alone`."""
    stored = await read_links(loading.tx, [row for row in rows if not loading.is_new(row.ends)])
    wanted = [
        item
        if _is_alone(loading, stored.get(row.id))
        else wanted_link(
            loading,
            row,
            row.type,
            stored[row.id],
            _said(loading, row, row.type, stored),
            row.order,
        )
        for row, item in zip(rows, alone, strict=True)
    ]
    await put_links_and_touch(loading, [item for item in wanted if item is not None], stored)


def _is_alone(loading: Loading, stored: Mapping[str, Plain] | None) -> bool:
    """Whether a record is not there yet, or becomes what this dataset states, whatever it was."""
    if stored is None:
        return True
    adds = loading.part is not None and loading.part.adds
    return not adds and stored.get("datasets") == [loading.dataset.id]


async def put_nodes_and_touch(
    loading: Loading, items: Sequence[DesiredRecord], stored: Mapping[str, Mapping[str, Plain]]
) -> None:
    """Writes nodes, and notes what they were and which ways they may have changed."""
    for item in await put_nodes(loading.tx, items, stored, loading.log, loading.nodes):
        before = stored.get(item.id)
        loading.remember(item.id, item.group, before)
        loading.touch_node(item.id, new=before is None)


async def put_links_and_touch(
    loading: Loading, items: Sequence[DesiredRecord], stored: Mapping[str, Mapping[str, Plain]]
) -> None:
    """Writes relationships, likewise."""
    for item in await put_links(loading.tx, items, stored, loading.log, loading.links):
        loading.remember(item.id, item.group, stored.get(item.id), item.ends)
        loading.touch_link(item.group, item.ends[0])


def wanted_node(
    loading: Loading,
    node_id: str,
    kind: str,
    stored: Mapping[str, Plain],
    said: Assertion | None,
    order: Sequence[str] = (),
) -> DesiredRecord | None:
    """The node as it should be once the dataset says ``said``; ``None`` when nobody asserts it."""
    merged = _merged(loading, declared(kind), stored, said, order)
    if merged is None:
        return None
    properties = {**merged.properties, **search_fields(kind, merged.properties)}
    item = DesiredRecord(node_id, kind, properties)
    loading.settle(item, merged, stored)
    return item


def wanted_link(
    loading: Loading,
    link: Linked,
    type_: str,
    stored: Mapping[str, Plain],
    said: Assertion | None,
    order: Sequence[str] = (),
) -> DesiredRecord | None:
    """The relationship as it should be; ``None`` when nobody asserts it."""
    merged = _merged(loading, declared(type_), stored, said, order)
    if merged is None:
        return None
    item = DesiredRecord(link.id, type_, merged.properties, link.ends)
    loading.settle(item, merged, stored)
    return item


def _merged(
    loading: Loading,
    properties: Mapping[str, Property],
    stored: Mapping[str, Plain],
    said: Assertion | None,
    order: Sequence[str],
) -> Merged | None:
    known = assertions_of(properties, stored)
    assertions = with_assertion(known, loading.dataset.id, said)
    if len(assertions) > 1:
        assertions = in_order(assertions, order)
    return merge(properties, assertions, loading.infos) if assertions else None


def _said(
    loading: Loading,
    row: NodeRow | LinkRow,
    group: str,
    stored: Mapping[str, Mapping[str, Plain]],
) -> Assertion:
    said = Assertion(loading.dataset.id, row.values, row.evidence)
    if loading.part is None or not loading.part.adds:
        return said
    own = assertion_by(said.dataset, declared(group), stored.get(row.id, {}))
    return added(declared(group), own, said) if own else said
