"""What somebody is wanted for, such as a goal or a gap, where it is not a partner."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_api.linkage.csr import Ints, ints

_NONE = ints([])


@dataclass(frozen=True)
class Purpose:
    """What somebody is wanted for; all numbers are of the graph, ascending and distinct.

    Attributes:
        problems: problems that an offer should meet.
        issues: issues that it concerns.
        areas: areas that it is in, with all areas around these.
        engaged: agencies that are part of it already; none of them is a candidate.
        among: the only agencies that are; ``None`` for all.
    """

    problems: Ints = field(default_factory=lambda: _NONE)
    issues: Ints = field(default_factory=lambda: _NONE)
    areas: Ints = field(default_factory=lambda: _NONE)
    engaged: Ints = field(default_factory=lambda: _NONE)
    among: Ints | None = None
