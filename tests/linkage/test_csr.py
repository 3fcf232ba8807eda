"""Sparse rows against plain lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.linkage.csr import CsrMatrix, among, common, ints

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=20)
SOME = st.lists(st.integers(0, 4), max_size=4, unique=True).map(sorted)


def rows_of(pairs: list[tuple[int, int]]) -> CsrMatrix:
    """Five rows of seven columns."""
    return CsrMatrix.of_pairs(ints([a for a, _ in pairs]), ints([b for _, b in pairs]), 5, 7)


@settings(max_examples=100, deadline=None)
@given(PAIRS, SOME)
def test_rows_say_what_the_pairs_say(pairs: list[tuple[int, int]], some: list[int]) -> None:
    """A row, several rows, their sum, and rows and columns exchanged."""
    rows = rows_of(pairs)
    expected = {row: sorted({b for a, b in pairs if a == row}) for row in range(5)}
    assert {row: rows.row(row).tolist() for row in range(5)} == expected
    assert rows.reached(ints(some)).tolist() == sorted({b for row in some for b in expected[row]})
    factors = np.array([row + 1.0 for row in some])
    assert rows.spread(ints(some), factors).tolist() == [
        sum(row + 1.0 for row in some if column in expected[row]) for column in range(7)
    ]
    transpose = rows.transpose()
    assert {b: transpose.row(b).tolist() for b in range(7)} == {
        b: [row for row in range(5) if b in expected[row]] for b in range(7)
    }
    found = rows.between(ints(some), ints([1, 3, 5]))
    assert list(zip(found[0].tolist(), found[1].tolist(), strict=True)) == [
        (row, b) for row in some for b in expected[row] if b in (1, 3, 5)
    ]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_what_two_arrays_have_in_common(left: set[int], right: set[int]) -> None:
    """Ascending; also where one is empty."""
    assert common(ints(sorted(left)), ints(sorted(right))).tolist() == sorted(left & right)
    assert among(ints(sorted(left)), ints(sorted(right))).tolist() == [
        n in right for n in sorted(left)
    ]
