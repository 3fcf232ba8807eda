"""Ids of clusters, as clients name them."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.domain.ids import named_id
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.clustering import ALONE, NO_NETWORK, PREFIX, WORKING, record_of


def is_cluster(ident: str) -> bool:
    """Whether an id is that of a cluster that is no record."""
    return ident.startswith(PREFIX)


def is_cooperating(ident: str) -> bool:
    """Whether the id of a cluster is one of real cooperation."""
    return ident.startswith((ALONE, WORKING, f"{PREFIX}agency:"))


def check_cluster(ident: str) -> str:
    """The id of a cluster, when it is well formed: of a network, or one of ``layout``.

    Raises:
        PhakhiError: BAD_ID.
    """
    if not is_cluster(ident):
        return check_kind(ident, "open", "Network")
    if ident in (NO_NETWORK, ALONE):
        return ident
    record = record_of(ident) or ident.removeprefix(PREFIX)
    return ident.removesuffix(record) + named_id(record)


def check_clusters(idents: Iterable[str] | None) -> tuple[str, ...]:
    """These ids, each once, ascending.

    Raises:
        PhakhiError: BAD_ID.
    """
    return tuple(sorted({check_cluster(ident) for ident in idents or ()}))
