"""Pass 3: equal shapes become equal, whatever the client calls things or in which order."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.planner.model import (
    Branch,
    Column,
    Selection,
)


def columns(given: Iterable[Column]) -> tuple[Column, ...]:
    """Columns in canonical order; those with equal key and equal values stand once."""
    unique = {(column.key, column.values): column for column in given}
    # Keys are nested tuples of texts, flags and None, which do not compare; how they are written does.
    return tuple(sorted(unique.values(), key=lambda column: repr(column.key)))


def only(view: Selection) -> Selection:
    """What one view of a node reads."""
    return merge(view.target, [view], typed=view.typed)


def merge(target: str, views: list[Selection], *, typed: bool) -> Selection:
    """One selection that reads what all ``views`` of the same node read."""
    by_kind: dict[str, tuple[Column, ...]] = {}
    for view in views:
        for branch in view.branches:
            for kind in branch.kinds:
                by_kind[kind] = columns((*by_kind.get(kind, ()), *branch.columns))
    return Selection(target, group(by_kind), typed)


def group(by_kind: dict[str, tuple[Column, ...]]) -> tuple[Branch, ...]:
    """Kinds that read the same share a branch."""
    shared: dict[object, tuple[list[str], tuple[Column, ...]]] = {}
    for kind, own in by_kind.items():
        identity = tuple((column.key, column.values) for column in own)
        shared.setdefault(identity, ([], own))[0].append(kind)
    branches = [Branch(tuple(kinds), (), own) for kinds, own in shared.values()]
    return tuple(sorted(branches, key=lambda branch: branch.kinds))


def position(branch: Branch, column: Column) -> int:
    """Where a view's column stands among those of the merged branch."""
    wanted = (column.key, column.values)
    for index, item in enumerate(branch.columns):
        if (item.key, item.values) == wanted:
            return index
    raise LookupError(wanted)
