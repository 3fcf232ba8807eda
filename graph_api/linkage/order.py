"""The order of computed values: which are equal, and which of equal ones comes first."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import Floats, Ints

# Sums in another order differ in the last digits: rounded, equal values stay equal.
DECIMALS = 12
"""Values that agree to this many decimals are equal; their order is that of their ids."""


def largest_first(numbers: Ints, values: Floats) -> Ints:
    """Numbers by a value each, larger first, equal ones by number."""
    # The last key of lexsort is the first to decide.
    return numbers[np.lexsort((numbers, -np.round(values, DECIMALS)))]
