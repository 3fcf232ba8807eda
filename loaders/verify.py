"""Checks a document against the evidence that datasets claim to have from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import WrongRow
from loaders.get import get
from loaders.records import DatasetRows, NodeRow
from loaders.transform import transform
from schema.errors import ErrorCode, PhakhiError

_FROM = "FROM"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found.

    Attributes:
        source: id of the source that the document is.
        checked: number of evidence records from it, all of which were checked.
        wrong: those whose words are not at their place, with the file and row that state them.
    """

    source: str
    checked: int
    wrong: tuple[WrongRow, ...]

    @property
    def ok(self) -> bool:
        """Whether every phrase stands where its record says."""
        return not self.wrong


def verify(document: Path, folders: Iterable[Path]) -> VerifyReport:
    """Checks every phrase that the datasets have from ``document``.

    The document is known by its SHA-256. Offsets count code points of the file decoded as UTF-8;
    a paragraph is a line that is not blank, counted from 1.

    Args:
        document: the file.
        folders: folders of datasets, such as the bundled seeds.

    Raises:
        PhakhiError: ``NOT_FOUND``, when the file cannot be read, or no dataset has a source with
            its checksum; ``EVIDENCE_MISMATCH``, when it is not UTF-8; and as ``load_folder``.
    """
    content = _content(document)
    checksum = hashlib.sha256(content).hexdigest()
    for folder in folders:
        dataset = transform(get(folder))
        for node in dataset.nodes:
            if node.kind == "Source" and str(node.values.get("sha256", "")).lower() == checksum:
                return _report(node.id, dataset, _text(document, content))
    raise PhakhiError(
        ErrorCode.NOT_FOUND,
        f"No dataset has a source with the SHA-256 of {document.name} ({checksum}): it is another "
        "document, or the file was changed.",
        f"ไม่มีชุดข้อมูลใดอ้างแหล่งที่มาที่มี SHA-256 ตรงกับ {document.name} ({checksum}) "
        "อาจเป็นเอกสารอื่น หรือแฟ้มถูกแก้ไข",
    )


def _content(document: Path) -> bytes:
    try:
        return document.read_bytes()
    except OSError as error:
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"{document} cannot be read ({error.strerror}).",
            f"อ่าน {document} ไม่ได้ ({error.strerror})",
        ) from None


def _text(document: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise PhakhiError(
            ErrorCode.EVIDENCE_MISMATCH,
            f"{document.name} is not UTF-8, so that offsets mean nothing in it.",
            f"{document.name} ไม่ใช่ UTF-8 จึงตรวจตำแหน่งไม่ได้",
        ) from None


def _report(source: str, dataset: DatasetRows, text: str) -> VerifyReport:
    of_source = {row.source for row in dataset.links if row.type == _FROM and row.target == source}
    rows = [node for node in dataset.nodes if node.id in of_source]
    paragraphs = _paragraphs(text)
    wrong = [
        misplaced for node in rows if (misplaced := _check(node, text, paragraphs)) is not None
    ]
    return VerifyReport(source, len(rows), tuple(wrong))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each line that is not blank begins and ends."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _check(node: NodeRow, text: str, paragraphs: list[tuple[int, int]]) -> WrongRow | None:
    phrase, start, end = (node.values.get(name) for name in ("phrase", "start", "end"))
    if not isinstance(phrase, str) or not isinstance(start, int) or not isinstance(end, int):
        return _wrong(
            node, "phrase", "has no phrase, start and end to check", "ไม่มีถ้อยคำหรือตำแหน่งให้ตรวจ"
        )
    words = text[start:end]
    if words != phrase:
        elsewhere = text.find(phrase)
        en, th = _hint(elsewhere, len(phrase))
        return _wrong(
            node,
            "phrase",
            f"the document has {words!r} at {start}-{end}, not {phrase!r}{en}",
            f"เอกสารมี {words!r} ที่ {start}-{end} ไม่ใช่ {phrase!r}{th}",
        )
    paragraph = node.values.get("paragraph")
    if isinstance(paragraph, int) and not _within(start, end, paragraph, paragraphs):
        return _wrong(
            node,
            "paragraph",
            f"the phrase does not stand in paragraph {paragraph}",
            f"ถ้อยคำไม่ได้อยู่ในย่อหน้าที่ {paragraph}",
        )
    return None


def _within(start: int, end: int, number: int, paragraphs: list[tuple[int, int]]) -> bool:
    if not 1 <= number <= len(paragraphs):
        return False
    first, last = paragraphs[number - 1]
    return first <= start and end <= last


def _hint(at: int, length: int) -> tuple[str, str]:
    if at < 0:
        return "; it is nowhere in it", " และไม่พบที่ใดในเอกสาร"
    return f"; it stands at {at}-{at + length}", f" แต่พบที่ {at}-{at + length}"


def _wrong(node: NodeRow, column: str, en: str, th: str) -> WrongRow:
    return WrongRow(node.place.file, node.place.row, column, f"{node.id}: {en}", f"{node.id}: {th}")
