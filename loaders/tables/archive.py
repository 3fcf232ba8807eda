"""The archive that a workbook is: its parts, checked before any library opens it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from loaders.tables.limits import MOST_XML, refused, too_large
from loaders.tables.markup import feed

Handlers = Callable[[expat.XMLParserType], Any]

_CHUNK = 1 << 16
_SCANNED = (".xml", ".rels")
_MOST_PARTS = 5_000


class Archive:
    """A ZIP archive whose parts are read within bounds.

    Args:
        name: the file's name, for messages.
        content: the file.

    Raises:
        PhakhiError: ``BAD_FILE``, when it is damaged, locked by a password, or unpacks to too much.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        try:
            # NotImplementedError: the archive needs a later version of the format than zipfile reads
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(name) from error
        self.parts = {part.filename: part for part in parts}
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise damaged(name)  # readers differ on which of two parts of one name they read
        if any(part.flag_bits & 1 for part in parts):
            raise locked(name)
        # A part never unpacks to more than it states: the reader stops there.
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in self._scanned()) > MOST_XML:
            raise too_large(name)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.parts

    def text(self, part: str, most: int) -> str:
        """The beginning of a part that is plain text."""
        return b"".join(self._chunks(part))[:most].decode("utf-8", "replace")

    def scan(self, part: str, attach: Handlers) -> None:
        """Reads a part as XML, telling the handlers that ``attach`` gives the parser.

        Raises:
            PhakhiError: ``BAD_FILE``, when it is no XML, or declares entities.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        attach(parser)
        try:
            feed(parser, self._chunks(part), self.name)
        except expat.ExpatError as error:
            raise damaged(self.name) from error

    def scanned(self) -> Iterator[str]:
        """Names of the parts that are XML."""
        return (part.filename for part in self._scanned())

    def _scanned(self) -> Iterator[zipfile.ZipInfo]:
        return (part for name, part in self.parts.items() if name.lower().endswith(_SCANNED))

    def _chunks(self, part: str) -> Iterator[bytes]:
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            KeyError,
            NotImplementedError,  # a compression or encryption that zipfile does not know
        ) as error:
            raise damaged(self.name) from error

    def _refuse_entities(self, *_: object) -> None:
        raise refused(
            self.name,
            "declares entities, which no spreadsheet does; save it anew from a spreadsheet",
            "มีการประกาศเอนทิตี ซึ่งโปรแกรมตารางคำนวณไม่ใช้ ให้บันทึกใหม่จากโปรแกรมตารางคำนวณ",
        )


def damaged(name: str) -> Exception:
    """The error for a file that is cut off or broken."""
    return refused(
        name,
        "is damaged or was not copied completely; open it in a spreadsheet and save it anew",
        "เสียหายหรือคัดลอกมาไม่ครบ ให้เปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึกใหม่",
    )


def locked(name: str) -> Exception:
    """The error for a file that needs a password, or is of a form that is too old."""
    return refused(
        name,
        "needs a password, or is an old .xls; save it as .xlsx without a password",
        "ใส่รหัสผ่านไว้ หรือเป็นแฟ้ม .xls รุ่นเก่า ให้บันทึกเป็น .xlsx โดยไม่ใส่รหัสผ่าน",
    )
