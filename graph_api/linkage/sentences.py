"""One sentence for each reason, in Thai and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph_api.linkage.weights import Component

NAMED = 3
"""Names given in one sentence; the rest are counted."""

_LEADING: dict[Component, tuple[str, ...]] = {
    Component.NEED: ("problem", "issue"),
    Component.OFFER: ("problem", "issue"),
    Component.CONCERN: ("issue",),
    Component.WORK: ("goal", "mechanism", "project"),
}
"""Kinds that a sentence names, where its reason has nodes of several."""

_ENGLISH: dict[Component, str] = {
    Component.NEED: "{other} has something to offer for {names}{means}.",
    Component.OFFER: "{one} has something to offer for {names}{means}.",
    Component.CONCERN: "Both care about {names}.",
    Component.SHARED: "Both work with {names}.",
    Component.CLOSE: "Both work closely with {names}.",
    Component.REACH: "{other} works with {last}, which works with {first}, a partner of {one}.",
    Component.BRIDGE: "{other} works with {names}, most like {one} in concern and place.",
    Component.PLACE: "Both are active in {names}.",
    Component.KNOWN: "{other} has partners: {names}.",
    Component.WORK: "They work together on {names}.",
    Component.MEETINGS: "Both came to {names}.",
    Component.MEMBERS: "They meet in membership: {names}.",
}
_THAI: dict[Component, str] = {
    Component.NEED: "{other}มีสิ่งที่ช่วยเรื่อง {names} ได้{means}",
    Component.OFFER: "{one}มีสิ่งที่ช่วยเรื่อง {names} ได้{means}",
    Component.CONCERN: "ทั้งสองฝ่ายสนใจประเด็น {names}",
    Component.SHARED: "ทั้งสองฝ่ายทำงานกับ {names}",
    Component.CLOSE: "ทั้งสองฝ่ายทำงานใกล้ชิดกับ {names}",
    Component.REACH: "{other}ทำงานกับ {last} ซึ่งทำงานกับ {first} พันธมิตรของ{one}",
    Component.BRIDGE: "{other}ทำงานกับ {names} ซึ่งมีประเด็นและพื้นที่ใกล้เคียงกับ{one}",
    Component.PLACE: "ทั้งสองฝ่ายทำงานใน {names}",
    Component.KNOWN: "{other}มีพันธมิตร: {names}",
    Component.WORK: "ทำงานร่วมกันใน {names}",
    Component.MEETINGS: "ทั้งสองฝ่ายเข้าร่วม {names}",
    Component.MEMBERS: "เกี่ยวข้องกันทางสมาชิกภาพ: {names}",
}
_FOR_A_PURPOSE: dict[str, dict[Component, str]] = {
    "en": {
        Component.CONCERN: "{other} cares about {names}.",
        Component.BRIDGE: "{other} works with {names}, engaged in “{one}”.",
        Component.PLACE: "{other} is active in {names}.",
    },
    "th": {
        Component.CONCERN: "{other}สนใจประเด็น {names}",
        Component.BRIDGE: "{other}ทำงานกับ {names} ซึ่งมีส่วนใน “{one}”",
        Component.PLACE: "{other}ทำงานใน {names}",
    },
}
"""Where one end is what somebody is wanted for, such as a goal, and not an organisation."""

_DIRECT = {"en": "They work together directly.", "th": "ทำงานร่วมกันโดยตรง"}


@dataclass(frozen=True, slots=True)
class Telling:
    """How sentences are told.

    Attributes:
        name: gives the name of a node in that language.
        language: ``"th"``, or ``"en"``.
        purpose: whether the first end is what the second is wanted for.
    """

    name: Callable[[str], str]
    language: str
    purpose: bool = False


def sentence(
    component: Component,
    ends: tuple[str, str],
    provenance: Sequence[str],
    seen: Iterable[str],
    telling: Telling,
) -> str:
    """What a reason says.

    Args:
        component: the reason.
        ends: ids of the two organisations, or of a purpose and an organisation.
        provenance: ids of the nodes behind it, most telling first.
        seen: ids of all nodes that could have been named.
        telling: names and language.
    """
    name, language = telling.name, telling.language
    kinds = _LEADING.get(component)
    leading = [ident for ident in provenance if not kinds or _prefix(ident) in kinds]
    if not leading and component is Component.WORK:
        return _DIRECT[language]
    rest = [ident for ident in provenance if ident not in leading]
    every = sum(1 for ident in seen if not kinds or _prefix(ident) in kinds)
    offered = component in (Component.NEED, Component.OFFER) and rest
    means = listed([name(ident) for ident in rest], len(rest), language) if offered else ""
    templates = _THAI if language == "th" else _ENGLISH
    special = _FOR_A_PURPOSE[language] if telling.purpose else {}
    template = special.get(component) or templates[component]
    return template.format(
        one=name(ends[0]),
        other=name(ends[1]),
        names=listed([name(ident) for ident in leading], every, language),
        means=f": {means}" if means else "",
        first=quoted(name(provenance[0])) if provenance else "",
        last=quoted(name(provenance[min(1, len(provenance) - 1)])) if provenance else "",
    )


def _prefix(ident: str) -> str:
    return ident.partition(":")[0]


def quoted(name: str) -> str:
    """A name in quotation marks: names hold commas of their own."""
    return f"“{name}”"


def listed(names: Sequence[str], every: int, language: str) -> str:
    """The first few names, and how many more of ``every`` there are."""
    shown = [quoted(name) for name in names[:NAMED]]
    more = every - len(shown)
    if language == "th":
        return ", ".join(shown) + (f" และอีก {more} รายการ" if more > 0 else "")
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
