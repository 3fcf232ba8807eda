"""What a load did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.changes import NotedChange
from loaders.loading import Loading
from loaders.records import DatasetRows
from loaders.reversal import MOST_REMEMBERED, TOO_LARGE
from schema.errors import PhakhiError
from schema.ways import CONCERNS, TAKING_PART


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
        works: goals, mechanisms, projects and events that it states and somebody has a part in.
        bare_works: those of them of which it states neither an issue nor an area.
        undoable: whether it can be undone, as far as its size goes.
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
    works: int = 0
    bare_works: int = 0
    undoable: bool = True

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


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a load would do.

    Attributes:
        report: the counts.
        changes: each record and relationship that would change.
        warning: why the load would stop until it is confirmed, or ``None``.
        names: Thai names of the dataset's records, by id.
        seen: what was seen of the graph as the load would leave it, where somebody looked.
        base: the revision of the graph that it is about.
    """

    report: LoadReport
    changes: tuple[NotedChange, ...]
    warning: PhakhiError | None
    names: Mapping[str, str] = field(default_factory=dict)
    seen: object = None
    base: int = 0


def together(first: Rehearsal | None, then: Rehearsal) -> Rehearsal:
    """The rehearsal of a load in two steps, of which the second states again what the first did."""
    if first is None:
        return then
    one, other = first.report, then.report
    report = replace(
        other,
        created=one.created + other.created,
        unchanged=other.unchanged - one.created,
        relationships_created=one.relationships_created + other.relationships_created,
        relationships_unchanged=other.relationships_unchanged - one.relationships_created,
    )
    return replace(then, report=report, changes=(*first.changes, *then.changes), base=first.base)


def report_of(loading: Loading) -> LoadReport:
    """The report of a finished load."""
    nodes, links = loading.nodes, loading.links
    works, bare = _works(loading.dataset)
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
        works=len(works),
        bare_works=len(bare),
        undoable=loading.reversal is None or loading.reversal.state != TOO_LARGE,
    )


def _works(dataset: DatasetRows) -> tuple[set[str], set[str]]:
    """Ids of the works that somebody has a part in, and of those that carry no issue and no area."""
    taken = {link.target for link in dataset.links if link.type in TAKING_PART}
    carrying = {link.source for link in dataset.links if link.type in (CONCERNS, "IN_AREA")}
    works = {node.id for node in dataset.nodes if node.id in taken}
    return works, works - carrying


def advise(report: LoadReport, language: str = "en") -> str | None:
    """What a load leaves to be wished, in one sentence; ``None`` for nothing.

    Works tell what their participants care about and where they are active; a table of projects that
    names neither leaves the answers nothing to match by.
    """
    sentences = [
        text for text in (_on_works(report, language), _on_undoing(report, language)) if text
    ]
    return " ".join(sentences) or None


def _on_undoing(report: LoadReport, language: str) -> str | None:
    if report.undoable or not report.changed:
        return None
    if language == "th":
        return f"{report.dataset}: ย้อนการนำเข้านี้ด้วย `phakhi undo` ไม่ได้ เพราะเปลี่ยนเกิน {MOST_REMEMBERED:,} รายการ"
    return (
        f"{report.dataset}: this load cannot be undone by `phakhi undo`, since it changed more than "
        f"{MOST_REMEMBERED:,} records and relationships."
    )


def _on_works(report: LoadReport, language: str) -> str | None:
    if report.bare_works * 2 < max(report.works, 1):
        return None
    bare, works = report.bare_works, report.works
    if language == "th":
        return (
            f"{report.dataset}: งาน {bare:,} จาก {works:,} รายการไม่ระบุทั้งประเด็น (concerns) และพื้นที่ (in_area) "
            "ผู้มีส่วนร่วมจึงไม่มีประเด็นหรือพื้นที่จากงานเหล่านี้ให้จับคู่"
        )
    return (
        f"{report.dataset}: {bare:,} of {works:,} works name neither an issue (concerns) nor an area "
        "(in_area), so that whoever takes part in them has nothing from them to be matched by."
    )


def describe(report: LoadReport, language: str = "en") -> str:
    """One line for people, such as ``dataset:x: nothing changed (12 records, 30 relationships)``.

    Args:
        report: what a load did.
        language: ``"th"``, or anything else for English.
    """
    return _in_thai(report) if language == "th" else _in_english(report)


def _in_english(report: LoadReport) -> str:
    if not report.changed:
        return (
            f"{report.dataset}: nothing changed "
            f"({report.unchanged:,} records, {report.relationships_unchanged:,} relationships; "
            f"revision {report.revision:,})"
        )
    records, links = _counts(report, _WORDS)
    claims = f"; {report.claims:,} differing values kept as claims" if report.claims else ""
    return (
        f"{report.dataset}: records {records}; relationships {links}{claims}; "
        f"revision {report.revision:,}"
    )


def _in_thai(report: LoadReport) -> str:
    if not report.changed:
        return (
            f"{report.dataset}: ไม่มีอะไรเปลี่ยน "
            f"(ระเบียน {report.unchanged:,} ความสัมพันธ์ {report.relationships_unchanged:,} "
            f"รุ่น {report.revision:,})"
        )
    records, links = _counts(report, _WORDS_TH)
    claims = f"; เก็บค่าที่ต่างกัน {report.claims:,} ค่าเป็นข้อขัดแย้ง" if report.claims else ""
    return f"{report.dataset}: ระเบียน {records}; ความสัมพันธ์ {links}{claims}; รุ่น {report.revision:,}"


_WORDS = ("{:,} created", "{:,} updated", "{:,} removed", "{:,} unchanged", "none")
_WORDS_TH = ("สร้าง {:,}", "แก้ไข {:,}", "ลบ {:,}", "คงเดิม {:,}", "ไม่มี")


def _counts(report: LoadReport, words: tuple[str, ...]) -> tuple[str, str]:
    """What was done to records, and to relationships."""
    records = (report.created, report.updated, report.removed, report.unchanged)
    links = (
        report.relationships_created,
        report.relationships_updated,
        report.relationships_removed,
        report.relationships_unchanged,
    )
    return _told(records, words), _told(links, words)


def _told(counts: tuple[int, ...], words: tuple[str, ...]) -> str:
    *each, none = words
    told = (word.format(count) for word, count in zip(each, counts, strict=True) if count)
    return ", ".join(told) or none
