"""What an export should hold: the filters of ``graph(…)``, and what part of the graph counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_api.domain.ids import MergedIds
from graph_api.domain.scope import Scope, parse_scope
from graph_api.linkage.arguments import check_depth, check_kind, check_kinds, check_optional
from graph_api.linkage.picture import MOST_NODES
from graph_api.paging.pages import check_first
from schema.ids import check_id


@dataclass(frozen=True)
class ExportRequest:
    """What to export.

    Attributes:
        kinds: names of kinds, or ``None`` for all.
        area, networks, issues, center, depth, first: as of ``graph(…)``; ``first`` is ``None`` for
            all nodes, and around a centre for as many as a picture may have.
        as_of: the day on which all must hold; ``None``: whenever it did, each with its dates.
        datasets: ids of datasets, or ``None`` for all.
        include_synthetic: whether what is invented is in it.
    """

    kinds: tuple[str, ...] | None = None
    area: str | None = None
    networks: tuple[str, ...] | None = None
    issues: tuple[str, ...] | None = None
    center: str | None = None
    depth: int = 1
    first: int | None = None
    as_of: dt.date | None = None
    datasets: tuple[str, ...] | None = None
    include_synthetic: bool = True

    @classmethod
    def checked(  # noqa: PLR0913 - the arguments of the field
        cls,
        *,
        kinds: Sequence[str] | None = None,
        area: str | None = None,
        networks: Sequence[str] | None = None,
        issues: Sequence[str] | None = None,
        center: str | None = None,
        depth: int = 1,
        first: int | None = None,
        as_of: dt.date | None = None,
        datasets: Sequence[str] | None = None,
        include_synthetic: bool = True,
    ) -> ExportRequest:
        """The request that these arguments make.

        Raises:
            PhakhiError: ``BAD_ID``, ``BAD_ARGUMENT`` or ``BAD_PAGE_SIZE``, as of ``graph(…)``.
        """
        scope = parse_scope(as_of, datasets, include_synthetic=include_synthetic)
        return cls(
            None if kinds is None else check_kinds(list(kinds)),
            check_optional(area, "area", "Area"),
            _ids(networks, "networks", "Network"),
            _ids(issues, "issues", "Issue"),
            None if center is None else check_id(center),
            check_depth(depth),
            None if first is None else check_first(first, MOST_NODES),
            as_of,
            scope.datasets,
            include_synthetic,
        )

    def reading(self, merged: MergedIds) -> ExportRequest:
        """The same, by the ids of records that stay."""
        center, issues = self.center, self.issues
        return replace(
            self,
            center=merged.get(center, center) if center else None,
            issues=None if issues is None else tuple(merged.get(one, one) for one in issues),
        )

    @property
    def picks(self) -> bool:
        """Whether single records are chosen, and not whole kinds."""
        filters = (self.area, self.networks, self.issues, self.center, self.first)
        return any(given is not None for given in filters)

    @property
    def whole(self) -> bool:
        """Whether all that datasets state is in it."""
        return not self.picks and self.kinds is None and self.as_of is None

    @property
    def scope(self) -> Scope:
        """The scope in which records are chosen."""
        return parse_scope(self.as_of, self.datasets, include_synthetic=self.include_synthetic)


def _ids(idents: Sequence[str] | None, argument: str, kind: str) -> tuple[str, ...] | None:
    if idents is None:
        return None
    check_first(max(len(idents), 1))
    return tuple(check_kind(ident, argument, kind) for ident in idents)
