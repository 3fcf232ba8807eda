"""What two networks would have in common if those who are silent were like those who spoke."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy import sparse

from graph_api.linkage.csr import CsrMatrix, Floats, Ints, common
from graph_api.linkage.features import Features
from graph_api.linkage.matrices import concerns
from graph_api.linkage.profile import Profile
from graph_api.linkage.resampling import Draw, Resampling, find_draws, interval, steps_in_draw
from graph_api.linkage.sharing import Matrix
from graph_api.linkage.silence import TELLING
from graph_api.linkage.silence_answers import PairBounds
from schema.ways import THROUGH

_TELLING_WAYS = tuple(type_ for type_ in THROUGH if type_ in TELLING)
"""Ways to an issue by what an agency tells of itself: a draw does not give its meetings away."""

PAIR_STEPS = 50
"""What a pair of networks costs a draw."""


def steps_in_matrix(features: Features, resampling: Resampling, matrix: Matrix) -> float:
    """About how much there is to look at in a draw."""
    return steps_in_draw(features, resampling) + PAIR_STEPS * len(matrix.pairs)


def bound_pairs(features: Features, resampling: Resampling, matrix: Matrix) -> list[PairBounds]:
    """The bounds of every pair, in the order of the matrix."""
    told = CsrMatrix.of_matrix(concerns(features.graph, _TELLING_WAYS))
    drawn = np.array(
        [_counts(draw, matrix.profiles, told) for draw in find_draws(features, resampling)]
    )
    return [
        PairBounds(
            shared_issue_count=interval(drawn[:, pair, 0]),
            collaborations=interval(drawn[:, pair, 1]),
        )
        for pair in range(len(matrix.pairs))
    ]


def _counts(draw: Draw, profiles: list[Profile], told: CsrMatrix) -> list[tuple[int, int]]:
    """Of every pair the issues that both have, and the pairs of members that work together."""
    issues = [_issues(draw, profile, told) for profile in profiles]
    inside = [profile.agencies for profile in profiles]
    tied = _tied(draw, inside)
    return [
        (len(common(issues[a], issues[b])), round(tied[a, b] - _twice(draw, inside[a], inside[b])))
        for a, b in combinations(range(len(profiles)), 2)
    ]


def _issues(draw: Draw, profile: Profile, told: CsrMatrix) -> Ints:
    """What all have (a silent one may have come to a meeting), and what donors told of themselves."""
    donors = draw.donors[profile.agencies] + draw.features.first
    return np.union1d(profile.issues, told.reached(np.unique(donors)))


def _tied(draw: Draw, inside: list[Ints]) -> Floats:
    """Network × network: members of the one that work with members of the other, each way."""
    members = sparse.lil_array((len(inside), draw.features.count))
    for row, agencies in enumerate(inside):
        members[row, agencies] = 1.0
    rows = sparse.csr_array(members)
    tied: Floats = (rows @ draw.features.ties.partners.matrix() @ rows.T).toarray()
    return tied


def _twice(draw: Draw, left: Ints, right: Ints) -> float:
    """Pairs of two members of both, which stand in either order."""
    both = common(left, right)
    return len(draw.features.ties.partners.between(both, both)[0]) / 2 if len(both) else 0.0
