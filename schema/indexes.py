"""The constraints and indexes that the declaration asks for, as plain values.

Names are fixed here, since the loaders and the search refer to full-text indexes by name. The
store turns these values into statements.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from schema.registry import Declaration, Kind, snake

PREFIX = "phakhi_"
"""Beginning of the name of every constraint and index that is ours."""

RECORD_DATASETS = f"{PREFIX}record_datasets"
"""Full-text index that finds the records of a dataset."""

LINK_DATASETS = f"{PREFIX}link_datasets"
"""Full-text index that finds the relationships of a dataset."""

RECORD_GRAMS = f"{PREFIX}record_grams"
"""Full-text index over the 3-grams of names."""


class IndexType(StrEnum):
    """What a constraint or index is for."""

    UNIQUE = "unique"
    RANGE = "range"
    TEXT = "text"
    FULLTEXT = "fulltext"


@dataclass(frozen=True, slots=True)
class Index:
    """One constraint (``UNIQUE``) or index.

    Attributes:
        name: its name in the database.
        type: what it is for.
        labels: labels, or relationship types, that it covers; one but for a full-text index.
        properties: properties, in order.
        on_relationships: whether ``labels`` are relationship types.
    """

    name: str
    type: IndexType
    labels: tuple[str, ...]
    properties: tuple[str, ...]
    on_relationships: bool = False


def indexes(declaration: Declaration) -> tuple[Index, ...]:
    """Every constraint and index of the graph, constraints first."""
    kinds = declaration.kinds.values()
    return (
        Index(f"{PREFIX}record_id", IndexType.UNIQUE, ("Record",), ("id",)),
        Index(f"{PREFIX}meta_id", IndexType.UNIQUE, ("Meta",), ("id",)),
        Index(f"{PREFIX}api_key_id", IndexType.UNIQUE, ("ApiKey",), ("id",)),
        Index(f"{PREFIX}change_revision", IndexType.UNIQUE, ("Change",), ("revision",)),
        *(
            Index(
                f"{PREFIX}{type_.lower()}_id",
                IndexType.UNIQUE,
                (type_,),
                ("id",),
                on_relationships=True,
            )
            for type_ in declaration.types
        ),
        # Full-text, as a range index holds a list as one value and finds no item in it.
        Index(RECORD_DATASETS, IndexType.FULLTEXT, ("Record",), ("datasets",)),
        Index(
            LINK_DATASETS,
            IndexType.FULLTEXT,
            tuple(declaration.types),
            ("datasets",),
            on_relationships=True,
        ),
        Index(RECORD_GRAMS, IndexType.FULLTEXT, ("Record",), ("search_g3",)),
        # A text index answers CONTAINS, and a range index does not.
        Index(f"{PREFIX}record_search", IndexType.TEXT, ("Record",), ("search_lc",)),
        Index(f"{PREFIX}record_synthetic", IndexType.RANGE, ("Record",), ("synthetic", "id")),
        Index(f"{PREFIX}claim_subject", IndexType.RANGE, ("Claim",), ("subject",)),
        *(index for kind in kinds for index in _of_kind(kind)),
    )


def digest(declaration: Declaration) -> str:
    """A checksum over all constraints and indexes: another digest means another version."""
    return hashlib.sha256(repr(indexes(declaration)).encode()).hexdigest()


def _of_kind(kind: Kind) -> tuple[Index, ...]:
    name = f"{PREFIX}{snake(kind.name)}"
    return (
        # Of each kind, since the database uses an index only for a label that the pattern names.
        Index(f"{name}_order", IndexType.RANGE, (kind.name,), ("sort_th", "id")),
        Index(f"{name}_search", IndexType.TEXT, (kind.name,), ("search_lc",)),
    )
