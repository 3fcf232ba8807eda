"""Puts into words what stands behind a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_api.domain.evidence import evidence_shown
from graph_api.domain.names import Named
from graph_api.linkage.sentences import listed, quoted, year_in
from graph_api.linkage.why_answers import WhyReason
from graph_api.linkage.why_statements import LinkBehind, RecordBehind, TiesBehind
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.ids import kind_of
from schema.model import Dataset, Evidence, Record, Term
from schema.registry import declaration

RECORD = "RECORD"
"""The type of a reason that is the record itself."""


@dataclass(frozen=True, slots=True)
class WhyTeller:
    """Writes reasons in a language, ``"th"`` or ``"en"``."""

    language: str

    def link(self, link: LinkBehind) -> WhyReason:
        """A relationship, or a way by something in the middle."""
        middle = [link.middle] if link.middle else []
        return WhyReason(
            type=link.type,
            summary=self._ends(link.source, link.target, middle)
            + self._text(link.type, link.source.id, (link.middle or link.target).id)
            + self._as(link.role)
            + self._when(link.since, link.until),
            since=link.since,
            until=link.until,
            role=None if link.role is None else node(Term, link.role.id),
            synthetic=link.synthetic,
            source=node(Record, link.source.id),
            target=node(Record, link.target.id),
            nodes=nodes(Record, [named.id for named in middle]),
            evidence=nodes(Evidence, link.evidence),
            datasets=nodes(Dataset, sorted(link.datasets)),
        )

    def work(self, one: Sequence[LinkBehind], other: Sequence[LinkBehind]) -> WhyReason:
        """A work that two take part in: all parts of the one, and of the other."""
        source, target, work = one[0].source, other[0].source, one[0].target
        parts = [*one, *other]
        return WhyReason(
            type=one[0].type,
            summary=self._ends(source, target, [work])
            + self._say(Text("Both take part in it", "ทั้งสองฝ่ายมีส่วนร่วม")),
            since=max((part.since for part in parts if part.since), default=None),
            until=min((part.until for part in parts if part.until), default=None),
            role=None,
            synthetic=any(part.synthetic for part in parts),
            source=node(Record, source.id),
            target=node(Record, target.id),
            nodes=nodes(Record, [work.id]),
            evidence=nodes(Evidence, evidence_shown(*(part.evidence for part in parts))),
            datasets=nodes(Dataset, sorted({name for part in parts for name in part.datasets})),
        )

    def record(self, behind: RecordBehind) -> list[WhyReason]:
        """What is recorded of a record: itself, then its relationships by type."""
        name, words = self._name(behind.record), len(behind.evidence)
        says = Text(
            f"{name} is recorded; pieces of evidence of its own: {words}",
            f"{name} มีบันทึกไว้ พร้อมหลักฐานของตน {words} รายการ",
        )
        own = self._of_record(behind, RECORD, self._say(says), [], behind)
        ties = sorted(behind.ties, key=lambda tie: (tie.type, not tie.out))
        return [own, *(self._tie(behind, tie) for tie in ties)]

    def _tie(self, behind: RecordBehind, tie: TiesBehind) -> WhyReason:
        mine, theirs = behind.record.id, tie.some[0].id
        text = self._text(tie.type, *((mine, theirs) if tie.out else (theirs, mine)))
        names = [named.name(self.language) for named in tie.some]
        says = f"{text}: {listed(names, tie.count, self.language)}"
        return self._of_record(behind, tie.type, says, tie.some, tie)

    def _of_record(
        self,
        behind: RecordBehind,
        type_: str,
        says: str,
        some: Iterable[Named],
        carried: RecordBehind | TiesBehind,
    ) -> WhyReason:
        return WhyReason(
            type=type_,
            summary=says,
            since=None,
            until=None,
            role=None,
            synthetic=carried.synthetic,
            source=node(Record, behind.record.id),
            target=None,
            nodes=nodes(Record, [named.id for named in some]),
            evidence=nodes(Evidence, carried.evidence),
            datasets=nodes(Dataset, carried.datasets),
        )

    def between(self, one: Named, other: Named, total: int, reasons: Sequence[WhyReason]) -> str:
        """All reasons between two, in one sentence."""
        first, second, words = self._name(one), self._name(other), _with_words(reasons)
        if total == 0:
            nothing = Text(
                f"Nothing that counts on the day is recorded between {first} and {second}",
                f"ไม่มีบันทึกที่นับในวันนั้นระหว่าง {first} และ {second}",
            )
            return self._say(nothing)
        return self._say(
            Text(
                f"Recorded between {first} and {second}: {total}, with words shown for {words}",
                f"มีบันทึกระหว่าง {first} และ {second} {total} รายการ แสดงถ้อยคำประกอบ {words} รายการ",
            )
        )

    def within(self, one: Named, members: int, total: int) -> str:
        """What holds a cluster together, in one sentence."""
        name = self._name(one)
        return self._say(
            Text(
                f"In {name}: records: {members}, pairs that are tied: {total}",
                f"{name} มี {members} ระเบียน และมีคู่ที่เกี่ยวข้องกัน {total} คู่",
            )
        )

    def recorded(self, behind: RecordBehind) -> str:
        """All that is recorded of a record, in one sentence."""
        name, count = self._name(behind.record), sum(tie.count for tie in behind.ties)
        return self._say(
            Text(
                f"Recorded of {name}: relationships: {count}, of different types: "
                f"{len({tie.type for tie in behind.ties})}, pieces of evidence of its own: {len(behind.evidence)}",
                f"{name} มีความสัมพันธ์ {count} รายการ {len({tie.type for tie in behind.ties})} ชนิด "
                f"และหลักฐานของตน {len(behind.evidence)} รายการ",
            )
        )

    def _say(self, text: Text) -> str:
        return text.th if self.language == "th" else text.en

    def _name(self, named: Named) -> str:
        return quoted(named.name(self.language))

    def _ends(self, source: Named, target: Named, middle: Sequence[Named]) -> str:
        by = "".join(
            self._say(Text(f", by way of {self._name(m)}", f" โดยผ่าน {self._name(m)}"))
            for m in middle
        )
        return f"{self._name(source)} – {self._name(target)}{by}: "

    def _text(self, type_: str, source: str, target: str) -> str:
        """The sentence that a relationship states, by the kinds of its ends."""
        known, kinds = declaration(), (kind_of(source), kind_of(target))
        rows = known.types[type_]
        fitting = [
            row
            for row in rows
            if kinds[0] in known.end_members(row.source)
            and kinds[1] in known.end_members(row.target)
        ]
        return self._say((fitting or rows)[0].text)

    def _as(self, role: Named | None) -> str:
        if role is None:
            return ""
        return self._say(Text(f", as {self._name(role)}", f" ในบทบาท {self._name(role)}"))

    def _when(self, since: dt.date | None, until: dt.date | None) -> str:
        said = ""
        if since:
            said += self._say(
                Text(f", since {year_in(since, 'en')}", f" ตั้งแต่ปี {year_in(since, 'th')}")
            )
        if until:
            said += self._say(
                Text(f", until {year_in(until, 'en')}", f" ถึงปี {year_in(until, 'th')}")
            )
        return said


def _with_words(reasons: Sequence[WhyReason]) -> int:
    return sum(len(reason.evidence) > 0 for reason in reasons)
