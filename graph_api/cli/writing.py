"""Files that commands write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path


def not_written(path: Path, error: OSError) -> PhakhiError:
    """The error for a file that cannot be written, with what the system says."""
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"{path} cannot be written ({error.strerror}).",
        f"เขียน {path} ไม่ได้ ({error.strerror})",
    )
