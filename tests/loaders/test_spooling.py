"""Rows and ids that a file holds beyond a number, and memory below it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import spooling
from loaders.spooling import IdSet, Spool

PIECE, FEW = 3, 6


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spooling, "_PIECE", PIECE)
        patch.setattr(spooling, "FEW_ROWS", FEW)
        patch.setattr(spooling, "FEW_IDS", FEW)
        yield


@given(
    st.lists(st.tuples(st.integers(), st.text()), max_size=20),
    st.integers(0, 25),
    st.integers(0, 25),
)
def test_a_spool_reads_as_the_list_of_its_rows(
    rows: list[tuple[int, str]], start: int, stop: int
) -> None:
    """Whether in memory or in the file, as often as it is read, in whole, in part, and row by row."""
    spool = Spool(rows)
    assert [list(spool), list(spool), len(spool)] == [rows, rows, len(rows)]
    assert list(spool[start:stop]) == rows[start:stop]
    assert [spool[at] for at in range(len(rows))] == rows


def test_a_spool_can_grow_while_it_is_read_from() -> None:
    """What is added after a look is there, too."""
    spool = Spool(range(FEW + 1))
    before = list(spool)
    for row in range(FEW + 1, 20):
        spool.append(row)
    assert (before, list(spool)) == (list(range(FEW + 1)), list(range(20)))


@given(st.lists(st.text("abc", max_size=2), max_size=30))
def test_a_set_of_ids_is_the_set_of_them(ids: list[str]) -> None:
    """It says which ones are new, which are there, and how many there are."""
    made, known = IdSet(), set[str]()
    for ident in ids:
        assert made.add(ident) == (ident not in known)
        known.add(ident)
    assert (set(made), len(made)) == (known, len(known))
    assert [ident in made for ident in ("a", "bb", "x")] == [
        ident in known for ident in ("a", "bb", "x")
    ]
    assert set(made | {"x"}) == known | {"x"}
