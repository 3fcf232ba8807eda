"""What a dataset asserts in the graph: its records and relationships, a page of ids after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from loaders import statements
from loaders.loading import StoredLink
from schema.cypher import Statement, Writer
from schema.ids import relationship_type
from schema.spellings import is_written

PAGE = 200_000
"""Ids of a page."""


class _Page(Protocol):
    @property
    def ids(self) -> list[str]: ...


P = TypeVar("P", bound=_Page)


async def records_of(tx: Writer, dataset: str) -> tuple[list[str], set[str]]:
    """Ids of its records, claims among them, in order; and of those that others assert, too."""
    ids, shared = list[str](), set[str]()
    async for page in _pages(tx, statements.RECORDS_OF, dataset):
        ids += page.ids
        shared.update(page.shared)
    return ids, shared


async def link_ids_of(tx: Writer, dataset: str) -> list[str]:
    """Ids of the relationships that its files state, in order."""
    return [
        ident
        async for page in _pages(tx, statements.LINK_IDS_OF, dataset)
        for ident in page.ids
        if is_written(relationship_type(ident))
    ]


async def links_of(tx: Writer, dataset: str) -> AsyncIterator[StoredLink]:
    """The same with their ends."""
    async for page in _pages(tx, statements.LINKS_OF, dataset):
        for ident, ends in zip(page.ids, page.ends, strict=True):
            type_ = relationship_type(ident)
            if is_written(type_):
                yield StoredLink(ident, type_, ends)


async def _pages(tx: Writer, statement: Statement[P], dataset: str) -> AsyncIterator[P]:
    quoted, after = f'"{dataset}"', ""
    full = True
    while full:
        (page,) = await statement.run(tx, dataset=quoted, after=after, most=PAGE)
        yield page
        full = len(page.ids) == PAGE
        after = page.ids[-1] if full else ""
