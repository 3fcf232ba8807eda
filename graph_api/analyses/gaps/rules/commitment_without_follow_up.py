"""Commitments that nothing has followed up."""

from __future__ import annotations

import numpy as np

from graph_api.analyses.gaps.patterns import done_by
from graph_api.analyses.gaps.purposes import areas_of, concerned
from graph_api.analyses.gaps.rule import GapRow, GapRule, RuleDocs
from graph_api.domain.commitments import FOLLOWED_UP, MADE_AT
from graph_api.domain.conditions import holds, seen
from graph_api.domain.names import named
from graph_api.linkage.features import Features
from graph_api.linkage.graph import SOLVING
from graph_api.linkage.purpose import Purpose
from schema.declare import Text

TOWARDS = 20
"""Records that a promise works towards, looked at at most."""

_TOWARDS = f"(n)-[r:TOWARDS]->(t) WHERE {holds('r')} AND {seen('t')}"


def _purpose(features: Features, row: GapRow, _network: str | None) -> Purpose:
    """Who else could help with what was promised; who promised stands in the answer already."""
    towards = features.graph.numbers(row.towards)
    relations = features.graph.relations
    meant = [relations[type_].out.reached(towards) for type_ in SOLVING]
    promising = features.graph.numbers(item.id for item in row.because)
    return Purpose(
        problems=np.union1d(*meant),
        issues=concerned(features, towards),
        areas=areas_of(features, towards),
        engaged=features.graph.of_kind("agency", promising),
    )


RULE = GapRule(
    name="commitment_without_follow_up",
    question=22,
    text=Text("A promise that nothing has followed up", "คำมั่นที่ไม่มีใครสานต่อ"),
    plural="promises that nobody followed up",
    document="commitments_without_follow_up",
    docs=RuleDocs(
        condition="a commitment MADE_AT an event (at `event`, when given) dated on the day or before, that nothing "
        "FOLLOWS_UP. What follows up counts from the relationship's `since` and from its own `date` or `starts`, "
        "each if it has one. Whatever its status: a dropped promise is listed, and `why` says so; a promise that is "
        "not due yet too",
        purpose="of what it is TOWARDS: the problems that this addresses or answers, its issues and areas; engaged: "
        "who promised: they stand in `because`, these could help",
    ),
    match=f"MATCH (n:Commitment) WHERE {seen('n')} AND EXISTS {{ (n){MADE_AT} }} "
    f"AND NOT EXISTS {{ {FOLLOWED_UP} }}",
    shown=done_by("PROMISED"),
    shown_as="who promised",
    status=f"head(COLLECT {{ MATCH (t:Term {{id: n.status}}) RETURN {named('t')} }})",
    towards=f"COLLECT {{ MATCH {_TOWARDS} RETURN DISTINCT t.id ORDER BY t.id LIMIT {TOWARDS} }}",
    sentence=Text(
        "{shown} promised {name}{until}; by {day} nothing has followed it up{status}.",
        "{shown} ให้คำมั่น {name}{until} แต่จนถึงวันที่ {day} ยังไม่มีการสานต่อ{status}",
    ),
    purpose=_purpose,
)
