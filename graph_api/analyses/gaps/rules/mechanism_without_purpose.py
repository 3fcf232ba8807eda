"""Mechanisms that serve no goal and address no problem."""

from __future__ import annotations

import numpy as np

from graph_api.analyses.gaps.patterns import done_by
from graph_api.analyses.gaps.purposes import areas_of, of_node
from graph_api.analyses.gaps.rule import GapRule, RuleDocs
from graph_api.domain.conditions import holds, seen, valid
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from schema.declare import Text

_AIMED = f"(n)-[a:ADDRESSES|SERVES]->(t) WHERE {holds('a')} AND {seen('t')}"


def _purpose(features: Features, mechanism: int) -> Purpose:
    """Who else cares about its issues, is where it is, or works with those who operate it."""
    graph = features.graph
    part = graph.back("TAKES_PART_IN", mechanism)
    return Purpose(
        issues=graph.out("CONCERNS", mechanism),
        areas=areas_of(features, ints([mechanism])),
        engaged=graph.of_kind("agency", np.union1d(part, graph.back("OPERATES", mechanism))),
    )


RULE = GapRule(
    name="mechanism_without_purpose",
    question=4,
    text=Text("A mechanism that serves no goal and addresses no problem", "กลไกที่ไม่รองรับอะไร"),
    plural="mechanisms that serve nothing",
    document="mechanisms_without_purpose",
    docs=RuleDocs(
        condition="a mechanism of the day SERVES no goal and ADDRESSES no problem. Fulfilling a condition of "
        "success, or being enabled by moral capital, is no purpose",
        purpose="its issues and areas; engaged: who operates it or takes part in it",
    ),
    match=f"MATCH (n:Mechanism) WHERE {seen('n')} AND {valid('n')} AND NOT EXISTS {{ {_AIMED} }}",
    shown=done_by("OPERATES"),
    shown_as="who operates the mechanism",
    sentence=Text(
        "{name} serves no goal and addresses no problem.",
        "{name} ไม่รองรับเป้าหมายและไม่ได้มุ่งแก้ปัญหาใด",
    ),
    purpose=of_node(_purpose),
)
