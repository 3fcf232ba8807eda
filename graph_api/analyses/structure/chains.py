"""The shortest chains of cooperation between two agencies, by Yen's algorithm (1971).

Chains visit nobody twice. Shorter ones come first, equally long ones in the order of the ids on
the way. Each next chain leaves an earlier one at some agency, by the smallest shortest way that
avoids what is behind it and the steps that earlier chains took from there.

scipy's ``csgraph.yen`` cannot take its place: of equally long chains it keeps whichever it meets
first, so which ones are answered, and in what order, would not rest on the ids; it knows no bound on
the length; and it needs a matrix of all pairs, which works with very many agencies do not have.
"""

from __future__ import annotations

from graph_api.linkage.csr import Ints, among, ints
from graph_api.linkage.features import Features
from graph_api.linkage.path import neighbours
from graph_api.linkage.steps import LONGEST, steps_to_nearest

Chain = tuple[int, ...]


def shortest_chains(
    features: Features, source: int, target: int, most: int, longest: int
) -> tuple[list[Chain], bool]:
    """Up to ``most`` chains of at most ``longest`` steps (``LONGEST`` in any case).

    Returns:
        The chains, and whether there are more that are as short as was asked for.
    """
    chains: list[Chain] = []
    waiting = {chain for chain in [_shortest(features, (source,), target, set())] if chain}
    while waiting:
        best = min(waiting, key=lambda chain: (len(chain), chain))
        if len(best) - 1 > min(longest, LONGEST):
            break
        if len(chains) == most:
            return chains, True
        waiting.remove(best)
        chains.append(best)
        waiting |= _deviations(features, best, chains, target)
    return chains, False


def _deviations(features: Features, chain: Chain, chains: list[Chain], target: int) -> set[Chain]:
    """The shortest chain that leaves ``chain`` at each of its agencies, where there is one."""
    made = set()
    for at in range(len(chain) - 1):
        root = chain[: at + 1]
        taken = {other[at + 1] for other in chains if other[: at + 1] == root}
        further = _shortest(features, root, target, taken)
        if further is not None:
            made.add(further)
    return made


def _shortest(features: Features, root: Chain, target: int, taken: set[int]) -> Chain | None:
    """The smallest shortest chain that begins with ``root`` and takes none of the steps ``taken``."""
    visited = ints(sorted(root))
    steps = _allowed(features, root[-1], ints(sorted({*root, *taken})))
    distance = steps_to_nearest(features, ints([target]), steps, visited)
    steps = steps[distance[steps] >= 0]
    if len(steps) == 0:
        return None
    chain = [*root, int(steps[distance[steps].argmin()])]
    while chain[-1] != target:
        near = _allowed(features, chain[-1], visited)
        chain.append(int(near[distance[near] == distance[chain[-1]] - 1][0]))
    return tuple(chain)


def _allowed(features: Features, agency: int, barred: Ints) -> Ints:
    near = neighbours(features, agency)
    return near[~among(near, barred)]
