"""A command imports what it needs: asking a service that runs needs nothing of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.test_commands import Service, environment, service

__all__ = ["service"]

HEAVY = {
    "graphql",
    "jpype",
    "neo4j",
    "networkit",
    "numpy",
    "pythainlp",
    "scipy",
    "starlette",
    "strawberry",
    "uvicorn",
}

_CODE = """
import json, sys
from graph_api.cli import main
sys.argv = ["phakhi", *sys.argv[1:]]
try:
    main()
except SystemExit as left:
    print(json.dumps([left.code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command, and what it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("keys", "--help")])
def test_help_needs_nothing_but_the_options(arguments: tuple[str, ...]) -> None:
    """Neither the service nor what draws tables; Typer itself reads options by pydantic."""
    code, modules = imported(*arguments)
    assert code == 0
    assert modules & (HEAVY | {"rich"}) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("ask", "areas_without_agency"),
        ("ask", "collaborators", "--var", "agency=สวจ."),
    ],
)
def test_a_running_service_is_asked_over_http(service: Service, arguments: tuple[str, ...]) -> None:
    """Its answer needs no driver, no schema and no algorithm here."""
    code, modules = imported(*arguments, "--store", str(service.store))
    assert (code, modules & HEAVY) == (0, set())


def test_the_list_of_questions_needs_no_graphql() -> None:
    """Nor a store."""
    code, modules = imported("ask", "--json")
    assert (code, modules & HEAVY) == (0, set())
