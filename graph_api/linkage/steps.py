"""How many steps of cooperation lie between agencies.

A step is direct collaboration, or the same goal, mechanism or project. The walk goes from agencies to
their works and on to all in these, so that a work with very many agencies costs one look at its list
and not one at every pair; it starts from several agencies at once and stops as soon as it knows what
is wanted. The searches of scipy and networkit need the pairs, and always walk to the end.
"""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import CsrMatrix, Flags, Ints, ints
from graph_api.linkage.features import Features

LONGEST = 6
"""Steps of a chain at most."""

_NOBODY = ints([])


def steps_to(features: Features, start: Ints, wanted: Ints) -> Ints:
    """Steps from the nearest of ``start`` to each of ``wanted``; -1 for more than ``LONGEST``.

    Agencies are counted from the first. The cost is that of the works around ``start``, up to the
    distance of the farthest that is wanted.
    """
    return _walk(features, start, wanted, _NOBODY, nearest=False)[wanted]


def steps_to_nearest(features: Features, start: Ints, wanted: Ints, banned: Ints = _NOBODY) -> Ints:
    """Steps from the nearest of ``start`` to each agency, as far as the nearest of ``wanted``.

    No way leads through ``banned`` agencies, and none to them. Who is farther than the nearest of
    ``wanted``, or than ``LONGEST``, has -1.
    """
    return _walk(features, start, wanted, banned, nearest=True)


def _walk(features: Features, start: Ints, wanted: Ints, banned: Ints, *, nearest: bool) -> Ints:
    works = features.works
    steps = np.full(features.count, -1, dtype=np.int64)
    open_agencies = np.ones(features.count, dtype=np.bool_)
    open_works = np.ones(works.taken_by.height, dtype=np.bool_)
    open_agencies[banned] = False
    open_agencies[start] = False
    steps[start] = 0
    layer, done = start, np.any if nearest else np.all
    for step in range(1, LONGEST + 1):
        if len(layer) == 0 or done(steps[wanted] >= 0):
            break
        # A work is entered once: all who are in it are one step away from the first who was.
        entered = np.flatnonzero(_reached(works.takes, layer) & open_works)
        open_works[entered] = False
        met = _reached(features.direct, layer) | _reached(works.taken_by, entered)
        layer = np.flatnonzero(met & open_agencies)
        open_agencies[layer] = False
        steps[layer] = step
    return steps


def _reached(rows: CsrMatrix, numbers: Ints) -> Flags:
    flags = np.zeros(rows.width, dtype=np.bool_)
    flags[rows.gather(numbers)[0]] = True
    return flags
