"""Why a gap is one, in a sentence."""

from __future__ import annotations

import datetime as dt

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.gaps.rule import GapRow, GapRule
from graph_api.domain.names import Named
from graph_api.linkage.sentences import listed, quoted
from schema.dates import date_text, thai_date


def why(context: QueryContext, rule: GapRule, row: GapRow) -> str:
    """Why it is a gap, in the language of the request."""
    say, language = context.say, context.language
    shown = [item.name(language) for item in row.showing]
    return say(rule.sentence.en, rule.sentence.th).format(
        name=quoted(row.node.name(language)),
        shown=listed(shown, row.because_count, language) or say("Somebody", "มีผู้"),
        missing=", ".join(_missing(context, rule, item) for item in row.missing),
        due=date_text(row.due, language) if row.due else "",
        day=date_text(context.scope.as_of, language),
        until=_until(context, row.due),
        status=say(" (status: {})", " (สถานะ: {})").format(quoted(row.status.name(language)))
        if row.status
        else "",
    )


def _until(context: QueryContext, due: dt.date | None) -> str:
    if due is None:
        return ""
    by_when = context.say(f" by {due}", f" ภายในวันที่ {thai_date(due)}")
    past = due < context.scope.as_of
    return by_when + (context.say(", which is past", " ซึ่งเลยกำหนดแล้ว") if past else "")


def _missing(context: QueryContext, rule: GapRule, item: Named) -> str:
    word = rule.missing.words.get(item.id) if rule.missing else None
    return context.say(word.en, word.th) if word else quoted(item.name(context.language))
