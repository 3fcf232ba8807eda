"""Who would be away in a counterfactual: what an answer would be if some were not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import strawberry
from scipy import sparse

from graph_api.linkage.areas import areas_within
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.carried import CarriedLink
from graph_api.linkage.csr import CsrMatrix, Ints, ints
from graph_api.linkage.graph import PREFIXES, Graph, Relation
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of

EVIDENCE = "Evidence"

MOST_AWAY = 10
"""So many are named at most."""

Without = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(
        description="The answer as it would be if these were away, 10 at most, of any kind that a reason names: a "
        "network with those members that belong to no other, an area with those within it, evidence with the "
        "relationships that rest on it alone; it takes from scores and adds to none; null when one is not there "
        "(หากไม่มีรายเหล่านี้)"
    ),
]


def check_away(idents: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of those who would be away.

    Raises:
        PhakhiError: BAD_ID; BAD_ARGUMENT when there are more than ``MOST_AWAY``.
    """
    if idents is not None and len(idents) > MOST_AWAY:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"Name at most {MOST_AWAY} in without.",
            f"ระบุใน without ได้ไม่เกิน {MOST_AWAY} รายการ",
        )
    kinds = [*(kind_of(prefix) for prefix in PREFIXES), EVIDENCE]  # all that a reason may name
    return tuple(check_kind(ident, "without", *kinds) for ident in idents or ())


def words_among(idents: Iterable[str]) -> list[str]:
    """Those of these ids that are evidence: it carries relationships, and is no node of the graph."""
    return [ident for ident in idents if kind_of(ident) == EVIDENCE]


def unlinked(graph: Graph, links: Iterable[CarriedLink]) -> Graph:
    """The graph without these relationships; its nodes stay, each with its number."""
    by_type: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for source, type_, target in links:
        ends = graph.number(source), graph.number(target)
        if ends[0] is not None and ends[1] is not None:
            by_type[type_].append((ends[0], ends[1]))
    taken = {type_: _without(graph.relations[type_], pairs) for type_, pairs in by_type.items()}
    return replace(graph, relations={**graph.relations, **taken})


def _without(relation: Relation, pairs: list[tuple[int, int]]) -> Relation:
    sources, targets = ints([source for source, _ in pairs]), ints([target for _, target in pairs])
    size = relation.out.height
    gone = CsrMatrix.of_pairs(sources, targets, size, size).matrix()
    linked = relation.out.matrix()
    stays = sparse.csr_array(linked - linked.multiply(gone))
    stays.eliminate_zeros()
    out = CsrMatrix.of_matrix(stays)
    return Relation(out, out.transpose())


def leaving(graph: Graph, numbers: Iterable[int]) -> Ints:
    """These nodes, of a network the members that belong to no other, of an area those within it.

    Ascending.
    """
    away = set(numbers)
    named = {number for number in away if number < graph.size}  # the others are works that are over
    member_of = graph.relations["MEMBER_OF"]
    members = {int(member) for number in named for member in member_of.back.row(number)}
    alone = {member for member in members if named.issuperset(map(int, member_of.out.row(member)))}
    areas = ints(sorted(number for number in named if graph.is_a("area", number)))
    return ints(sorted(away | alone | set(map(int, areas_within(graph, areas)))))


def subjects_remain(graph: Graph, left: Graph, idents: Iterable[str]) -> bool:
    """Whether those whom a question is about are there.

    Args:
        graph: the graph as it is.
        left: what is left of it without those who would be away.
        idents: ids of those whom it is about.

    Raises:
        PhakhiError: BAD_ARGUMENT when one of them would be away.
    """
    for ident in idents:
        if graph.number(ident) is not None and left.number(ident) is None:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"{ident} would be away with those named in without; the question is about it.",
                f"{ident} จะไม่อยู่ด้วยเมื่อไม่มีรายที่ระบุใน without แต่คำถามเป็นเรื่องของรายนี้",
            )
    return all(left.number(ident) is not None for ident in idents)
