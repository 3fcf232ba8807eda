"""Sparse rows: for each of ``height`` rows, the columns that it leads to and a weight for each.

The arrays are those of a CSR matrix. What linkage needs of one is little: a row, and the sum of a
few weighted rows, whose cost is the length of those rows and not the size of the matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_ONE = np.float64(1.0)


@dataclass(frozen=True, slots=True)
class CsrMatrix:
    """A matrix by rows; columns of a row ascend and are distinct.

    A country has tens of millions of places in its matrices: columns take four bytes each, and weights
    none where all are 1.

    Attributes:
        starts: where row ``i`` begins in ``columns``; its length is the height plus one.
        columns: column numbers.
        weights: their weights.
        width: number of columns.
    """

    starts: Ints
    columns: npt.NDArray[np.int32]
    weights: Floats
    width: int

    @classmethod
    def of_pairs(cls, rows: Ints, columns: Ints, height: int, width: int) -> Self:
        """From pairs of row and column; a pair given twice counts once, with weight 1."""
        data = np.ones(len(rows))
        matrix = sparse.csr_array((data, (rows, columns)), shape=(height, width))
        matrix.sum_duplicates()
        # scipy adds up what is given twice; here that is said twice, and does not weigh more.
        matrix.data[:] = 1.0
        return cls.of_matrix(matrix)

    @classmethod
    def of_matrix(cls, matrix: sparse.csr_array) -> Self:
        """From a scipy matrix."""
        # Products come with rows in any order; bisection in `among` needs them ascending.
        matrix.sort_indices()
        weights = matrix.data.astype(np.float64)
        return cls(
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            np.broadcast_to(_ONE, len(weights)) if (weights == 1.0).all() else weights,
            matrix.shape[1],
        )

    def matrix(self) -> sparse.csr_array:
        """As a scipy matrix, for sums over everything."""
        shape = (self.height, self.width)
        weights = np.ascontiguousarray(self.weights)  # one value for all has no length in memory
        return sparse.csr_array((weights, self.columns, self.starts), shape=shape)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.starts) - 1

    def row(self, number: int) -> Ints:
        """Columns of a row, ascending."""
        return self.columns[self.starts[number] : self.starts[number + 1]].astype(np.int64)

    def row_weights(self, number: int) -> Floats:
        """Weights of a row, in the order of its columns."""
        return self.weights[self.starts[number] : self.starts[number + 1]]

    def weight(self, number: int, column: int) -> float:
        """The weight of one column in a row; 0 where the row does not lead there."""
        return float(self.row_weights(number)[self.row(number) == column].sum())

    def lengths(self) -> Ints:
        """Number of columns of every row."""
        return np.diff(self.starts)

    def transpose(self) -> CsrMatrix:
        """Rows and columns exchanged."""
        return CsrMatrix.of_matrix(sparse.csr_array(self.matrix().T))

    def spread(self, rows: Ints, factors: Floats) -> Floats:
        """The sum of ``factors[k] × row rows[k]``, as one value a column."""
        # `matrix.T @ factors` would read every row; bincount reads these, and sums equal columns,
        # which `value[columns] += …` would not.
        columns, weights, counts = self.gather(rows)
        summed = np.bincount(columns, np.repeat(factors, counts) * weights, minlength=self.width)
        return summed.astype(np.float64, copy=False)  # whole numbers where there is nothing to sum

    def reached(self, rows: Ints) -> Ints:
        """The distinct columns of these rows, ascending."""
        return np.unique(self.gather(rows)[0])

    def between(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
        """Pairs of one of these rows and one of these (ascending) columns that it leads to."""
        owners, reached = self.pairs(rows)
        if len(reached) == 0:
            return owners, reached
        hit = among(reached, columns)
        return owners[hit], reached[hit]

    def pairs(self, rows: Ints) -> tuple[Ints, Ints]:
        """Pairs of one of these rows and a column that it leads to."""
        reached, _, counts = self.gather(rows)
        return rows.repeat(counts), reached

    def gather(self, rows: Ints) -> tuple[Ints, Floats, Ints]:
        """Columns and weights of these rows, one row after another, and the length of each."""
        if len(rows) == 1:
            # The commonest call, without all that is below.
            start, end = self.starts[rows[0]], self.starts[rows[0] + 1]
            return self.row(int(rows[0])), self.weights[start:end], ints([int(end - start)])
        starts = self.starts[rows]
        counts = self.starts[rows + 1] - starts
        # The ranges starts[k] … starts[k] + counts[k] in one array, without a loop over rows: one
        # running number, which each row moves to where it begins.
        ends = np.cumsum(counts)
        whole = int(ends[-1]) if len(ends) else 0
        places = np.arange(whole) + np.repeat(starts - ends + counts, counts)
        return self.columns[places].astype(np.int64), self.weights[places], counts


def ints(values: list[int]) -> Ints:
    """Whole numbers as an array."""
    return np.array(values, dtype=np.int64)


def among(numbers: Ints, ascending: Ints) -> Flags:
    """For each number, whether it is one of ``ascending``."""
    if len(ascending) == 0 or len(numbers) == 0:
        return np.zeros(len(numbers), dtype=np.bool_)
    # Bisection costs what the numbers cost; np.isin would sort the long array for a short one.
    # A number above the last would be put one past the end: it is compared with the last.
    # The methods, not the functions of numpy, which look for the method at twice the cost.
    nearest = ascending.take(ascending.searchsorted(numbers), mode="clip")
    flags: Flags = nearest == numbers
    return flags


def common(left: Ints, right: Ints) -> Ints:
    """What two ascending arrays of distinct numbers have in common; cheap when one is short."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    return short[among(short, long)]
