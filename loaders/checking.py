"""What a load of a path would do, and all that is wrong with it; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from loaders.backup import is_backup
from loaders.changes import NotedChange
from loaders.errors import WrongRow, WrongRowsError, in_order
from loaders.get import check_there, get
from loaders.load import rehearse
from loaders.reconciling.redirecting import read_redirected
from loaders.references import check_references
from loaders.rehearsing import Look
from loaders.report import Rehearsal
from loaders.restoring import rehearse_backup
from loaders.tables.reading import read_file
from loaders.transform import check
from loaders.worksheet.loading import WORKSHEET, TableForm, is_worksheet, prepare_content
from loaders.worksheet.problems import CellProblem, WrongCellsError
from schema.cypher import GraphStore
from schema.declare import Text


@dataclass(frozen=True, slots=True)
class Checked:
    """What was learnt about a path.

    Attributes:
        path: a folder or a file.
        problems: all that is wrong; with any, nothing would be written.
        notes: what was filled in or left out.
        rehearsal: what the load would do; ``None``, when something is wrong.
    """

    path: Path
    problems: tuple[CellProblem, ...]
    notes: tuple[CellProblem, ...] = ()
    rehearsal: Rehearsal | None = None

    def counts(self) -> Counter[tuple[str, str]]:
        """How many records and relationships of a kind or type would change in which way."""
        changes = self.rehearsal.changes if self.rehearsal else ()
        return Counter((item.action, item.kind) for item in changes)

    def name_of(self, change: NotedChange) -> str | None:
        """The Thai name of a record that would change; ``None`` for a relationship."""
        stated = self.rehearsal.names if self.rehearsal else {}
        before = change.before.get("name_th")
        return stated.get(change.record) or (str(before) if before else None)

    def as_json(self, language: str) -> dict[str, object]:
        """Plain values for JSON: counts, every change, every problem and note."""
        report = self.rehearsal.report if self.rehearsal else None
        warning = self.rehearsal.warning if self.rehearsal else None
        return {
            "path": str(self.path),
            "ok": not self.problems,
            "problems": [_as_json(item, language) for item in self.problems],
            "notes": [_as_json(item, language) for item in self.notes],
            "dataset": report.dataset if report else None,
            "records": report
            and {
                "created": report.created,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "removed": report.removed,
            },
            "relationships": report
            and {
                "created": report.relationships_created,
                "updated": report.relationships_updated,
                "unchanged": report.relationships_unchanged,
                "removed": report.relationships_removed,
            },
            "warning": warning and {"code": warning.code, "message": warning.message(language)},
            "changes": [
                {
                    "action": item.action,
                    "kind": item.kind,
                    "id": item.record,
                    "name": self.name_of(item),
                    "from": item.ends[0] or None,
                    "to": item.ends[1] or None,
                    "before": dict(item.before),
                    "after": dict(item.after),
                }
                for item in (self.rehearsal.changes if self.rehearsal else ())
            ],
        }


def _as_json(item: CellProblem, language: str) -> dict[str, object]:
    return {
        "file": item.file,
        "sheet": item.sheet or None,
        "row": item.row or None,
        "cell": item.cell or None,
        "column": item.heading or None,
        "value": item.value or None,
        "message": item.text.th if language == "th" else item.text.en,
    }


async def check_path(
    store: GraphStore,
    path: Path,
    form: TableForm = WORKSHEET,
    *,
    today: dt.date | None = None,
    look: Look | None = None,
) -> Checked:
    """What a load of a folder or a file of tables would do.

    Args:
        store: where it would be loaded.
        path: the folder or the file.
        form: what sort of tables a file holds.
        today: as of :func:`loaders.load.rehearse`.
        look: likewise.

    Raises:
        PhakhiError: ``NOT_FOUND`` or ``BAD_FILE``, when there is nothing to check; what the store
            raises.
    """
    if not is_worksheet(path):
        return await _check_folder(store, path, today, look)
    return await check_content(store, path, read_file(path), form, today=today, look=look)


async def check_paths(
    store: GraphStore,
    path: Path,
    form: TableForm = WORKSHEET,
    *,
    today: dt.date | None = None,
    look: Look | None = None,
) -> list[Checked]:
    """As :func:`check_path`; of a backup, one for each of its datasets.

    What ``look`` gives is with the last of them.
    """
    check_there(path)
    if not is_backup(path):
        return [await check_path(store, path, form, today=today, look=look)]
    try:
        rehearsals = await rehearse_backup(store, path, look)
    except WrongRowsError as error:
        return [Checked(path, tuple(map(_problem, error.rows)))]
    return [Checked(path, (), (), rehearsal) for rehearsal in rehearsals]


async def check_content(
    store: GraphStore,
    path: Path,
    content: bytes,
    form: TableForm = WORKSHEET,
    *,
    today: dt.date | None = None,
    look: Look | None = None,
) -> Checked:
    """What a load of tables with this content would do; as :func:`check_path`.

    Raises:
        PhakhiError: ``BAD_FILE``, when it is no worksheet; what the store raises.
    """
    try:
        prepared = await prepare_content(store, path.name, content, form)
    except WrongCellsError as error:
        return Checked(path, error.problems)
    rehearsal = await rehearse(store, prepared.raw, today=today, look=look)
    return Checked(path, (), prepared.notes, rehearsal)


async def _check_folder(
    store: GraphStore, path: Path, today: dt.date | None, look: Look | None
) -> Checked:
    raw = get(path)
    checked = check(raw)
    others = await check_references(store.read, await read_redirected(store.read, checked))
    wrong = in_order([*checked.wrong, *others], checked.files)
    if not wrong:
        try:
            return Checked(path, (), (), await rehearse(store, raw, today=today, look=look))
        except WrongRowsError as error:
            wrong = list(error.rows)
    return Checked(path, tuple(map(_problem, wrong)))


def _problem(row: WrongRow) -> CellProblem:
    return CellProblem(row.file, "", row.row, -1, row.column, "", Text(row.en, row.th))
