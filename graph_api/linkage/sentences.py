"""One sentence for each reason, in Thai and in English."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph_api.linkage.weights import Component

NAMED = 3
"""Names given in one sentence; the rest are counted."""

_LEADING: dict[Component, tuple[str, ...]] = {
    Component.NEED: ("problem", "issue"),
    Component.OFFER: ("problem", "issue"),
    Component.CONCERN: ("issue",),
    Component.MEMBERS: ("agency", "network"),
}
"""Kinds that a sentence names, where its reason has nodes of several."""

_ENGLISH: dict[Component, str] = {
    Component.NEED: "It has something to offer for {names}{means}.",
    Component.OFFER: "It needs what is offered for {names}{means}.",
    Component.CONCERN: "Both care about {names}.",
    Component.SHARED: "Both work with {names}.",
    Component.CLOSE: "It is close through {names}, working with both.",
    Component.REACH: "It works with {last}, which works with {first}, a partner of the asker.",
    Component.BRIDGE: "It works with {names}, caring about the same issues.",
    Component.PLACE: "Both are active in {names}.",
    Component.KNOWN: "It has partners, such as {names}.",
    Component.WORK: "Both take part in {names}.",
    Component.MEETINGS: "Both came to {names}.",
    Component.MEMBERS: "Both have to do with {names} through membership.",
}
_THAI: dict[Component, str] = {
    Component.NEED: "มีสิ่งที่ช่วยเรื่อง{names}ได้{means}",
    Component.OFFER: "ต้องการสิ่งที่มีให้ในเรื่อง{names}{means}",
    Component.CONCERN: "สนใจประเด็นเดียวกัน: {names}",
    Component.SHARED: "ทำงานกับพันธมิตรเดียวกัน: {names}",
    Component.CLOSE: "ใกล้ชิดกันผ่านผู้ที่ทำงานกับทั้งสองฝ่าย: {names}",
    Component.REACH: "ทำงานกับ{last} ซึ่งทำงานกับ{first} พันธมิตรของผู้ถาม",
    Component.BRIDGE: "ทำงานกับผู้ที่สนใจประเด็นเดียวกัน: {names}",
    Component.PLACE: "ทำงานในพื้นที่เดียวกัน: {names}",
    Component.KNOWN: "มีพันธมิตรอยู่แล้ว เช่น {names}",
    Component.WORK: "มีส่วนร่วมในงานเดียวกัน: {names}",
    Component.MEETINGS: "เข้าประชุมเดียวกัน: {names}",
    Component.MEMBERS: "เกี่ยวข้องกันผ่านสมาชิกภาพ: {names}",
}
_NO_NAMES = {
    "en": {Component.WORK: "They work together directly."},
    "th": {Component.WORK: "ทำงานร่วมกันโดยตรง"},
}


def sentence(
    component: Component, idents: Sequence[str], name: Callable[[str, str], str], language: str
) -> str:
    """What a reason says, in ``language``.

    Args:
        component: the reason.
        idents: ids of the nodes behind it, most telling first.
        name: gives the name of a node in a language.
        language: ``"th"``, or anything else for English.
    """
    language = "th" if language == "th" else "en"
    kinds = _LEADING.get(component)
    leading = [ident for ident in idents if not kinds or ident.partition(":")[0] in kinds]
    if not leading and component in _NO_NAMES[language]:
        return _NO_NAMES[language][component]
    rest = [ident for ident in idents if ident not in leading] if kinds else []
    names = listed([name(ident, language) for ident in leading], language)
    means = listed([name(ident, language) for ident in rest], language)
    if component not in (Component.NEED, Component.OFFER):
        means = ""
    template = (_THAI if language == "th" else _ENGLISH)[component]
    first, last = (name(ident, language) for ident in (idents[0], idents[min(1, len(idents) - 1)]))
    return template.format(names=names, means=f": {means}" if means else "", first=first, last=last)


def listed(names: Sequence[str], language: str) -> str:
    """The first few names, and how many more there are."""
    shown, more = list(names[:NAMED]), len(names) - NAMED
    if language == "th":
        return ", ".join(shown) + (f" และอีก {more} รายการ" if more > 0 else "")
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
