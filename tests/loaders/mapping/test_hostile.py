"""Networks that are made to do harm, or are none: one readable sentence, and little time and memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from loaders.tables import read_tables
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.mapping.conftest import Written

_HEAD = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
_TAIL = "</graph></graphml>"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {to} "{f"&{of};" * 20}">' for of, to in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f']>{_HEAD}<node id="&i;"/>{_TAIL}'
)
_OUTSIDE = f'<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_HEAD}<node id="&x;"/>{_TAIL}'

HARM: dict[str, tuple[Callable[[], str], str]] = {
    "a billion laughs": (lambda: _LAUGHS, "declares a document type"),
    "an external entity": (lambda: _OUTSIDE, "declares a document type"),
    "an external document type": (lambda: f'<!DOCTYPE g SYSTEM "http://example.org/g.dtd">{_HEAD}{_TAIL}', "declares a document type"),
    "cut off": (lambda: _HEAD + '<node id="a"/>', "is no whole XML file"),
    "another encoding": (lambda: '<?xml version="1.0" encoding="rot13"?>' + _HEAD + _TAIL, "is no whole XML file"),
    "a null": (lambda: _HEAD + '<node id="a\0"/>' + _TAIL, "is no whole XML file"),
    "other XML": (lambda: "<?xml version='1.0'?><svg><node id='a'/></svg>", "neither GraphML nor GEXF"),
    "a hyperedge": (lambda: _HEAD + "<hyperedge/>" + _TAIL, "has an element <hyperedge>"),
    "millions of nodes": (lambda: _HEAD + '<node id="a"/>' * 4_000_000 + _TAIL, "holds more than can be read"),
    "millions of elements": (lambda: _HEAD + "<a/>" * 12_000_000 + _TAIL, "holds more than can be read"),
    "nesting": (lambda: _HEAD + "<node id='a'>" * 1_000_000, "holds more than can be read"),
    "a long text": (lambda: _HEAD + '<node id="a"><data key="d">' + "ก" * 12_000_000 + "</data></node>" + _TAIL, "holds more than can be read"),
    "thousands of columns": (lambda: "<graphml>" + "".join(f'<key id="k{at}" for="node"/>' for at in range(500_000)), "holds more than can be read"),
    "attributes": (lambda: _HEAD + "<node " + " ".join(f'a{at}="1"' for at in range(300_000)) + "/>" + _TAIL, "holds more than can be read"),
    "two million attributes": (lambda: _HEAD + "<node " + " ".join(f'a{at}="1"' for at in range(2_000_000)) + "/>" + _TAIL, "holds more than can be read"),
    "a long attribute": (lambda: _HEAD + "<node id='" + "ก" * 15_000_000 + "'/>" + _TAIL, "holds more than can be read"),
    "a long comment": (lambda: _HEAD + "<!--" + "x" * 60_000_000 + "-->" + _TAIL, "holds more than can be read"),
    "defaults": (lambda: "<graphml>" + "".join(f'<key id="k{at}" for="node"><default>1</default></key>' for at in range(1_500)) + "<graph>" + '<node id="a"/>' * 1_000_000, "holds more than can be read"),
}  # fmt: skip
"""How files are made, and what is said of them."""

_READ = """
import sys
import time
from pathlib import Path
from loaders.tables.reading import read_file, read_tables
from schema.errors import PhakhiError
path = Path(sys.argv[1])
try:
    read_tables(path.name, read_file(path))
except PhakhiError as error:
    print(error.code, error.en)
print(time.process_time())
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmHWM:"):  # of this process alone, unlike getrusage's
        print(int(line.split()[1]) // 1024)
"""
_MOST_MB = 300
_MOST_SECONDS = 10
"""Of the processor: others may use the machine, too."""


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_refused_in_a_sentence(written: Written, harm: str) -> None:
    """In a process of its own, whose memory is measured."""
    make, wanted = HARM[harm]
    path = written("network.xml", make())
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True
    )
    told, seconds, peak = done.stdout.strip().splitlines()
    assert told.startswith("BAD_FILE network.xml ")
    assert wanted in told
    assert int(peak) < _MOST_MB
    assert float(seconds) < _MOST_SECONDS


def test_an_xml_that_begins_with_a_mark_is_read() -> None:
    """UTF-16 and a byte order mark are no harm."""
    text = '<?xml version="1.0" encoding="utf-16"?>' + _HEAD + '<node id="ก"/>' + _TAIL
    (sheet,) = read_tables("network.graphml", text.encode("utf-16"))
    assert [row.cells for row in sheet.rows] == [("id",), ("ก",)]
    with pytest.raises(PhakhiError) as caught:
        read_tables("network.graphml", (_HEAD + "&nothing;" + _TAIL).encode())
    assert caught.value.code is ErrorCode.BAD_FILE
