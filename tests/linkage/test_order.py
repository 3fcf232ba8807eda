"""The order of computed values."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import ints
from graph_api.linkage.order import largest_first


def test_the_largest_comes_first_and_equal_ones_by_number() -> None:
    """0.1 + 0.2 is not 0.3, but as much: the smaller number goes before it."""
    values = np.array([0.3, 0.5, 0.1 + 0.2])
    assert largest_first(ints([7, 9, 4]), values).tolist() == [9, 4, 7]


def test_values_that_differ_in_the_twelfth_decimal_differ() -> None:
    """The larger one comes first, whatever the numbers are."""
    values = np.array([0.3, 0.3 + 1e-12])
    assert largest_first(ints([1, 2]), values).tolist() == [2, 1]
