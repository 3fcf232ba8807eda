"""The shortest chain of cooperation from one organisation to another, and what each step rests on.

Steps follow cooperation alone: direct collaboration, or the same goal, mechanism or project. Of
several shortest chains the one is taken whose ids come first, step by step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Ints, common
from graph_api.linkage.features import Features
from graph_api.linkage.profile import Profile
from graph_api.linkage.steps import steps_to_nearest


@dataclass(frozen=True)
class Step:
    """One step of a chain: two agencies, whether they collaborate directly, and the same work."""

    source: int
    target: int
    direct: bool
    works: list[int]


def shortest_path(features: Features, left: Profile, right: Profile) -> list[Step] | None:
    """The chain from one to the other; a network's is that of its nearest member.

    Returns:
        Its steps, with agencies counted from the first; empty when one agency is on both sides;
        ``None`` when there is none of at most ``steps.LONGEST`` steps.
    """
    # Measured from the far end, so that the chain is read off from the near one, by id at each step.
    distance = steps_to_nearest(features, right.agencies, left.agencies)
    reached = left.agencies[distance[left.agencies] >= 0]
    if len(reached) == 0:
        return None
    # argmin takes the first of equals, and agencies ascend by id.
    here = int(reached[np.argmin(distance[reached])])
    steps: list[Step] = []
    while distance[here] > 0:
        nearer = neighbours(features, here)
        there = int(nearer[distance[nearer] == distance[here] - 1][0])
        steps.append(step_between(features, here, there))
        here = there
    return steps


def neighbours(features: Features, agency: int) -> Ints:
    """Everyone that an agency cooperates with, ascending."""
    works = features.works.takes.row(agency)
    near = np.union1d(features.direct.row(agency), features.works.taken_by.reached(works))
    others: Ints = near[near != agency]
    return others


def step_between(features: Features, source: int, target: int) -> Step:
    """One step of a chain, and what it rests on."""
    works = common(features.works.takes.row(source), features.works.takes.row(target))
    direct = bool(np.isin(target, features.direct.row(source)))
    return Step(source, target, direct, list(map(int, works)))
