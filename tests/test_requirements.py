"""What is installed: one list of versions, and the hashes that are made from it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FILES = ("serve", "dev", "uv")


def _locked(name: str) -> dict[str, list[str]]:
    """The hashes of each ``name==version`` of a file of requirements."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="ascii")
    rows = re.findall(r"^(\S+==\S+)((?:.*\\\n)*.*)", text, re.MULTILINE)
    return {pinned: re.findall(r"--hash=sha256:([0-9a-f]{64})\b", rest) for pinned, rest in rows}


def _names(requirements: list[str | dict[str, str]]) -> set[str]:
    names = (Requirement(item).name for item in requirements if isinstance(item, str))
    return {canonicalize_name(name) for name in names} - {"phakhi"}


def test_the_hashes_are_those_of_the_versions_in_pyproject() -> None:
    """Neither has a version that the other has not; ``just lock`` makes them agree."""
    assert _locked("dev") | _locked("uv") == {
        pinned: (_locked("dev") | _locked("uv")).get(pinned)
        for pinned in PROJECT["tool"]["uv"]["constraint-dependencies"]
    }


def test_the_service_runs_on_what_was_tested() -> None:
    """What is installed to serve is part of what is installed to test, with the same hashes."""
    assert _locked("serve").items() <= _locked("dev").items()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "serve",
            [
                *PROJECT["project"]["dependencies"],
                *PROJECT["project"]["optional-dependencies"]["tracing"],
            ],
        ),
        ("dev", PROJECT["dependency-groups"]["dev"]),
        ("uv", PROJECT["dependency-groups"]["uv"]),
    ],
)
def test_every_dependency_is_locked(name: str, wanted: list[str]) -> None:
    """A dependency that was added has a line, and so has the tool that installs."""
    assert _names(wanted) - {pinned.partition("==")[0] for pinned in _locked(name)} == set()


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_has_hashes_and_no_host(name: str) -> None:
    """Any index serves: lines are a version or a hash, and each version has a hash."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="ascii").splitlines()
    form = re.compile(r"[a-z0-9-]+==[^\s/]+( ; [^\\/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not form.fullmatch(line)] == []
    assert all(_locked(name).values())


def test_the_image_is_built_on_bytes_that_are_known() -> None:
    """The base by its digest, and nothing installed without its hash."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    bases = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
    used = re.findall(r"^FROM \$\{(\w+)\}(?: AS build)?$", text, re.MULTILINE)
    assert len(used) == len(re.findall(r"^FROM ", text, re.MULTILINE))
    assert all(re.fullmatch(r"python:\S+@sha256:[0-9a-f]{64}", bases[name]) for name in used)
    installs = re.findall(r"(?:pip install|pip sync|uv build)\b.*", text)
    unchecked = [line for line in installs if "--require-hashes" not in line]
    assert [line.rpartition(" ")[2] for line in unchecked] == ["/wheel/*.whl"]
