"""Why a gap is one, in a sentence."""

from __future__ import annotations

import datetime as dt

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.gaps.answers import GapKind
from graph_api.analyses.gaps.statements import GapRow, Named
from graph_api.linkage.sentences import listed, quoted

_TEXTS: dict[GapKind, tuple[str, str]] = {
    GapKind.PROBLEM_WITHOUT_WORK: (
        "{shown} raised {name}; nobody has a mechanism, a good deed or a part in a goal for it.",
        "{shown} ยกปัญหา {name} แต่ยังไม่มีใครดำเนินกลไก ตั้งใจทำความดี หรือร่วมเป้าหมายเพื่อแก้ปัญหานี้",
    ),
    GapKind.PROBLEM_WITHOUT_MECHANISM: (
        "There is a goal for {name}: {shown}; no mechanism addresses the problem or serves such a goal.",
        "มีเป้าหมายเพื่อแก้ {name}: {shown} แต่ยังไม่มีกลไกสำหรับปัญหาหรือเป้าหมายนี้",
    ),
    GapKind.MECHANISM_WITHOUT_PURPOSE: (
        "{name} serves no goal and addresses no problem.",
        "{name} ไม่รองรับเป้าหมายและไม่ได้มุ่งแก้ปัญหาใด",
    ),
    GapKind.ISSUE_MISSING_FROM_NETWORK: (
        "{shown} share {name}; this network has nothing to do with it.",
        "{shown} มี {name} เป็นประเด็นร่วม แต่เครือข่ายนี้ยังไม่มี",
    ),
    GapKind.EMPTY_ROLE: (
        "Nobody in {name} has the expected part: {missing}.",
        "{name} ยังไม่มีผู้ทำหน้าที่ที่ควรมี: {missing}",
    ),
    GapKind.GOAL_WITHOUT_EVIDENCE: (
        "{name} is due on {due}; by {day} there is no reading of any indicator of it.",
        "{name} ครบกำหนดวันที่ {due} แต่จนถึงวันที่ {day} ยังไม่มีค่าที่วัดได้ของตัวชี้วัดใด",
    ),
    GapKind.GOAL_NOT_MEASURABLE: ("{name} lacks {missing}.", "{name} ยังขาด {missing}"),
    GapKind.AREA_WITHOUT_AGENCY: (
        "{shown}: found in {name}, where no agency is active.",
        "พบปัญหา {shown} ใน{name} แต่ไม่มีหน่วยงานทำงานที่นั่น",
    ),
    GapKind.COMMITMENT_WITHOUT_FOLLOW_UP: (
        "{shown} promised {name}{until}; by {day} nothing has followed it up{status}.",
        "{shown} ให้คำมั่น {name}{until} แต่จนถึงวันที่ {day} ยังไม่มีการสานต่อ{status}",
    ),
}
_MEASURES = {
    "INDICATOR": ("an indicator", "ตัวชี้วัด"),
    "BASELINE": ("a baseline", "ค่าฐาน"),
    "TARGET": ("a target", "ค่าเป้าหมาย"),
}


def why(context: QueryContext, row: GapRow) -> str:
    """Why it is a gap, in the language of the request."""
    say, day = context.say, context.scope.as_of
    shown = [_name(context, item) for item in row.because]
    return say(*_TEXTS[row.kind]).format(
        name=quoted(_name(context, row.node)),
        shown=listed(shown, row.because_count, context.language) or say("Somebody", "มีผู้"),
        missing=", ".join(_missing(context, item) for item in row.missing),
        due=row.due,
        day=day.isoformat(),
        until=_until(context, row.due),
        status=say(" (status: {})", " (สถานะ: {})").format(quoted(_name(context, row.status)))
        if row.status
        else "",
    )


def _until(context: QueryContext, due: str | None) -> str:
    if due is None:
        return ""
    past = dt.date.fromisoformat(due) < context.scope.as_of
    by_when = context.say(f" by {due}", f" ภายในวันที่ {due}")
    return by_when + (context.say(", which is past", " ซึ่งเลยกำหนดแล้ว") if past else "")


def _missing(context: QueryContext, item: Named) -> str:
    measure = _MEASURES.get(item[0])
    return context.say(*measure) if measure else quoted(_name(context, item))


def _name(context: QueryContext, item: Named) -> str:
    ident, thai, english = item
    return context.say(english or thai or ident, thai or ident)
