"""``phakhi check``, and worksheets for ``phakhi load``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare as prepare_store
from graph_api.cli.speaking import FAILED, language, said, say
from graph_api.cli.writing import not_written
from graph_api.effects.comparing import EffectComparison, Effects
from graph_api.effects.telling import effect_lines, report_as_json
from graph_api.store import open_store
from loaders import describe, is_backup
from loaders.checking import Checked, check_paths
from loaders.mapping.declared import read_mapping
from loaders.mapping.stating import MappedForm
from loaders.tables.reading import read_file
from loaders.worksheet.loading import (
    WORKSHEET,
    TableForm,
    is_worksheet,
    load_worksheet,
    prepare,
)
from loaders.worksheet.marking import left_out, marked
from loaders.worksheet.problems import CellProblem, WrongCellsError
from schema.dates import today_in_thailand
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store
    from loaders import LoadReport

_ACTIONS = {
    "created": Text("would be created", "จะสร้าง"),
    "updated": Text("would be changed", "จะเปลี่ยน"),
    "removed": Text("would be taken away", "จะลบ"),
}
_SHOWN = 5
_REST = "-rest.xlsx"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What a person wants done with a worksheet that has wrong cells.

    Attributes:
        marked: where to write a copy with a comment in each of them, or ``None``.
        keep_good: whether the rows that are right are loaded.
        mapping: for tables that others made: what stands in which column; ``None`` for a worksheet.
    """

    marked: Path | None = None
    keep_good: bool = False
    mapping: Path | None = None

    def form(self, paths: Sequence[Path]) -> TableForm:
        """How the files at ``paths`` are read.

        Raises:
            PhakhiError: ``NOT_FOUND`` or ``BAD_FILE``, when the mapping cannot be used;
                ``BAD_ARGUMENT``, when one of the paths is no table.
        """
        if self.mapping is None:
            return WORKSHEET
        for path in paths:
            if path.is_dir() or is_backup(path):
                raise PhakhiError(
                    ErrorCode.BAD_ARGUMENT,
                    f"--mapping is for tables, and {path} is none; load it without.",
                    f"`--mapping` ใช้กับตาราง แต่ {path} ไม่ใช่ตาราง ให้นำเข้าโดยไม่ใช้ตัวเลือกนี้",
                )
        return MappedForm(read_mapping(self.mapping))


async def load_file(
    store: Store,
    path: Path,
    progress: Callable[[str, int, int], None],
    options: SheetOptions,
    *,
    confirm_removal: bool,
) -> LoadReport:
    """Loads a worksheet: all of it, or the good rows with a file of the rest, or nothing.

    Raises:
        PhakhiError: ``BAD_ROW``, with all that is wrong; ``BAD_ARGUMENT``, when a file to write is
            there already; as :func:`loaders.load_folder`.
    """
    rest = path.with_name(path.stem + _REST)
    _check_new(options.marked, rest if options.keep_good else None)
    try:
        prepared = await prepare(store, path, options.form([path]), keep_good=options.keep_good)
    except WrongCellsError as error:
        _mark(path, options.marked, error.problems)
        raise
    _say_all(prepared.notes)
    report = await load_worksheet(store, prepared, progress, confirm_removal=confirm_removal)
    if prepared.left_out:
        _say_all(prepared.problems)
        _mark(path, options.marked, prepared.problems)
        content = left_out(path.name, read_file(path), prepared, language())
        _write(rest, content)
        say(
            said(
                f"{len(prepared.left_out):,} rows were left out: mend them in {rest}.",
                f"เว้นไว้ {len(prepared.left_out):,} แถว ให้แก้ใน {rest}",
            )
        )
    return report


async def check(
    settings: Settings, paths: list[Path], options: SheetOptions, *, as_json: bool
) -> int:
    """Says what loads would do, each as if it were the only one; 1 when anything is wrong.

    Raises:
        PhakhiError: when a path is no dataset and no worksheet, or the store fails.
    """
    _check_new(options.marked)
    form = options.form(paths)
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare_store(store, display, with_seeds=False)
            display.step(said("Asking before and after", "กำลังเทียบคำตอบก่อนและหลัง"))
            comparison = EffectComparison(store, today_in_thailand())
            checked = [
                item
                for path in paths
                for item in await check_paths(store, path, form, look=comparison)
            ]
    if as_json:
        values = [report_as_json(item, language()) for item in checked]
        print(json.dumps(values, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output
    else:
        for item in checked:
            print("\n".join(_lines(item)), flush=True)  # noqa: T201 - likewise
    for item in checked:
        if is_worksheet(item.path) and not is_backup(item.path):
            _mark(item.path, options.marked, item.problems)
    return FAILED if any(item.problems for item in checked) else 0


def _lines(item: Checked) -> Iterator[str]:
    """What is to be said of a path, line by line."""
    yield from (problem.sentence(language()) for problem in item.problems)
    yield from (note.sentence(language()) for note in item.notes)
    if item.rehearsal is None:
        count = len(item.problems)
        yield said(
            f"{item.path}: to mend: {count:,}; nothing would be written.",
            f"{item.path}: ต้องแก้ {count:,} รายการ จะไม่มีการเขียนข้อมูลใด",
        )
        return
    for (action, kind), count in sorted(item.counts().items()):
        shown = [
            item.name_of(change) or change.record
            for change in item.rehearsal.changes
            if (change.action, change.kind) == (action, kind) and kind in declaration().kinds
        ][:_SHOWN]
        words = said(_ACTIONS[action].en, _ACTIONS[action].th)
        yield f"{words}: {_kind(kind)} {count:,}" + (f" ({', '.join(shown)})" if shown else "")
    yield said("If it is loaded: ", "หากนำเข้า ") + describe(item.rehearsal.report, language())
    if isinstance(item.rehearsal.seen, Effects):
        yield from effect_lines(item.rehearsal.seen, language())
    if item.rehearsal.warning:
        yield item.rehearsal.warning.message(language())


def _kind(kind: str) -> str:
    known = declaration()
    text = known.kinds[kind].text if kind in known.kinds else known.types[kind][0].text
    return said(kind, text.th)


def _say_all(problems: Sequence[CellProblem]) -> None:
    for problem in problems:
        say(problem.sentence(language()))


def _mark(path: Path, copy: Path | None, problems: Sequence[CellProblem]) -> None:
    if copy is not None and problems:
        _write(copy, marked(path.name, read_file(path), problems, language()))
        say(said(f"{copy} has a comment in each wrong cell.", f"{copy} มีความเห็นในทุกช่องที่ผิด"))


def _check_new(*paths: Path | None) -> None:
    """Files that are to be written are not there.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, naming one that is.
    """
    for path in paths:
        if path is not None and path.exists():
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"{path} is there already; name another file, or move it away.",
                f"มี {path} อยู่แล้ว ให้ระบุแฟ้มอื่น หรือย้ายแฟ้มนั้นไปก่อน",
            )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise not_written(path, error) from None
