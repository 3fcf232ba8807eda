"""Where a page of records begins: after the last of the page before, by Thai name, then by id."""

from __future__ import annotations

from collections.abc import Sequence

NameKey = tuple[str, str]
"""The place of a record: its Thai collation key (``sort_th``), its id."""

FIRST: NameKey = ("", "")
"""The place before every record."""

LAST: NameKey = ("\U0010ffff", "\U0010ffff")
"""The place after every record."""


def after(node: str) -> str:
    """Whether a node comes after the place of :func:`after_parameters`."""
    return f"({node}.sort_th > $after_name OR ({node}.sort_th = $after_name AND {node}.id > $after_id))"


def after_parameters(place: Sequence[object] | None) -> dict[str, object]:
    """The parameters that :func:`after` names; the first page where there is no place."""
    name, ident = FIRST if place is None else place
    return {"after_name": name, "after_id": ident}
