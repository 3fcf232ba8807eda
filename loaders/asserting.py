"""The load proper: brings what a dataset states together with what others state, and writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.loading import Loading
from loaders.merge import Assertion, Merged, assertions_of, merge, with_assertion
from loaders.records import LinkRow, NodeRow, Plain
from loaders.searching import search_fields
from loaders.upsert import (
    Linked,
    Wanted,
    declared,
    in_batches,
    put_links,
    put_nodes,
    read_links,
    read_nodes,
)
from schema.registry import Property

_DATASET = "Dataset"


async def assert_nodes(loading: Loading, rows: Sequence[NodeRow]) -> None:
    """Writes the nodes that are new or differ."""
    done = 0
    for batch in in_batches(rows):
        stored = await read_nodes(loading.tx, [row.id for row in batch])
        wanted = [
            wanted_node(loading, row.id, row.kind, stored.get(row.id, {}), _said(loading, row))
            for row in batch
        ]
        items = [item for item in wanted if item is not None]
        for item in await put_nodes(loading.tx, items, stored, loading.log, loading.nodes):
            loading.touch_node(item.id)
        done += len(batch)
        loading.progress("records", done, len(rows))


async def assert_links(loading: Loading, rows: Sequence[LinkRow]) -> None:
    """Writes the relationships that are new or differ."""
    done = 0
    for batch in in_batches(rows):
        stored = await read_links(loading.tx, batch)
        wanted = [
            wanted_link(loading, row, row.type, stored.get(row.id, {}), _said(loading, row))
            for row in batch
        ]
        await put_and_touch(loading, [item for item in wanted if item is not None], stored)
        done += len(batch)
        loading.progress("relationships", done, len(rows))


async def put_and_touch(
    loading: Loading, items: Sequence[Wanted], stored: Mapping[str, Mapping[str, Plain]]
) -> None:
    """Writes relationships, and notes which ways they may have changed."""
    for item in await put_links(loading.tx, items, stored, loading.log, loading.links):
        loading.touched_links.add(item.id)
        loading.touch_link(item.group, item.ends[0])


def wanted_node(
    loading: Loading,
    node_id: str,
    kind: str,
    stored: Mapping[str, Plain],
    said: Assertion | None,
) -> Wanted | None:
    """The node as it should be once the dataset says ``said``; ``None`` when nobody asserts it."""
    merged = _merged(loading, declared(kind), stored, said)
    if merged is None:
        return None
    properties = {**merged.properties, **search_fields(kind, merged.properties)}
    if kind == _DATASET:
        properties["checksum"] = loading.dataset.checksum
    item = Wanted(node_id, kind, properties)
    loading.settle(item, merged, stored)
    return item


def wanted_link(
    loading: Loading,
    link: Linked,
    type_: str,
    stored: Mapping[str, Plain],
    said: Assertion | None,
) -> Wanted | None:
    """The relationship as it should be; ``None`` when nobody asserts it."""
    merged = _merged(loading, declared(type_), stored, said)
    if merged is None:
        return None
    item = Wanted(link.id, type_, merged.properties, link.ends)
    loading.settle(item, merged, stored)
    return item


def _merged(
    loading: Loading,
    properties: Mapping[str, Property],
    stored: Mapping[str, Plain],
    said: Assertion | None,
) -> Merged | None:
    assertions = with_assertion(assertions_of(properties, stored), loading.dataset.id, said)
    return merge(properties, assertions, loading.infos) if assertions else None


def _said(loading: Loading, row: NodeRow | LinkRow) -> Assertion:
    return Assertion(loading.dataset.id, row.values, row.evidence)
