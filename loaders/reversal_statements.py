"""The statements of what is remembered of last loads and of verdicts, by which they can be undone.

These are nodes ``(:Meta)`` and no records: no list, count, change or export shows them. One a dataset
says what the load was, others hold what was stated before it, a transaction of the load each. A
verdict has one, too; where it merged, that names the datasets whose last load the merge is.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.cypher import NoRow, Statement


@dataclass(frozen=True, slots=True)
class Reversal:
    """What is remembered of the last load of a dataset that changed anything, or of a verdict.

    Attributes:
        dataset: its id; of a verdict, that of the verdict.
        state: ``ready``, or why it cannot be undone: ``too_large``, ``forgotten`` or ``undone``.
        open: whether the load, or its undoing, was cut off, so that the next one goes on with it.
        base: the graph's revision before it.
        at: when it began, as ISO text.
        first: whether the dataset was not there before it.
        before: what the dataset's own node was before it, as JSON; ``None`` for a first load. Of a
            verdict, the verdict that it replaced, if there was one.
        rows: how many records and relationships are remembered.
        parts: how many nodes hold them.
        verdict: the id of the verdict that it is, or that the load carried out; ``None`` for others.
        datasets: of a verdict, ids of the datasets that it changed, first changed first.
    """

    dataset: str
    state: str
    open: bool
    base: int
    at: str
    first: bool
    rows: int = 0
    parts: int = 0
    before: str | None = None
    verdict: str | None = None
    datasets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredReversal:
    """A reversal as it is stored."""

    reversal: Reversal


@dataclass(frozen=True, slots=True)
class ReversalPart:
    """What was stated before one transaction of a load: JSON, a record a line."""

    content: str


# As maps: a database in which nothing is remembered yet warns of names that it does not know.
READ_REVERSALS = Statement(
    "reversal.read_all",
    StoredReversal,
    "MATCH (m:Meta) WHERE m.id STARTS WITH 'undo ' RETURN properties(m) AS reversal",
)

READ_REVERSAL = Statement(
    "reversal.read",
    StoredReversal,
    "MATCH (m:Meta {id: 'undo ' + $dataset}) RETURN properties(m) AS reversal",
)

WRITE_REVERSAL = Statement(
    "reversal.write",
    NoRow,
    """
    MERGE (m:Meta {id: 'undo ' + $reversal.dataset})
    SET m = $reversal, m.id = 'undo ' + $reversal.dataset
    """,
)

WRITE_PART = Statement(
    "reversal.write_part",
    NoRow,
    "MERGE (m:Meta {id: 'undo-part ' + $dataset + ' ' + $number}) SET m += {content: $content}",
)

READ_PARTS = Statement(
    "reversal.read_parts",
    ReversalPart,
    """
    MATCH (m:Meta) WHERE m.id STARTS WITH 'undo-part ' + $dataset + ' '
    RETURN properties(m).content AS content ORDER BY m.id
    """,
)

DELETE_PARTS = Statement(
    "reversal.delete_parts",
    NoRow,
    "MATCH (m:Meta) WHERE m.id STARTS WITH 'undo-part ' + $dataset + ' ' DELETE m",
)

NAMING_PARTS = Statement(
    "reversal.naming",
    StoredReversal,
    """
    MATCH (m:Meta) WHERE m.id STARTS WITH 'undo '
    AND (
      any(token IN $tokens WHERE toLower(properties(m).before) CONTAINS token)
      OR EXISTS {
        MATCH (part:Meta) WHERE part.id STARTS WITH 'undo-part ' + properties(m).dataset + ' '
        AND any(token IN $tokens WHERE toLower(properties(part).content) CONTAINS token)
      }
    )
    RETURN properties(m) AS reversal
    """,
)
"""Reversals in which one of the tokens stands, in lower case."""
