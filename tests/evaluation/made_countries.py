"""Small record sets made by hand."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.evaluation.records import DatedRelationship, Records

Stated = (
    tuple[str, str, str] | tuple[str, str, str, str | None] | tuple[str, str, str, str | None, str]
)
"""Type, source, target; its first day; one piece of evidence."""


def records_of(
    stated: Iterable[Stated], *, agencies: Iterable[str] = (), starts: dict[str, str] | None = None
) -> Records:
    """Records of these relationships; all ends are nodes."""
    relationships = tuple(_relationship(*each) for each in stated)
    ends = {end for link in relationships for end in (link.source, link.target)}
    return Records(frozenset({*ends, *agencies}), starts or {}, {}, relationships, synthetic=True)


def _relationship(
    type_: str, source: str, target: str, since: str | None = None, word: str | None = None
) -> DatedRelationship:
    return DatedRelationship(type_, source, target, since, frozenset([word] if word else []))


def part(agency: str, work: str, since: str | None = None, word: str | None = None) -> Stated:
    """An agency takes part in a work."""
    return ("TAKES_PART_IN", f"agency:{agency}", work, since, word or "")


def part_of(agency: str, work: str, until: str) -> DatedRelationship:
    """The same, to a day."""
    return DatedRelationship("TAKES_PART_IN", f"agency:{agency}", work, None, frozenset(), until)
