"""Why a gap is one, in a sentence."""

from __future__ import annotations

from graph_api.families.common.family import Asking
from graph_api.families.gaps.answers import GapKind
from graph_api.families.gaps.statements import GapRow
from graph_api.linkage.sentences import listed, quoted

_TEXTS: dict[GapKind, tuple[str, str]] = {
    GapKind.PROBLEM_WITHOUT_WORK: (
        "{shown} raised {name}; nobody has a mechanism, a good deed or a part in a goal for it.",
        "{shown} ยกปัญหา {name} แต่ยังไม่มีใครดำเนินกลไก ตั้งใจทำความดี หรือร่วมเป้าหมายเพื่อแก้ปัญหานี้",
    ),
    GapKind.PROBLEM_WITHOUT_MECHANISM: (
        "The goal {shown} addresses {name}; no mechanism addresses the problem or serves the goal.",
        "เป้าหมาย {shown} มุ่งแก้ {name} แต่ยังไม่มีกลไกสำหรับปัญหาหรือเป้าหมายนี้",
    ),
    GapKind.MECHANISM_WITHOUT_PURPOSE: (
        "{name} serves no goal and addresses no problem.",
        "{name} ไม่รองรับเป้าหมายและไม่ได้มุ่งแก้ปัญหาใด",
    ),
    GapKind.EMPTY_ROLE: (
        "{name} has nobody in {count} expected role(s).",
        "{name} ยังไม่มีผู้ทำหน้าที่ที่ควรมี {count} บทบาท",
    ),
    GapKind.GOAL_WITHOUT_EVIDENCE: (
        "{name} is due on {due}, and there is no reading of any indicator of it.",
        "{name} ครบกำหนด {due} แต่ยังไม่มีค่าที่วัดได้ของตัวชี้วัดใด",
    ),
    GapKind.GOAL_NOT_MEASURABLE: ("{name} lacks: {missing}.", "{name} ยังขาด: {missing}"),
    GapKind.AREA_WITHOUT_AGENCY: (
        "{shown} found in {name}, where no agency is active.",
        "พบปัญหา {shown} ใน{name} แต่ไม่มีหน่วยงานทำงานที่นั่น",
    ),
    GapKind.COMMITMENT_WITHOUT_FOLLOW_UP: (
        "{shown} promised {name}{until}; nothing has followed it up.",
        "{shown} ให้คำมั่น {name}{until} แต่ยังไม่มีการสานต่อ",
    ),
    GapKind.ISSUE_MISSING_FROM_NETWORK: (
        "{shown} share {name}; this network has nothing to do with it.",
        "{shown} มี {name} เป็นประเด็นร่วม แต่เครือข่ายนี้ยังไม่มี",
    ),
}
_MISSING = {
    "INDICATOR": ("an indicator", "ตัวชี้วัด"),
    "BASELINE": ("a baseline", "ค่าฐาน"),
    "TARGET": ("a target", "ค่าเป้าหมาย"),
}


def why(asking: Asking, row: GapRow) -> str:
    """Why it is a gap, in the language of the request."""
    thai = asking.language == "th"
    due, _ = row.facts
    shown = [_name(names, thai=thai) for names in ((b[1], b[2]) for b in row.because)]
    until = asking.say(f" by {due}", f" ภายใน {due}") if due else ""
    missing = [_MISSING[item][thai] for item in row.missing if item in _MISSING]
    return asking.say(*_TEXTS[row.kind]).format(
        name=quoted(_name(row.names, thai=thai)),
        shown=listed(shown, row.because_count, asking.language),
        count=len(row.missing),
        missing=", ".join(missing),
        due=due,
        until=until,
    )


def _name(names: tuple[str, str | None], *, thai: bool) -> str:
    return names[0] if thai else names[1] or names[0]
