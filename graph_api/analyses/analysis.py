"""What an analysis is: a question that planners ask, declared in one place, computed and explained.

A module of this package that has an ``ANALYSIS`` is found by ``graph_api.analyses.registry``: one
analysis is one module, with its arguments, what computes its answer, and its declaration. From the
declaration come the GraphQL field with its arguments and answer type, its cost, its line in
``docs/analyses`` and the first draft of its document; a test fails where one of them is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graph_api.planner.estimate import COMPUTED
from schema.declare import Text


class Computed(Enum):
    """What an answer is computed from, as the documentation says it."""

    STATEMENT = "a statement"
    SNAPSHOT = "the snapshot"
    BOTH = "the snapshot and a statement"


@dataclass(frozen=True)
class Analysis:
    """One question, and how it is answered.

    Attributes:
        name: snake_case name of its field.
        question: what it answers, as the description of the field.
        resolver: its parameters are the arguments, and what it returns is the answer's type. Its
            first parameter is the request.
        computed: what it is computed from.
        numbers: of the planners' questions that it answers; empty for a further one.
        cost: what it is charged, in records of a page, before anything below it is.
    """

    name: str
    question: Text
    resolver: Callable[..., Any]
    computed: Computed = Computed.SNAPSHOT
    numbers: tuple[int, ...] = ()
    cost: int = COMPUTED


@dataclass(frozen=True)
class Group:
    """A root field that several analyses stand below, asked on the same terms.

    Attributes:
        name: snake_case name of the root field; empty: its analyses are root fields themselves.
        text: what the analyses are about.
    """

    name: str
    text: Text
