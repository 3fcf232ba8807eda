"""Decides whether what is invented counts, where a question does not say: as its subject is.

What is invented answers no question about what is real. A question about an invented agency, or of
an invented dataset, counts everything; one about a real agency, and one that names nobody, counts
what is real.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.basis import SyntheticRule
from graph_api.domain.scope import RequestedScope, Scope
from graph_api.linkage.snapshots import Snapshots
from schema.errors import ErrorCode, PhakhiError
from schema.text import cut


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whom and what a question names.

    Attributes:
        of: ids of those that it is about.
        beside: ids of others that it names; they must count for it to be answered.
        invented: the question is about what is invented, whoever is named.
    """

    of: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    invented: bool = False


async def decide(
    snapshots: Snapshots, requested: RequestedScope, subjects: Subjects
) -> tuple[Scope, SyntheticRule]:
    """The scope that a question is answered in, and what decided it.

    Raises:
        PhakhiError: BAD_ARGUMENT where something that is named beside the subject would not count;
            and what the store raises.
    """
    stated = requested.include_synthetic
    if stated is not None:
        return requested.scope(include_synthetic=stated), SyntheticRule.ASKED
    named = subjects.of | subjects.beside | frozenset(requested.datasets or ())
    invented = await snapshots.invented(named)
    if invented.intersection(requested.datasets or ()):
        return requested.scope(include_synthetic=True), SyntheticRule.DATASET
    counts = subjects.invented or not invented.isdisjoint(subjects.of)
    if not counts:
        _check_beside(sorted(invented & subjects.beside))
    rule = SyntheticRule.SUBJECT if counts or subjects.of else SyntheticRule.NO_SUBJECT
    return requested.scope(include_synthetic=counts), rule


def _check_beside(idents: list[str]) -> None:
    if idents:
        ident = cut(idents[0])
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{ident} is invented, and the question is about what is real; to count what is invented, say "
            "includeSynthetic: true.",
            f"{ident} เป็นข้อมูลสังเคราะห์ แต่คำถามเป็นเรื่องจริง หากต้องการนับข้อมูลสังเคราะห์ ให้ระบุ "
            "includeSynthetic: true",
        )
