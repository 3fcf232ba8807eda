"""How many steps of cooperation lie between agencies."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import CsrMatrix, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.path import LONGEST


def steps_to(features: Features, start: Ints, wanted: Ints) -> Ints:
    """Steps from the nearest of ``start`` to each of ``wanted``; -1 for more than ``LONGEST``.

    Agencies are counted from the first. The cost is that of the works around ``start``, up to the
    distance of the farthest that is wanted.
    """
    works, direct = features.works, features.direct
    steps = np.full(features.count, -1, dtype=np.int64)
    fresh_work = np.ones(works.taken_by.height, dtype=np.bool_)
    steps[start] = 0
    layer = start
    for step in range(1, LONGEST + 1):
        if len(layer) == 0 or (steps[wanted] >= 0).all():
            break
        taken = np.flatnonzero(_reached(works.takes, layer) & fresh_work)
        fresh_work[taken] = False
        found = _reached(direct, layer) | _reached(works.taken_by, taken)
        layer = np.flatnonzero(found & (steps < 0))
        steps[layer] = step
    return steps[wanted]


def _reached(rows: CsrMatrix, numbers: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    flags = np.zeros(rows.width, dtype=np.bool_)
    flags[rows.gather(numbers)[0]] = True
    return flags
