"""Agencies that stand apart: without any partner, or with partners of their own networks alone.

Who is in the same work works together, however many take part: here nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph_api.analyses.structure.answers import IsolationKind
from graph_api.linkage.csr import Flags, Ints, among
from graph_api.linkage.features import Features
from graph_api.linkage.matrices import matrix_of

KINDS = tuple(IsolationKind)


@dataclass(frozen=True, slots=True)
class Alone:
    """An agency that stands apart, counted from the first."""

    kind: IsolationKind
    agency: int


def find_alone(features: Features) -> list[Alone]:
    """All agencies that stand apart: isolated ones first, then by id."""
    tied = features.ties.degree > 0
    for work in map(int, features.works.large):
        tied[features.works.taken_by.row(work)] = True
    run = slice(features.first, features.first + features.count)
    member_of = sparse.csr_array(matrix_of(features.graph, "MEMBER_OF")[run])
    inward = tied & (member_of.sum(axis=1) > 0)
    inward &= ~_outward(features, member_of)
    for work in map(int, features.works.large):
        _leave_out(features, features.works.taken_by.row(work), inward)
    return [
        *(Alone(IsolationKind.ISOLATED, int(agency)) for agency in np.flatnonzero(~tied)),
        *(Alone(IsolationKind.INWARD, int(agency)) for agency in np.flatnonzero(inward)),
    ]


def _outward(features: Features, member_of: sparse.csr_array) -> Flags:
    """Who has a partner without a network in common."""
    ties = sparse.coo_array(sparse.triu(features.ties.partners.matrix(), 1))
    shared = member_of[ties.row].multiply(member_of[ties.col]).sum(axis=1)
    outward = np.zeros(features.count, dtype=np.bool_)
    outward[ties.row[shared == 0]] = True
    outward[ties.col[shared == 0]] = True
    return outward


def _leave_out(features: Features, taking_part: Ints, inward: Flags) -> None:
    """Takes those out who share no network with one of these, looked at once for equal networks."""
    relation = features.graph.relations["MEMBER_OF"]
    agencies = taking_part[inward[taking_part]]
    networks = {int(a): relation.out.row(features.first + int(a)).tobytes() for a in agencies}
    inside: dict[bytes, bool] = {}
    for agency, key in networks.items():
        if key not in inside:
            near = relation.back.reached(np.frombuffer(key, dtype=np.int64))
            inside[key] = bool(among(taking_part + features.first, near).all())
        inward[agency] = inside[key]
