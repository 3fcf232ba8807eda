"""What a load did."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.loading import Loading


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did; a second load of the same files has changed nothing.

    Attributes:
        dataset: the dataset's id.
        created, updated, unchanged: its nodes, its own one included, that were new, differed, or
            were as stated.
        removed: nodes that it no longer asserts and nobody else does.
        relationships_created, relationships_updated, relationships_unchanged,
        relationships_removed: likewise.
        claims: values of its records on which datasets differ, and that are not shown.
        revision: the graph's revision after the load.
    """

    dataset: str
    created: int
    updated: int
    unchanged: int
    removed: int
    relationships_created: int
    relationships_updated: int
    relationships_unchanged: int
    relationships_removed: int
    claims: int
    revision: int

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(
            (
                self.created,
                self.updated,
                self.removed,
                self.relationships_created,
                self.relationships_updated,
                self.relationships_removed,
            )
        )


def report_of(loading: Loading) -> LoadReport:
    """The report of a finished load."""
    nodes, links = loading.nodes, loading.links
    return LoadReport(
        dataset=loading.dataset.id,
        created=nodes.created,
        updated=nodes.updated,
        unchanged=nodes.unchanged,
        removed=nodes.removed,
        relationships_created=links.created,
        relationships_updated=links.updated,
        relationships_unchanged=links.unchanged,
        relationships_removed=links.removed,
        claims=loading.claimed + len(loading.claims),
        revision=loading.revision,
    )


def describe(report: LoadReport) -> str:
    """One line for people, such as ``dataset:x: nothing changed (12 records, 30 relationships)``."""
    if not report.changed:
        return (
            f"{report.dataset}: nothing changed "
            f"({report.unchanged:,} records, {report.relationships_unchanged:,} relationships; "
            f"revision {report.revision:,})"
        )
    records = _counts(report.created, report.updated, report.removed, report.unchanged)
    links = _counts(
        report.relationships_created,
        report.relationships_updated,
        report.relationships_removed,
        report.relationships_unchanged,
    )
    claims = f"; {report.claims:,} differing values kept as claims" if report.claims else ""
    return (
        f"{report.dataset}: records {records}; relationships {links}{claims}; "
        f"revision {report.revision:,}"
    )


def _counts(created: int, updated: int, removed: int, unchanged: int) -> str:
    parts = {"created": created, "updated": updated, "removed": removed, "unchanged": unchanged}
    return ", ".join(f"{count:,} {word}" for word, count in parts.items() if count) or "none"
