"""From files to the graph: get → transform → load → clean up."""

from __future__ import annotations

from loaders.backup import is_backup
from loaders.errors import WrongRow, WrongRowsError
from loaders.forgetting import ForgetReport, find_person, forget
from loaders.info import identify
from loaders.load import LoadReport, load_folder, remove_dataset
from loaders.rebuild import rebuild_derived, refresh_derived
from loaders.report import advise, describe
from loaders.restoring import load_backup
from loaders.undoing import UndoReport, undo
from loaders.verify import VerifyReport, verify

__all__ = [
    "ForgetReport",
    "LoadReport",
    "UndoReport",
    "VerifyReport",
    "WrongRow",
    "WrongRowsError",
    "advise",
    "describe",
    "find_person",
    "forget",
    "identify",
    "is_backup",
    "load_backup",
    "load_folder",
    "rebuild_derived",
    "refresh_derived",
    "remove_dataset",
    "undo",
    "verify",
]
