"""``phakhi verify``: a document against the phrases that datasets have from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from loaders import VerifyReport, verify
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.conftest import Folder

_TEXT = "A+\n\n  การประชุม\u00a0ครั้งนี้ 6 เครือข่าย\n\nอุดรทีม 😀 จบ\n"
_PLACES = {"การประชุม\u00a0ครั้งนี้": 2, "6 เครือข่าย": 2, "อุดรทีม": 3, "จบ": 3}


def _row(number: int, phrase: str, paragraph: int, start: int) -> str:
    end = start + len(phrase)
    return f"evidence:e{number},ก,{phrase},{paragraph},{start},{end},source:s"


def _rows() -> list[str]:
    places = enumerate(_PLACES.items(), start=1)
    return [_row(at, phrase, where, _TEXT.index(phrase)) for at, (phrase, where) in places]


def _seed(folder: Folder, rows: list[str], text: str = _TEXT) -> Path:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return folder(
        "x",
        sources=f"id,name_th,sha256\nsource:s,ก,{checksum}\nsource:t,ข,{'0' * 64}",
        evidence="\n".join(["id,name_th,phrase,paragraph,start,end,from", *rows]),
    )


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The document."""
    path = tmp_path / "document.txt"
    path.write_bytes(_TEXT.encode())
    return path


def test_every_phrase_is_found_at_its_offsets(document: Path, folder: Folder) -> None:
    """Offsets count code points, of emoji and non-breaking spaces too."""
    report = verify(document, [_seed(folder, _rows())])
    assert report == VerifyReport("source:s", 4, ())
    assert report.ok


def test_a_phrase_that_stands_elsewhere_is_named_with_its_place(
    document: Path, folder: Folder
) -> None:
    """So is one that stands nowhere, one of another paragraph, and one without a place."""
    rows = [
        _row(1, "อุดรทีม", 3, _TEXT.index("อุดรทีม") + 1),
        _row(2, "ไม่มีในข่าว", 2, 0),
        _row(3, "จบ", 2, _TEXT.index("จบ")),
        "evidence:e4,ก,จบ,3,,,source:s",
        *(_rows()[3:]),
    ]
    rows[-1] = rows[-1].replace("e4", "e5")
    report = verify(document, [_seed(folder, rows)])
    assert report.checked == 5
    assert [(row.file, row.row, row.column) for row in report.wrong] == [
        ("evidence.csv", 2, "phrase"),
        ("evidence.csv", 3, "phrase"),
        ("evidence.csv", 4, "paragraph"),
        ("evidence.csv", 5, "phrase"),
    ]
    at = _TEXT.index("อุดรทีม")
    assert f"it stands at {at}-{at + 7}" in report.wrong[0].en
    assert "it is nowhere in it" in report.wrong[1].en


def test_a_document_that_no_dataset_knows_is_not_found(document: Path, folder: Folder) -> None:
    """One changed byte is enough."""
    seed = _seed(folder, _rows())
    document.write_bytes(_TEXT.encode() + b" ")
    with pytest.raises(PhakhiError, match=r"SHA-256 of document\.txt") as caught:
        verify(document, [seed])
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_a_document_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    """It says so in one line."""
    with pytest.raises(PhakhiError, match="cannot be read") as caught:
        verify(tmp_path / "none.txt", [])
    assert caught.value.code is ErrorCode.NOT_FOUND
