"""What can go wrong with the embedded engine, one line each, with the log's path."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.store.engine.folder import RunningEngine, StoreFolder


def in_use(folder: StoreFolder, engine: RunningEngine | None = None) -> PhakhiError:
    """Another process works with the store."""
    by = f" (process {engine.owner})" if engine else ""
    by_th = f" (โพรเซส {engine.owner})" if engine else ""
    return PhakhiError(
        ErrorCode.STORE_IN_USE,
        f"The store {folder.root} is already in use by another process{by}: stop that one, or "
        "choose another folder with --store.",
        f"คลังข้อมูล {folder.root} มีโพรเซสอื่นใช้อยู่{by_th} โปรดหยุดโพรเซสนั้นก่อน "
        "หรือเลือกโฟลเดอร์อื่นด้วย --store",
        retryable=True,
    )


_NO_FOLDER = ("a part of its path is no folder", "บางส่วนของเส้นทางไม่ใช่โฟลเดอร์")
_NOT_ALLOWED = ("this user may not write there", "ผู้ใช้นี้เขียนที่นั่นไม่ได้")
_UNUSABLE = {
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOENT: ("nothing can be made there", "สร้างอะไรที่นั่นไม่ได้"),
    errno.ELOOP: ("its links lead round in circles", "ลิงก์ชี้วนกลับมาที่เดิม"),
    errno.ENAMETOOLONG: ("its name is too long", "ชื่อยาวเกินไป"),
    errno.EROFS: ("the disk can only be read", "ดิสก์อ่านได้อย่างเดียว"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOSPC: ("the disk is full", "ดิสก์เต็ม"),
    errno.EDQUOT: ("the disk is full for this user", "พื้นที่ดิสก์ของผู้ใช้นี้เต็ม"),
}
_OTHERWISE = ("the system does not allow it", "ระบบไม่อนุญาต")


def unusable(folder: StoreFolder, error: OSError) -> PhakhiError:
    """The folder can neither be used nor made."""
    why, why_th = _UNUSABLE.get(error.errno or 0, _OTHERWISE)
    if error.errno in {errno.ENOENT, errno.EEXIST} and folder.root.is_symlink():
        why, why_th = "it is a link that leads nowhere", "เป็นลิงก์ที่ไม่มีปลายทาง"
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        f"The store folder {folder.root} cannot be used ({why}): choose another with --store or "
        "PHAKHI_STORE.",
        f"ใช้โฟลเดอร์ {folder.root} ไม่ได้ ({why_th}) โปรดเลือกโฟลเดอร์อื่นด้วย --store หรือ PHAKHI_STORE",
    )


def newer_data(folder: StoreFolder, release: str) -> PhakhiError:
    """The data was written by a newer Neo4j than the one to be started."""
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        f"The store {folder.root} was written by Neo4j {release}, which is newer: set "
        "PHAKHI_NEO4J_VERSION=current, or choose another folder with --store.",
        f"คลังข้อมูล {folder.root} เขียนโดย Neo4j {release} ซึ่งใหม่กว่า โปรดตั้ง "
        "PHAKHI_NEO4J_VERSION=current หรือเลือกโฟลเดอร์อื่นด้วย --store",
    )


def from_child(kind: str, folder: StoreFolder) -> PhakhiError:
    """What the child reported."""
    makers = {"locked": _locked, "port": _port, "broken": broken}
    return makers.get(kind, ended)(folder)


def _locked(folder: StoreFolder) -> PhakhiError:
    return in_use(folder)


def _port(folder: StoreFolder) -> PhakhiError:
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        "The database's port on this machine is in use by another program; it is tried again. "
        f"See {folder.log}.",
        f"พอร์ตของฐานข้อมูลในเครื่องนี้มีโปรแกรมอื่นใช้อยู่ กำลังลองใหม่ ดู {folder.log}",
        retryable=True,
    )


def broken(folder: StoreFolder) -> PhakhiError:
    """The data cannot be opened."""
    return PhakhiError(
        ErrorCode.STORE_BROKEN,
        f"The store {folder.root} is damaged and cannot be opened: restore a copy, or move it "
        f"away and load the data again. See {folder.log}.",
        f"คลังข้อมูล {folder.root} เสียหายและเปิดไม่ได้ โปรดนำสำเนามาใช้ หรือย้ายโฟลเดอร์นี้ออก"
        f"แล้วโหลดข้อมูลใหม่ ดู {folder.log}",
    )


def ended(folder: StoreFolder) -> PhakhiError:
    """The child ended without a word, such as when Java could not start."""
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        "The database could not start, perhaps for want of memory (PHAKHI_HEAP and "
        f"PHAKHI_PAGE_CACHE set how much it takes). See {folder.log}.",
        "ฐานข้อมูลเริ่มทำงานไม่ได้ อาจเพราะหน่วยความจำไม่พอ (PHAKHI_HEAP และ PHAKHI_PAGE_CACHE "
        f"กำหนดปริมาณที่ใช้) ดู {folder.log}",
    )


def password_not_set(folder: StoreFolder) -> PhakhiError:
    """The database has opened, and did not take its password."""
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        "The database has opened, but takes no statements; it is shut down again. Start once "
        f"more, and see {folder.log}.",
        f"ฐานข้อมูลเปิดแล้วแต่ไม่รับคำสั่ง จึงปิดลงอีกครั้ง โปรดเริ่มใหม่ และดู {folder.log}",
        retryable=True,
    )


def too_slow(folder: StoreFolder) -> PhakhiError:
    """The start took longer than allowed."""
    return PhakhiError(
        ErrorCode.STORE_SETUP_FAILED,
        "The database did not get ready in time (PHAKHI_START_TIMEOUT sets how long it may "
        f"take). See {folder.log}.",
        f"ฐานข้อมูลไม่พร้อมภายในเวลาที่กำหนด (PHAKHI_START_TIMEOUT กำหนดเวลา) ดู {folder.log}",
        retryable=True,
    )
