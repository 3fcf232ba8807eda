"""Failures of the database and its driver, translated once into :class:`PhakhiError`.

What kind of failure it was goes to the log; their words, never to a client.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DatabaseUnavailable,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_api.store.disk import cannot_write
from graph_api.store.planning import lost_on_plans
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)

_AWAY = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, DatabaseUnavailable)
_MEMORY_SIGNS = ("OutOfMemory", "MemoryLimit")
_TIMEOUT_SIGNS = ("TransactionTimedOut", "Transaction.Terminated", "LockClientStopped")
_DISK_SIGNS = ("TransactionLogError", "TransactionCommitFailed", "OnReadOnly", "OutOfDiskSpace")
"""A full disk: what a log that cannot be written does to a transaction, now and from then on."""
_STOPPED_SIGN = "TransactionStartFailed"
"""The database has stopped itself, as after a full disk, and has to be started again."""
_NO_DATABASE = "DatabaseNotFound"


@contextmanager
def translated() -> Iterator[None]:
    """Raises a :class:`PhakhiError` in place of the driver's errors inside."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error) from error


@contextmanager
def checked_values() -> Iterator[None]:
    """Raises a :class:`PhakhiError` for parameters that Bolt cannot carry.

    The driver packs them before it sends anything, and refuses them with Python's own errors.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise bad_text() from error
    except (OverflowError, ValueError, TypeError) as error:
        _log.info("a parameter was refused: %s", type(error).__name__)
        raise _bad_argument() from error


def is_out_of_memory(error: Neo4jError) -> bool:
    """Whether a statement was too large; it calls itself transient, but would fail again."""
    return any(sign in (error.code or "") for sign in _MEMORY_SIGNS)


def may_succeed_soon(error: Neo4jError | DriverError) -> bool:
    """Whether a read should be tried again after a moment."""
    if isinstance(error, Neo4jError) and is_out_of_memory(error):
        return False
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return False  # it has waited already
    return isinstance(error, _AWAY) or error.is_retryable()


def translate(error: Neo4jError | DriverError) -> PhakhiError:
    """The :class:`PhakhiError` for a failure of the database or the driver."""
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    # The database's sentence may quote values; the driver's own tells of addresses at most.
    reason = f"{code} {error.gql_status}" if isinstance(error, Neo4jError) else error
    _log.info("the database refused: %s", reason)
    for is_so, made in _MEANINGS:
        if is_so(error, code):
            return made()
    _log.error("the database failed: %s", reason)
    return internal()


def unavailable() -> PhakhiError:
    """The database is away, perhaps for a moment."""
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The database does not answer at the moment; please try again shortly.",
        "ฐานข้อมูลยังไม่ตอบในขณะนี้ โปรดลองอีกครั้งในอีกสักครู่",
        retryable=True,
    )


def internal() -> PhakhiError:
    """Something failed that nobody foresaw; the log tells."""
    return PhakhiError(
        ErrorCode.INTERNAL,
        "The service failed to answer this; its log says why.",
        "ระบบตอบคำขอนี้ไม่สำเร็จ รายละเอียดอยู่ในบันทึกของระบบ",
    )


def too_slow(*, planning: bool) -> PhakhiError:
    """A statement, or what it is part of, has reached its time limit.

    Args:
        planning: whether the time was lost on a plan, which will be there the next time.
    """
    if planning:
        return PhakhiError(
            ErrorCode.TIMEOUT,
            "The time limit was reached while the database was still making its plan for this form "
            "of question, which it does once: please try again.",
            "หมดเวลาขณะที่ฐานข้อมูลยังวางแผนสำหรับคำถามรูปแบบนี้ ซึ่งทำเพียงครั้งเดียว โปรดลองอีกครั้ง",
            retryable=True,
        )
    return PhakhiError(
        ErrorCode.TIMEOUT,
        "This took longer than the time limit and was stopped: ask for less, or filter more.",
        "คำขอนี้ใช้เวลานานเกินกำหนดจึงถูกหยุด โปรดขอข้อมูลน้อยลงหรือกรองให้แคบลง",
    )


def _timed_out() -> PhakhiError:
    return too_slow(planning=lost_on_plans())


def _too_much_memory() -> PhakhiError:
    return PhakhiError(
        ErrorCode.TOO_MUCH_MEMORY,
        "This asks for more than the database's memory allows: ask for fewer records at once.",
        "คำขอนี้ใช้หน่วยความจำของฐานข้อมูลเกินกำหนด โปรดขอข้อมูลครั้งละน้อยลง",
    )


def _refused() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        "Neo4j refused the user or the password: check PHAKHI_NEO4J_USER and "
        "PHAKHI_NEO4J_PASSWORD.",
        "Neo4j ไม่ยอมรับผู้ใช้หรือรหัสผ่าน โปรดตรวจสอบ PHAKHI_NEO4J_USER และ PHAKHI_NEO4J_PASSWORD",
    )


def _bad_connection() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        "Neo4j cannot be used as set: check PHAKHI_NEO4J_URI and PHAKHI_NEO4J_DATABASE.",
        "ใช้ Neo4j ตามที่ตั้งค่าไว้ไม่ได้ โปรดตรวจสอบ PHAKHI_NEO4J_URI และ PHAKHI_NEO4J_DATABASE",
    )


def _conflict() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        "A record with the same key exists already.",
        "มีข้อมูลที่ใช้รหัสเดียวกันอยู่แล้ว",
    )


def bad_text() -> PhakhiError:
    """A text is not whole Unicode."""
    return PhakhiError(
        ErrorCode.BAD_TEXT,
        "The text has a broken character (half of a surrogate pair) that cannot be stored or "
        "searched.",
        "ข้อความมีอักขระที่ไม่สมบูรณ์ (ครึ่งหนึ่งของ surrogate pair) จึงจัดเก็บหรือค้นหาไม่ได้",
    )


def _bad_argument() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        "A value is out of range: whole numbers go from -2^63 to 2^63 - 1.",
        "ค่าที่ให้มาอยู่นอกช่วง จำนวนเต็มต้องอยู่ระหว่าง -2^63 ถึง 2^63 - 1",
    )


_MEANINGS: tuple[tuple[Callable[[Exception, str], bool], Callable[[], PhakhiError]], ...] = (
    # Memory comes first, since it calls itself transient, which the last line would take it for.
    (lambda _, code: any(sign in code for sign in _MEMORY_SIGNS), _too_much_memory),
    (lambda _, code: any(sign in code for sign in _TIMEOUT_SIGNS), _timed_out),
    (lambda _, code: any(sign in code for sign in _DISK_SIGNS), cannot_write),
    (lambda _, code: _STOPPED_SIGN in code, unavailable),
    (lambda error, _: isinstance(error, AuthError), _refused),
    (lambda error, _: isinstance(error, ConstraintError), _conflict),
    (
        lambda error, code: isinstance(error, ConfigurationError) or _NO_DATABASE in code,
        _bad_connection,
    ),
    (lambda error, _: isinstance(error, (*_AWAY, TransientError)), unavailable),
)
"""What the database's and the driver's failures mean; the first that fits."""
