"""What is likely a duplicate: pairs of records of a kind, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.matching.comparing import Comparer, MatchReason, NameComparison, Sameness
from loaders.matching.keys import name_key
from loaders.matching.likeness import Likeness
from loaders.reconciling.statements import RECORDS, VERDICTS, ReconciledRecord, Verdict, verdict_of
from schema.cypher import Reader
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.registry import declaration

KINDS = tuple(
    kind.name
    for kind in declaration().kinds.values()
    if "aliases" in kind.properties and kind.name != "Area"
)
"""Kinds whose records can be merged: the name that goes becomes another name of the one that stays."""


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Two records that are likely the same.

    Attributes:
        one: the record with more relationships, which would stay.
        other: the other one.
        names: the two names that nearly agree.
        reasons: why.
        score: from 0 to 1; 1 where the names are the same but for how they are written.
    """

    one: ReconciledRecord
    other: ReconciledRecord
    names: tuple[str, str]
    reasons: tuple[MatchReason, ...]
    score: float


def check_pair(one: str, other: str) -> None:
    """Passes two ids on which there may be a verdict.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when they are the same, of different kinds, or of one whose
            records have no other names; ``BAD_ID``.
    """
    kind = kind_of(one)
    if kind != kind_of(other) or kind not in KINDS or one == other:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{one} and {other} should be two records of one kind, out of {', '.join(KINDS)}.",
            f"{one} กับ {other} ต้องเป็นสองระเบียนของประเภทเดียวกัน ได้แก่ {', '.join(KINDS)}",
        )


async def read_verdicts(store: Reader) -> list[Verdict]:
    """All verdicts.

    Raises:
        PhakhiError: what the store raises.
    """
    rows = await VERDICTS.read(store)
    return [verdict_of(row.verdict) for row in rows]


async def likely_duplicates(store: Reader, kinds: Sequence[str] = KINDS) -> list[LikelyDuplicate]:
    """Pairs of records of a kind whose names are the same or likely so, the likeliest first.

    Pairs on which a person has decided are left out, and so are a fact and an invention.

    Args:
        store: the graph.
        kinds: names of kinds, of :data:`KINDS`.

    Raises:
        PhakhiError: what the store raises.
    """
    decided = {frozenset((item.one, item.other)) for item in await read_verdicts(store)}
    areas = [name for row in await RECORDS.read(store, kind="Area") for name in row.names]
    pairs = [
        pair
        for kind in kinds
        for pair in _pairs(await RECORDS.read(store, kind=kind), Comparer(kind, areas))
        if frozenset((pair.one.id, pair.other.id)) not in decided
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one.id, pair.other.id))


def _pairs(records: Sequence[ReconciledRecord], comparer: Comparer) -> Iterator[LikelyDuplicate]:
    holding: dict[str, list[tuple[ReconciledRecord, str]]] = {}
    for record in records:
        for name in record.names:
            holding.setdefault(name_key(name, comparer.kind), []).append((record, name))
    likeness = Likeness(holding, comparer)
    best: dict[frozenset[str], LikelyDuplicate] = {}
    for key, named in holding.items():
        same = NameComparison(Sameness.SAME, (MatchReason.SPELLING,), 1.0)
        near = [(key, same), *((item.key, item.comparison) for item in likeness.near(key))]
        for other_key, comparison in near:
            for pair in _between(named, holding[other_key], comparison):
                ends = frozenset((pair.one.id, pair.other.id))
                if ends not in best or best[ends].score < pair.score:
                    best[ends] = pair
    yield from best.values()


def _between(
    named: Iterable[tuple[ReconciledRecord, str]],
    others: Sequence[tuple[ReconciledRecord, str]],
    comparison: NameComparison,
) -> Iterator[LikelyDuplicate]:
    for record, name in named:
        for other, other_name in others:
            if record.id >= other.id or record.synthetic is not other.synthetic:
                continue
            if record.areas and other.areas and not {*record.areas} & {*other.areas}:
                continue  # of two places that are known
            first = (record.links, other.id) >= (other.links, record.id)
            ends = (record, other) if first else (other, record)
            names = (name, other_name) if first else (other_name, name)
            yield LikelyDuplicate(*ends, names, comparison.reasons, comparison.score)
