"""What a kind of gap is: one rule, in one file of ``rules``, with all that is particular to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph_api.domain.names import Named
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose
from schema.declare import Text


@dataclass(frozen=True, slots=True)
class GapFilter:
    """Which gaps are listed.

    Attributes:
        rules: of these kinds, in their order.
        area: id of an area that they are in, or ``None``.
        network: id of a network that they are of, or ``None``.
        event: id of the event that commitments were made at, or ``None``.
        within_months: months from the day within which a goal is due.
        level: id of the level of areas without agencies.
    """

    rules: tuple[GapRule, ...]
    area: str | None = None
    network: str | None = None
    event: str | None = None
    within_months: int = 12
    level: str = "term:area-level.district"

    @property
    def parameters(self) -> dict[str, object]:
        """What rules may name in their texts, beside the scope."""
        return {
            "area": self.area,
            "network": self.network,
            "event": self.event,
            "within_months": self.within_months,
            "level": self.level,
        }


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap as a statement returns it.

    Attributes:
        sort_th: Thai collation key of its node.
        node: what it is about.
        missing: what is missing: terms, or words of the rule as ids.
        because: those that show it.
        because_count: how many there are.
        carried: ids of evidence of the relationships to those that show it, a list each.
        evidence: ids of evidence of the node itself.
        due: the day that a goal or a commitment is due.
        status: how a commitment stands.
        towards: ids of what a commitment works towards.
    """

    sort_th: str
    node: Named
    missing: list[Named]
    because: list[Named]
    because_count: int
    carried: list[list[str]]
    evidence: list[str] | None = None
    due: dt.date | None = None
    status: Named | None = None
    towards: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Id of its node."""
        return self.node.id

    @property
    def showing(self) -> list[Named]:
        """Those that show it, by id: Cypher does not promise the order of a collected list."""
        return sorted(self.because, key=lambda item: item.id)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing where this kind of gap is.

    Attributes:
        expression: Cypher for a list of maps with ``id``, and names where it is a record.
        description: what the ids are, for the description of the field.
        words: texts for ids that are words of the rule.
    """

    expression: str
    description: str
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnSnapshot:
    """How gaps are computed that no pattern can tell; the statement then only reads them.

    Attributes:
        find: ids of the nodes, each with ids of those that show it (``$shown_by`` in the texts).
        provenance: what stands behind one node and those that show it.
    """

    find: Callable[[Features, GapFilter], Mapping[str, list[str]]]
    provenance: Callable[[Features, str, list[str]], Provenance]


@dataclass(frozen=True, slots=True)
class RuleDocs:
    """What ``docs/analyses/gaps.md`` says of a rule, in Markdown.

    Attributes:
        condition: when it is a gap.
        purpose: what its ``nearest`` are near to.
    """

    condition: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """A kind of gap.

    Texts are Cypher over the node ``n``. They may name the parameters of the scope
    (:mod:`graph_api.domain.conditions`) and of :class:`GapFilter`.

    Attributes:
        name: in snake case; in capitals the member of the enum ``GapKind``.
        question: number of the planners' question: kinds are listed in this order.
        text: what it is, as the description of the member of the enum.
        plural: what such gaps are, in a list of all kinds.
        document: name of the example document in ``graph_api/questions``.
        docs: what the documentation says.
        match: MATCH and the condition that makes ``n`` a gap.
        shown: the pattern of what shows it, the nodes ``b``.
        shown_as: what these nodes are, in words.
        carried: whether ``shown`` has a relationship ``r`` whose evidence carries it.
        missing: what is missing, where that can be named.
        status: an expression for how ``n`` stands: a :class:`Named`, or null.
        towards: an expression for ids of what it works towards.
        narrowed: whether ``area`` and ``network`` narrow it by what ``n`` has to do with them.
        of_network: whether it can be asked of a network only.
        on_snapshot: how it is computed, where a pattern cannot tell.
        sentence: why it is a gap; may name ``{name}``, ``{shown}``, ``{missing}``, ``{due}``,
            ``{day}``, ``{until}`` and ``{status}``.
        purpose: what closing a gap takes, by the snapshot, the gap and the id of the network that
            is asked of, if any.
    """

    name: str
    question: int
    text: Text
    plural: str
    document: str
    docs: RuleDocs
    match: str
    shown: str
    shown_as: str
    sentence: Text
    purpose: Callable[[Features, GapRow, str | None], Purpose]
    carried: bool = True
    missing: Missing | None = None
    status: str = "null"
    towards: str = "[]"
    narrowed: bool = True
    of_network: bool = False
    on_snapshot: OnSnapshot | None = None

    @property
    def kind(self) -> str:
        """Its name in the GraphQL enum."""
        return self.name.upper()
