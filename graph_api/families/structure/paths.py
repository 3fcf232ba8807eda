"""The shortest chains of cooperation between two agencies, by Yen's algorithm (1971).

Chains visit nobody twice. Shorter ones come first, equally long ones in the order of the ids on
the way. Each next chain leaves an earlier one at some agency, by the smallest shortest way that
avoids what is behind it and the steps that earlier chains took from there.
"""

from __future__ import annotations

from graph_api.linkage.features import Features
from graph_api.linkage.path import LONGEST, distances, neighbours
from graph_api.linkage.rows import Ints, ints

Chain = tuple[int, ...]


def shortest_chains(
    features: Features, source: int, target: int, most: int, longest: int
) -> list[Chain]:
    """Up to ``most`` chains of at most ``longest`` steps (``LONGEST`` in any case)."""
    longest = min(longest, LONGEST)
    first = _shortest(features, (source,), target, set())
    found: list[Chain] = []
    waiting = {first} if first is not None else set()
    while waiting and len(found) < most:
        best = min(waiting, key=lambda chain: (len(chain), chain))
        waiting.remove(best)
        if len(best) - 1 > longest:
            break
        found.append(best)
        waiting |= _deviations(features, best, found, target)
    return found


def _deviations(features: Features, chain: Chain, found: list[Chain], target: int) -> set[Chain]:
    """The shortest chain that leaves ``chain`` at each of its agencies, where there is one."""
    made = set()
    for at in range(len(chain) - 1):
        root = chain[: at + 1]
        taken = {other[at + 1] for other in found if other[: at + 1] == root}
        further = _shortest(features, root, target, taken)
        if further is not None:
            made.add(further)
    return made


def _shortest(features: Features, root: Chain, target: int, taken: set[int]) -> Chain | None:
    """The smallest shortest chain that begins with ``root`` and takes none of the steps ``taken``."""
    here = root[-1]
    steps = _allowed(features, here, set(root) | taken)
    distance = distances(features, ints([target]), steps, ints(sorted(root)))
    steps = steps[distance[steps] >= 0]
    if len(steps) == 0:
        return None
    chain = [*root, int(steps[distance[steps].argmin()])]
    while chain[-1] != target:
        near = _allowed(features, chain[-1], set(chain))
        chain.append(int(near[distance[near] == distance[chain[-1]] - 1][0]))
    return tuple(chain)


def _allowed(features: Features, agency: int, barred: set[int]) -> Ints:
    near = neighbours(features, agency)
    return ints([int(other) for other in near if int(other) not in barred])
