"""Places in the log of changes: between two records of it."""

from __future__ import annotations

from typing import NamedTuple, Self

from graph_api.planner.order import bad_cursor, encode_cursor, read_cursor
from schema.errors import ErrorCode, PhakhiError

TAG = "changes"
MOST = 2**53
"""Revisions and numbers are below; JSON carries no larger whole number faithfully."""


class Position(NamedTuple):
    """What is read next.

    Attributes:
        revision: of the entry.
        number: of the record among those of the entry, from 0.
    """

    revision: int
    number: int

    @classmethod
    def after(cls, revision: int) -> Self:
        """Behind all of a revision.

        Raises:
            PhakhiError: BAD_ARGUMENT, where it can be no revision.
        """
        if not 0 <= revision < MOST:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                "since is a revision: a whole number from 0.",
                "since คือรุ่นของข้อมูล เป็นจำนวนเต็มตั้งแต่ 0",
            )
        return cls(revision + 1, 0)

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Behind what a cursor stands for.

        Raises:
            PhakhiError: BAD_CURSOR.
        """
        tag, *values = read_cursor(cursor) or [None]
        if tag != TAG or len(values) != 2:  # noqa: PLR2004  # revision and number
            raise bad_cursor()
        revision, number = values
        whole = type(revision) is int and type(number) is int
        if not whole or not (0 < revision < MOST and -1 <= number < MOST):
            raise bad_cursor()
        return cls(revision, number + 1)

    @property
    def cursor(self) -> str:
        """The cursor of what was read last."""
        return encode_cursor(TAG, [self.revision, self.number - 1])

    @property
    def last_revision(self) -> int:
        """The last revision of which all has been read."""
        return self.revision - 1

    @property
    def mark(self) -> str:
        """For the ``id:`` of an event stream: the revision where all of it was told, else a cursor."""
        return self.cursor if self.number else str(self.last_revision)

    @classmethod
    def at_mark(cls, mark: str) -> Self:
        """The place that a mark stands for.

        Raises:
            PhakhiError: BAD_CURSOR, BAD_ARGUMENT.
        """
        if mark.isascii() and mark.isdigit() and len(mark) <= len(str(MOST)):
            return cls.after(int(mark))
        return cls.of(mark)
