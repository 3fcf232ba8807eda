"""Files that are made to do harm, or were harmed: a sentence, little memory and little time."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from loaders.tables import read_tables
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.tables.writing import inline, ods, ods_cell, packed, parts_of, workbook, xlsx

_MOST_MB = 300
_MOST_SECONDS = 10
"""Of the processor: others may use the machine, too."""
_READ = """
import sys
import time
from pathlib import Path
from loaders.tables import read_tables
from schema.errors import PhakhiError
path = Path(sys.argv[1])
try:
    sheets = read_tables(path.name, path.read_bytes())
    print(sum(len(sheet.rows) for sheet in sheets), "rows")
except PhakhiError as error:
    print(error.code, error.en)
print(time.process_time())
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmHWM:"):  # of this process alone, unlike getrusage's
        print(int(line.split()[1]) // 1024)
"""
_BLANKS = "".join(f'<row r="{at}"><c r="A{at}" s="1"/></row>' for at in range(2, 1_000_001))
_REPEATED = 'table:number-rows-repeated="1048576"'
_WIDE = 'table:number-columns-repeated="16384"'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 1000
    + '"><!ENTITY c "'
    + "&b;" * 1000
    + '">]>'
)

_PREFIXED = (
    "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
    "<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>"
    "</x:sheetData></x:worksheet>"
)

_NOISE = random.Random(1)  # noqa: S311  # no secret

HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "first and last cell": (
        lambda: xlsx(f'<row r="1">{inline("A1", "a")}</row><row r="1048576">{inline("XFD1048576", "b")}</row>'),
        "is filled as far as cell XFD1048576",
    ),
    "last cell, said to be near": (
        lambda: xlsx(f'<row r="1">{inline("A1", "a")}{inline("XFD1048576", "b")}</row>', before='<?xml version="1.0"?><!-- <dimension ref="A1"/> -->'),
        "is filled as far as cell XFD1048576",
    ),
    "last cell, other prefix": (
        lambda: packed(parts_of(xlsx("")) | {"xl/worksheets/sheet1.xml": _PREFIXED}),
        "is filled as far as cell XFD1048576",
    ),
    "a million blank rows": (
        lambda: xlsx(f'<row r="1">{inline("A1", "a")}</row>{_BLANKS}'),
        "1 rows",
    ),
    "a million blank rows, then one": (
        lambda: xlsx(f'<row r="1">{inline("A1", "a")}</row>{_BLANKS}<row r="1000001">{inline("F1000001", "b")}</row>'),
        "is filled as far as cell F1000001",
    ),
    "one text a million times": (
        lambda: xlsx(
            "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 400_000)),
            sharedStrings=f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"ก" * 32_000}</t></si></sst>',
        ),
        "holds more than can be read at once",
    ),
    "zip bomb in a sheet": (lambda: xlsx(" " * 300_000_000), "holds more than can be read at once"),
    "zip bomb beside": (lambda: xlsx(f'<row r="1">{inline("A1", "a")}</row>', bomb="<a>" + " " * 200_000_000 + "</a>"), "holds more than"),
    "a text without end": (lambda: xlsx(f'<row r="1">{inline("A1", "a" * 100_000_000)}</row>'), "holds more than can be read at once"),
    "shared texts without end": (
        lambda: xlsx("", sharedStrings="<sst>" + "<si/>" * 20_000_000 + "</sst>"),
        "holds more than can be read at once",
    ),
    "nesting": (lambda: xlsx("<a>" * 5_000_000 + "</a>" * 5_000_000), "holds more than can be read at once"),
    "merged from end to end": (
        lambda: xlsx("".join(f'<row r="{at}">{inline(f"A{at}", "a")}{inline(f"CV{at}", "a")}</row>' for at in range(1, 5_000)), "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_000 + "</mergeCells>"),
        "holds more than can be read at once",
    ),
    "a comment without end": (lambda: xlsx("<!--" + "x" * 70_000_000 + "-->"), "holds more than can be read at once"),
    "a million attributes": (
        lambda: xlsx("<row " + " ".join(f'a{at}="1"' for at in range(1_000_000)) + "/>"),
        "holds more than can be read at once",
    ),
    "entity in the shared texts": (
        lambda: xlsx("", sharedStrings='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'),
        "declares entities",
    ),
    "thousands of parts": (
        lambda: packed(parts_of(xlsx("")) | {f"x{at}": "" for at in range(20_000)}),
        "holds more than can be read at once",
    ),
    "ODS: first and last cell": (
        lambda: ods(f'<table:table-row>{ods_cell("a")}</table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ods_cell("b")}</table:table-row>'),
        "is filled as far as cell XFD1048576",
    ),
    "ODS: repeated more often than there are numbers": (
        lambda: ods(f'<table:table-row table:number-rows-repeated="{10**30}">{ods_cell("a")}</table:table-row>'),
        "is damaged",
    ),
    "nulls": (lambda: b"\0" * 30_000_000, "is no table that can be read"),
    "two encodings": (
        lambda: "หน่วยงาน,ก\n".encode() * 500_000 + "สำนักงาน,ข\n".encode("cp874") * 500_000,
        "is no table that can be read",
    ),
    "half a pair in UTF-16": (lambda: b"\xff\xfe\x00\xd8" + "a,b\n".encode("utf-16-le"), "is no table that can be read"),
    "entities": (lambda: xlsx("<row><c><v>&c;</v></c></row>", before=_LAUGHS), "declares entities"),
    "entity from outside": (
        lambda: xlsx('<row><c t="str"><v>&x;</v></c></row>', before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "declares entities",
    ),
    "formulas without values": (
        lambda: xlsx("".join(f'<row r="{at}"><c r="A{at}"><f>1</f></c></row>' for at in range(1, 200_000))),
        "has more than 10,000 formulas without a value",
    ),
    "ODS: a cell repeated": (
        lambda: ods(f'<table:table-row {_REPEATED}>{ods_cell("a", _WIDE)}</table:table-row>'),
        "holds more than can be read at once",
    ),
    "ODS: far away": (
        lambda: ods(f'<table:table-row {_REPEATED}><table:table-cell {_WIDE}/></table:table-row><table:table-row><table:table-cell {_WIDE}/>{ods_cell("a")}</table:table-row>'),
        "is filled as far as cell XFE1048577",
    ),
    "ODS: blanks repeated": (
        lambda: ods(f'<table:table-row>{ods_cell("a")}</table:table-row>' + f"<table:table-row {_REPEATED}><table:table-cell {_WIDE}/></table:table-row>" * 1_000),
        "1 rows",
    ),
    "commas without end": (lambda: b"," * 60_000_000, "holds more than can be read at once"),
    "rows without end": (lambda: b"a\n" * 30_000_000, "holds more than can be read at once"),
    "blank rows without end": (lambda: b"\n" * 60_000_000, "holds more than can be read at once"),
    "a quote that is not closed": (lambda: b'a,b\n"' + b"x\n" * 30_000_000, "characters in row 2"),
    "one line": (lambda: b"x" * 60_000_000, "has a cell with more than 32,767 characters in row 1"),
    "too large": (lambda: b"x" * 70_000_000, "is larger than 64 MB"),
    "noise": (lambda: _NOISE.randbytes(5_000_000), "is no table that can be read"),
    "noise in a workbook": (lambda: b"PK\x03\x04" + _NOISE.randbytes(5_000_000), "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_takes_little_memory(name: str, tmp_path: Path) -> None:
    """A sentence says what is wrong, or read for what it is, within 300 MB and ten seconds."""
    make, words = HARMFUL[name]
    path = tmp_path / "x.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    said, seconds, most = done.stdout.splitlines()
    assert words in said
    assert int(most) < _MOST_MB
    assert float(seconds) < _MOST_SECONDS
    assert done.stderr == ""


@pytest.mark.parametrize("cut", [2, 3, 30, 300, 3_000, -100, -1])
def test_a_truncated_archive_is_told(cut: int) -> None:
    """Wherever it was cut off."""
    content = workbook(ก=[["a", "b"]] * 100)
    with pytest.raises(PhakhiError) as caught:
        read_tables("ใบงาน.xlsx", content[:cut])
    assert caught.value.code is ErrorCode.BAD_FILE
    assert caught.value.en.startswith("ใบงาน.xlsx ")
    assert caught.value.th.startswith("ใบงาน.xlsx ")


def test_damage_anywhere_in_an_archive_is_told_or_does_no_harm() -> None:
    """No byte that is changed lets anything else than our own error out."""
    content = workbook(ก=[["หน่วยงาน", at] for at in range(50)])
    dice = random.Random(2)  # noqa: S311  # no secret
    for _ in range(300):
        harmed = bytearray(content)
        for _ in range(dice.randint(1, 5)):
            harmed[dice.randrange(len(harmed))] = dice.randrange(256)
        with suppress(PhakhiError):
            read_tables("x.xlsx", bytes(harmed))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "needs a password, or is an old .xls"),
        (b"%PDF-1.7", "is a PDF, not a table"),
        (packed({"word/document.xml": "<a/>"}), "is no workbook"),
        (packed({"a.txt": "a"}), "is no workbook"),
        (xlsx("<row"), "is damaged"),
        (xlsx(f'<row r="1">{inline("A1", "a" * 32_768)}</row>'), "has more than 32,767 characters in cell A1"),
        (b'a,b\n"c"d,e\n', "has quotes out of place about row 2"),
        ("ÊÓ¹Ñ¡§Ò¹".encode("utf-16-le") + b"\0", "is no table that can be read"),
        ("caf\xe9,na\xefve\n".encode("latin-1"), "is no table that can be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    """With how to mend it, in both languages."""
    with pytest.raises(PhakhiError) as caught:
        read_tables("x.xlsx", content)
    assert caught.value.code is ErrorCode.BAD_FILE
    assert words in caught.value.en
    assert caught.value.th != caught.value.en


def test_macros_are_not_looked_at() -> None:
    """A workbook with macros is read as data."""
    parts = {"vbaProject": "<a/>"}
    (sheet,) = read_tables("x.xlsm", xlsx(f'<row r="1">{inline("A1", "a")}</row>', **parts))
    assert [row.cells for row in sheet.rows] == [("a",)]
