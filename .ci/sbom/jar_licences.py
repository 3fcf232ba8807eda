"""Writes jar-licences.txt, what Neo4j's jars say of their licences: ``python jar_licences.py``.

A chore for when the locks change.  A licence is read from the jar's POM in Maven's repository, or
from the nearest parent that names one, and written as SPDX has it.
"""

from __future__ import annotations

import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from jgo.maven import POM, MavenContext

from graph_api.store.engine.lock import read_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).with_name("jar-licences.txt")

# POMs name licences as they like; the first pattern that is found in "name url" decides.
_SPDX = {
    r"CDDL \+ GPLv2": "CDDL-1.1, GPL-2.0-with-classpath-exception",
    r"CPE|Classpath Exception": "GPL-2.0-with-classpath-exception",
    r"CDDL 1\.1": "CDDL-1.1",
    r"Apache": "Apache-2.0",
    r"LGPL-2\.1-or-later": "LGPL-2.1-or-later",
    r"LGPL 2\.1": "LGPL-2.1-only",
    r"GPL-3\.0-or-later": "GPL-3.0-or-later",
    r"GPL-2\.0": "GPL-2.0-only",
    r"EPL[- ]2|Eclipse Public License.*2\.0|EPLv2": "EPL-2.0",
    r"Eclipse Public License.*1\.0": "EPL-1.0",
    r"EDL|Eclipse Distribution": "BSD-3-Clause",
    r"Bouncy Castle": "MIT",
    r"BSD[- ]2": "BSD-2-Clause",
    r"BSD-3|asm\.ow2": "BSD-3-Clause",
    r"MPL 1\.1": "MPL-1.1",
    r"Mozilla.*2\.0": "MPL-2.0",
    r"zero/1\.0": "CC0-1.0",
    r"MIT-0": "MIT-0",
    r"MIT|[jJ]Query": "MIT",
    r"W3C": "W3C-19980720",
}


def licences(context: MavenContext, coordinate: str) -> list[str]:
    """What a jar, or the nearest of its parents, says of its licences, as SPDX has them."""
    pom: POM | None = _pom(context, *coordinate.split(":")[:3])
    while pom is not None:
        named = [f"{found.findtext('name')} {found.findtext('url')}" for found in _named(pom)]
        if named:
            return sorted({_spdx(name) for name in named})
        parent = pom.element("parent")
        parts = ("groupId", "artifactId", "version")
        pom = None if parent is None else _pom(context, *(parent.findtext(part) for part in parts))
    raise LookupError(coordinate)


def _pom(context: MavenContext, group: str, artifact: str, version: str) -> POM:
    return context.project(group, artifact).at_version(version).pom()


def _named(pom: POM) -> Iterator[object]:
    return iter(pom.elements("licenses/license"))


def _spdx(name: str) -> str:
    for pattern, spdx in _SPDX.items():
        if re.search(pattern, name):
            return spdx
    raise LookupError(name)


def _line(coordinate: str) -> str:
    # Each jar has a folder of its own: jgo does not guard POMs that two threads want at once.
    with tempfile.TemporaryDirectory() as scratch:
        context = MavenContext(repo_cache=Path(scratch), timeout=60)
        return f"{coordinate} {', '.join(licences(context, coordinate))}\n"


if __name__ == "__main__":
    jars = {jar.coordinate for line in ("5.26", "current") for jar in read_lock(line).jars}
    with ThreadPoolExecutor(max_workers=8) as pool:
        TABLE.write_text("".join(pool.map(_line, sorted(jars))), "ascii")
