"""What constraints and indexes the declaration asks for."""

from __future__ import annotations

from schema.indexes import PREFIX, Index, IndexType, indexes
from schema.registry import declaration


def test_every_kind_and_every_type_has_its_indexes() -> None:
    """An order and a search index for each kind, a unique id for each relationship type."""
    found = {(index.type, index.labels, index.properties) for index in indexes(declaration())}
    expected = {
        *((IndexType.RANGE, (kind,), ("sort_th", "id")) for kind in declaration().kinds),
        *((IndexType.TEXT, (kind,), ("search_lc",)) for kind in declaration().kinds),
        *((IndexType.UNIQUE, (type_,), ("id",)) for type_ in declaration().types),
        (IndexType.UNIQUE, ("Record",), ("id",)),
        (IndexType.UNIQUE, ("ApiKey",), ("id",)),
        (IndexType.FULLTEXT, ("Record",), ("datasets",)),
        (IndexType.FULLTEXT, ("Record",), ("search_g3",)),
        (IndexType.FULLTEXT, tuple(declaration().types), ("datasets",)),
    }
    assert expected <= found


def test_names_are_ours_and_distinct() -> None:
    """Names are plain, start with our prefix, and no two are the same."""
    names = [index.name for index in indexes(declaration())]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.startswith(PREFIX) for name in names)


def test_an_index_is_a_plain_value() -> None:
    """Two of the same content are equal."""
    assert Index("a", IndexType.TEXT, ("L",), ("p",)) == Index("a", IndexType.TEXT, ("L",), ("p",))
