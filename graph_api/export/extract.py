"""Reads what an export holds, page by page, as of one revision of the graph."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from graph_api.export.request import ExportRequest
from graph_api.export.statements import LINKS, PAGE, PLACES, RECORDS, ExportedLink, ExportedRecord
from graph_api.export.table import Table, TablePage, TableRow, tables
from graph_api.linkage.overview import choose
from graph_api.linkage.picture import MOST_NODES
from graph_api.linkage.picture_reading import read_around
from graph_api.linkage.snapshots import Snapshots
from loaders.change_statements import READ_REVISION
from loaders.merge import ASSERTED
from loaders.reconciling.listing import read_verdicts
from loaders.reconciling.statements import Verdict
from loaders.statements import DATASETS
from schema.cypher import Reader
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.registry import declaration
from schema.relationships import Relationship


@dataclass(frozen=True)
class Extract:
    """The part of the graph that an export holds.

    Attributes:
        store: where it is read.
        request: what is wanted.
        granted: the scopes that the reader has.
        revision: of the graph.
        chosen: ids of its records where single ones are chosen, by kind.
        datasets: ids of the datasets that count.
        verdicts: on pairs of records, where all of the graph is in it: they are of no dataset.
    """

    store: Reader
    request: ExportRequest
    granted: frozenset[str]
    revision: int
    chosen: dict[str, dict[str, bool]] | None = None
    datasets: frozenset[str] = frozenset()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Kinds and types that it may hold; some may have no rows."""
        kinds = self.request.kinds
        return tuple(
            table
            for table in tables(self.granted)
            if table.linked or kinds is None or table.name in kinds
        )

    @property
    def whole(self) -> bool:
        """Whether it is all that its datasets state."""
        return self.request.whole and declaration().scopes <= self.granted

    def most(self, nodes: Mapping[str, int], links: Mapping[Relationship, int]) -> int:
        """How many records and relationships are in it at most, by how many the graph has."""
        if self.chosen is not None:
            return sum(map(len, self.chosen.values()))
        names = {table.name for table in self.tables}
        records = sum(count for kind, count in nodes.items() if kind in names)
        return records + sum(count for row, count in links.items() if row.type in names)

    async def pages(
        self,
        wanted: Sequence[Table],
        *,
        with_ends: bool = True,
        with_places: bool = False,
        grouped: bool = False,
    ) -> AsyncGenerator[TablePage, None]:
        """The pages of these tables: records in the order of the tables, then relationships.

        Args:
            wanted: the tables.
            with_ends: whether records count that only relationships of the datasets lead to.
            with_places: whether rows say where their records are.
            grouped: whether relationships of one type come one after the other; else they come by
                the record that they start from, which takes one pass over the graph instead of many.

        Raises:
            PhakhiError: what the store raises; ``SERVICE_UNAVAILABLE``, when the graph changed
                meanwhile, so that pages do not fit together.
        """
        for table in wanted:
            if not table.linked:
                async for page in self._records(
                    table, with_ends=with_ends, with_places=with_places
                ):
                    yield page
        links = {table.name: table for table in wanted if table.linked}
        for group in [{name: links[name]} for name in links] if grouped else [links]:
            async for page in self._links(group):
                yield page
        if await read_revision(self.store) != self.revision:
            raise _changed()

    async def _records(
        self,
        table: Table,
        *,
        with_ends: bool,
        with_places: bool,
    ) -> AsyncIterator[TablePage]:
        after, full = f"{table.prefix}:", True
        chosen = None if self.chosen is None else self.chosen[table.name]
        while full and chosen != {}:
            page = await RECORDS.read(
                self.store,
                **self._scope,
                after=after,
                before=f"{table.prefix};",
                limit=PAGE,
                chosen=chosen,
                with_ends=with_ends,
            )
            full = len(page) == PAGE
            rows = [_row(table, item) for item in page]
            if rows:
                after = rows[-1].id
                yield TablePage(table, await self._placed(rows) if with_places else rows)

    async def _links(self, tables: Mapping[str, Table]) -> AsyncIterator[TablePage]:
        """Pages of relationships, each of one table."""
        chosen = None
        if self.chosen is not None:
            chosen = {ident: True for idents in self.chosen.values() for ident in idents}
        for first, last in _sources(tables):
            source, after, full = first, "", bool(tables) and chosen != {}
            while full:
                page = await LINKS.read(
                    self.store,
                    **self._scope,
                    source=source,
                    after=after,
                    before=last,
                    types=list(tables),
                    limit=PAGE,
                    chosen=chosen,
                )
                full = len(page) == PAGE
                if page:
                    source, after = page[-1].source, page[-1].id
                wanted = filter(self._is_wanted, page)
                for type_, items in groupby(wanted, key=lambda item: item.type):
                    yield TablePage(tables[type_], [_row(tables[type_], item) for item in items])

    @property
    def _scope(self) -> dict[str, Any]:
        request = self.request
        return {
            "as_of": request.as_of,
            "datasets": None if request.datasets is None else list(request.datasets),
            "include_synthetic": request.include_synthetic,
        }

    def _is_wanted(self, item: ExportedLink) -> bool:
        """Whether both ends are of kinds that are in it."""
        kinds = self.request.kinds
        return kinds is None or (kind_of(item.source) in kinds and kind_of(item.target) in kinds)

    async def _placed(self, rows: list[TableRow]) -> list[TableRow]:
        read = await PLACES.read(self.store, **self._scope, ids=[row.id for row in rows])
        areas = {row.id: row.areas for row in read}
        return [row._replace(areas=areas.get(row.id, ())) for row in rows]


def _row(table: Table, item: ExportedRecord | ExportedLink) -> TableRow:
    stored = item.properties
    ends = (item.source, item.target) if isinstance(item, ExportedLink) else None
    values = [stored.get(column.name) for column in table.properties]
    return TableRow(item.id, ends, values, stored.get(ASSERTED))


def _sources(tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """Between which ids relationships start: those of several types anywhere."""
    if len(tables) != 1:
        return [("", "~")]
    known = declaration()
    (type_,) = tables
    kinds = {kind for row in known.types[type_] for kind in known.end_members(row.source)}
    prefixes = sorted(known.kinds[kind].prefix for kind in kinds)
    return [(f"{prefix}:", f"{prefix};") for prefix in prefixes]


async def read_revision(store: Reader) -> int:
    """The revision of the graph; 0 before the first change."""
    rows = await READ_REVISION.read(store)
    return rows[0].revision if rows else 0


async def extract(
    store: Reader, snapshots: Snapshots, request: ExportRequest, granted: frozenset[str]
) -> Extract:
    """What an export holds, as the graph is now; records that were merged are those that stay.

    Raises:
        PhakhiError: ``NOT_FOUND``, when the centre is not there; what the store raises.
    """
    revision = await read_revision(store)
    request = request.reading(await snapshots.merged()) if request.picks else request
    chosen = await _chosen(store, snapshots, request) if request.picks else None
    datasets = frozenset(
        row.id
        for row in await DATASETS.read(store)
        if (request.datasets is None or row.id in request.datasets)
        and (request.include_synthetic or not row.synthetic)
    )
    extracted = Extract(store, request, granted, revision, chosen, datasets)
    if not extracted.whole or request.datasets is not None or not request.include_synthetic:
        return extracted
    return replace(extracted, verdicts=tuple(await read_verdicts(store)))


async def _chosen(
    store: Reader, snapshots: Snapshots, request: ExportRequest
) -> dict[str, dict[str, bool]]:
    chosen: dict[str, dict[str, bool]] = {name: {} for name in declaration().kinds}
    for ident in await _ids(store, snapshots, request):
        chosen[kind_of(ident)][ident] = True
    return chosen


async def _ids(store: Reader, snapshots: Snapshots, request: ExportRequest) -> list[str]:
    if request.center is not None:
        around = await read_around(
            store,
            request.scope,
            request.center,
            depth=request.depth,
            kinds=request.kinds,
            first=request.first or MOST_NODES,
        )
        if around is None:
            raise PhakhiError(
                ErrorCode.NOT_FOUND,
                f"There is no record {request.center}.",
                f"ไม่มีระเบียน {request.center}",
            )
        return around.idents
    snapshot = await snapshots.get(request.scope)
    return (
        await asyncio.to_thread(
            choose,
            snapshot.features,
            kinds=request.kinds or tuple(declaration().kinds),
            area=request.area,
            networks=request.networks,
            issues=request.issues,
        )
    )[: request.first]


def _changed() -> PhakhiError:
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The graph changed while it was exported, so the export was not finished; export it again.",
        "ข้อมูลเปลี่ยนขณะส่งออก จึงส่งออกไม่ครบ โปรดส่งออกอีกครั้ง",
        retryable=True,
    )
