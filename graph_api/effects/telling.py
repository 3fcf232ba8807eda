"""Effects in sentences, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.analyses.gaps.registry import RULES
from graph_api.effects.comparing import AnswerDifference, Effects
from graph_api.linkage.sentences import listed, quoted
from loaders.checking import Checked
from schema.declare import Text


def report_as_json(checked: Checked, language: str) -> dict[str, object]:
    """A check as plain values for JSON, with what the load would change in the answers."""
    seen = checked.rehearsal.seen if checked.rehearsal else None
    answers = effects_as_json(seen, language) if isinstance(seen, Effects) else None
    return checked.as_json(language) | {"answers": answers}


def effect_lines(effects: Effects, language: str) -> Iterator[str]:
    """What would be other in the answers, a line each; nothing, where nothing would be."""
    for text, rows in (
        (Text("would newly work together", "จะทำงานร่วมกันเพิ่ม"), effects.partners.come),
        (Text("would no longer work together", "จะไม่ทำงานร่วมกันอีก"), effects.partners.gone),
    ):
        pairs = [" – ".join(_name(effects, ident, language) for ident in row) for row in rows]
        yield from _line(text, pairs, language)
    yield from _gap_lines(effects, language)
    if effects.brokers is not None:
        yield from _broker_lines(effects, effects.brokers, language)
    for item in effects.candidates:
        names = [quoted(_name(effects, ident, language)) for ident in item.after]
        who = quoted(_name(effects, item.agency, language))
        best = ", ".join(names) or _say(Text("nobody", "ไม่มี"), language)
        yield _say(Text(f"best for {who}: {best}", f"ที่เหมาะที่สุดสำหรับ {who}: {best}"), language)


def _gap_lines(effects: Effects, language: str) -> Iterator[str]:
    for text, rows in (
        (Text("gap that would open", "ช่องว่างที่จะเกิด"), effects.gaps.come),
        (Text("gap that would close", "ช่องว่างที่จะหมดไป"), effects.gaps.gone),
    ):
        for rule in RULES:
            names = [_name(effects, ident, language) for kind, ident in rows if kind == rule.name]
            kind = _say(rule.text, language)
            yield from _line(Text(f"{text.en}: {kind}", f"{text.th}: {kind}"), names, language)


def _broker_lines(effects: Effects, brokers: AnswerDifference, language: str) -> Iterator[str]:
    for text, rows in (
        (Text("would bridge two networks", "จะเชื่อมระหว่างสองเครือข่าย"), brokers.come),
        (Text("would bridge them no longer", "จะไม่เชื่อมระหว่างสองเครือข่ายอีก"), brokers.gone),
    ):
        told = [
            f"{_name(effects, agency, language)} "
            f"({_name(effects, one, language)} – {_name(effects, other, language)})"
            for one, other, agency in rows
        ]
        yield from _line(text, told, language)


def _line(text: Text, items: list[str], language: str) -> Iterator[str]:
    if items:
        yield f"{_say(text, language)}: {listed(items, len(items), language)}"


def _name(effects: Effects, ident: str, language: str) -> str:
    known = effects.names.get(ident)
    return known.name(language) if known else ident


def _say(text: Text, language: str) -> str:
    return text.th if language == "th" else text.en


def effects_as_json(effects: Effects, language: str) -> dict[str, object]:
    """The same as plain values; every id with its name, in ``names``."""
    return {
        "partners": _plain(effects.partners),
        "gaps": _plain(effects.gaps),
        "brokers": effects.brokers and _plain(effects.brokers),
        "candidates": [
            {"agency": item.agency, "before": list(item.before), "after": list(item.after)}
            for item in effects.candidates
        ],
        "names": {ident: name.name(language) for ident, name in effects.names.items()},
    }


def _plain(difference: AnswerDifference) -> dict[str, object]:
    return {
        "come": [list(row) for row in difference.come],
        "gone": [list(row) for row in difference.gone],
        "comeCount": difference.come_count,
        "goneCount": difference.gone_count,
    }
