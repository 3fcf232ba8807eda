"""Files that commands write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when it is, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: OSError) -> PhakhiError:
    """The error for a file that cannot be written, with what the system says."""
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"{path} cannot be written ({error.strerror}).",
        f"เขียน {path} ไม่ได้ ({error.strerror})",
    )
