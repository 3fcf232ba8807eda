"""A worksheet on its way into the graph: read, stated as a dataset, checked and loaded like a folder."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from loaders.errors import WrongRow
from loaders.load import bring, fresh_loading, part_of
from loaders.loading import Progress
from loaders.reconciling.redirecting import read_redirection, redirected_whole
from loaders.records import CheckedDataset, RawDataset
from loaders.references import check_references
from loaders.report import LoadReport
from loaders.tables.reading import read_file
from loaders.transform import check
from loaders.worksheet.building import Stated, dataset_id, problem_of
from loaders.worksheet.names import KINDS, NamedRecord, read_names
from loaders.worksheet.problems import CellProblem, WrongCellsError, in_sheet_order
from loaders.worksheet.sheets import Worksheet, read_worksheet
from loaders.worksheet.stating import state
from schema.cypher import GraphStore, Reader
from schema.declare import Text

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Prepared:
    """A worksheet that was looked at as a whole.

    Attributes:
        read: its sheets and rows.
        raw: the dataset that its good rows state.
        checked: its rows, checked.
        problems: all that is wrong, in the order of its sheets.
        notes: what was filled in or left out.
        left_out: the rows that are not stated, by sheet and number.
    """

    read: Worksheet
    raw: RawDataset
    checked: CheckedDataset
    problems: tuple[CellProblem, ...]
    notes: tuple[CellProblem, ...]
    left_out: frozenset[tuple[str, int]] = field(default_factory=frozenset)


class TableForm(Protocol):
    """What sort of tables a file holds: how they are read, and what their rows state."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of record that its rows name."""
        ...

    def read(self, name: str, content: bytes) -> Worksheet:
        """The rows of a file, with all that is wrong with how it is made."""
        ...

    def state(
        self, read: Worksheet, records: Iterable[NamedRecord], left_out: frozenset[tuple[str, int]]
    ) -> Stated:
        """The dataset that the rows state, but for those left out; adds what is wrong."""
        ...


class WorksheetForm:
    """The planners' worksheet, which everybody fills in alike."""

    kinds = KINDS

    def read(self, name: str, content: bytes) -> Worksheet:
        """The rows under the worksheet's headings."""
        return read_worksheet(name, content)

    def state(
        self, read: Worksheet, records: Iterable[NamedRecord], left_out: frozenset[tuple[str, int]]
    ) -> Stated:
        """What one agency or network brings, row by row."""
        return state(read, records, left_out)


WORKSHEET = WorksheetForm()


async def prepare(
    store: Reader, path: Path, form: TableForm = WORKSHEET, *, keep_good: bool = False
) -> Prepared:
    """Reads and checks a worksheet; nothing is written.

    Args:
        store: has what names may mean.
        path: an XLSX, ODS, CSV or TSV.
        form: what sort of tables it holds.
        keep_good: whether rows that are wrong are left out, and the others stated.

    Raises:
        WrongCellsError: (``BAD_ROW``) with all that is wrong, unless ``keep_good``; also with it, when
            something is wrong with a sheet as a whole.
        PhakhiError: ``NOT_FOUND`` or ``BAD_FILE``, when it cannot be read; what the store raises.
    """
    return await prepare_content(store, path.name, read_file(path), form, keep_good=keep_good)


async def prepare_content(
    store: Reader,
    name: str,
    content: bytes,
    form: TableForm = WORKSHEET,
    *,
    keep_good: bool = False,
) -> Prepared:
    """Reads and checks a worksheet that was read from a file called ``name``; as :func:`prepare`."""
    first = await _look(store, name, content, form, frozenset())
    if not first.problems:
        return first
    if not keep_good:
        raise WrongCellsError(name, first.problems)
    return await _good_rows(store, name, content, form, first)


def is_worksheet(path: Path) -> bool:
    """Whether a path is a file, rather than the folder of a dataset."""
    return path.is_file()


async def load_worksheet(
    store: GraphStore,
    prepared: Prepared,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
    confirm_removal: bool = False,
    based_on: int | None = None,
) -> LoadReport:
    """Loads a worksheet that was prepared, by the same load as a folder.

    ``based_on`` is the revision of the graph that it must find; ``None`` for any.

    Raises:
        PhakhiError: as :func:`loaders.load.load_folder`.
    """
    checked = prepared.checked
    fresh = fresh_loading(checked.dataset, progress, today, confirmed=confirm_removal)
    fresh.based_on, fresh.part = based_on, part_of(prepared.raw)
    return await bring(store, checked, fresh)


async def _good_rows(
    store: Reader, name: str, content: bytes, form: TableForm, first: Prepared
) -> Prepared:
    """The rows that are right: leaving one out may make another wrong, which names what was in it."""
    looked, left_out = first, frozenset[tuple[str, int]]()
    for _ in range(_MOST_ROUNDS):
        rows = {(row.sheet, row.number) for row in looked.read.rows}
        wrong = frozenset((item.sheet, item.row) for item in looked.problems) & rows
        if (
            len(wrong) < len({(item.sheet, item.row) for item in looked.problems})
            or not wrong - left_out
        ):
            break
        left_out |= wrong
        looked = await _look(store, name, content, form, left_out)
        if not looked.problems:
            return replace(looked, problems=first.problems, left_out=left_out)
    raise WrongCellsError(name, looked.problems)


async def _look(
    store: Reader,
    name: str,
    content: bytes,
    form: TableForm,
    left_out: frozenset[tuple[str, int]],
) -> Prepared:
    read = await asyncio.to_thread(form.read, name, content)
    if left_out:
        read.problems[:] = [
            item for item in read.problems if (item.sheet, item.row) not in left_out
        ]
    records: Sequence[NamedRecord] = (
        await read_names(store, _beside(read), form.kinds) if read.rows else ()
    )
    merged = await read_redirection(store.read)
    read.merged = merged.into
    stated = await asyncio.to_thread(form.state, read, records, left_out)
    checked = await asyncio.to_thread(check, stated.raw)
    known = checked
    if stated.raw.adds:  # it may name what its dataset states already
        known = replace(checked, ids=checked.ids | {record.id for record in records})
    others = await check_references(store.read, redirected_whole(known, merged))
    wrong = [*checked.wrong, *others]
    problems = [*read.problems, *(_cell_problem(read, stated, row) for row in wrong)]
    return Prepared(
        read,
        stated.raw,
        checked,
        tuple(in_sheet_order(problems, read.sheets)),
        tuple(in_sheet_order(read.notes, read.sheets)),
        left_out,
    )


def _beside(read: Worksheet) -> str:
    """The dataset whose records are not meant by a worksheet, as it states them anew; of a rest none."""
    return "" if "rest_of" in read.info else dataset_id(read)


def _cell_problem(read: Worksheet, stated: Stated, row: WrongRow) -> CellProblem:
    return problem_of(read, stated, (row.file, row.row), row.column, Text(row.en, row.th))
