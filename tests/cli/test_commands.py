"""The command line as a person uses it: a real service, asked from other processes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from graph_api.cli.welcome import question
from graph_api.graphql.schema import sdl
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PHAKHI = [sys.executable, "-c", "from graph_api.cli import main; main()"]
_PATIENCE_SECONDS = 180
_QUESTION = question()


@dataclass(frozen=True)
class Service:
    """A running ``phakhi serve``."""

    process: subprocess.Popen[str]
    store: Path
    url: str
    welcome: str


def environment(**variables: str) -> dict[str, str]:
    """What a command sees: a small engine, English, and no settings of the developer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHAKHI_")}
    small = {"PHAKHI_HEAP": "320m", "PHAKHI_PAGE_CACHE": "32m", "LC_ALL": "C.UTF-8"}
    small["PHAKHI_WARM_PLANS"] = "no"  # minutes of the processor for each service
    release = {"PHAKHI_NEO4J_VERSION": os.environ.get("PHAKHI_TEST_NEO4J") or "5.26"}
    return kept | small | release | variables


def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Starts a command that goes on."""
    return subprocess.Popen(
        [*_PHAKHI, *arguments],
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def phakhi(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        [*_PHAKHI, *arguments],
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that failed."""
    assert (done.returncode, done.stdout) == (1, "")
    lines = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """``phakhi serve`` on a new store; at the end SIGTERM stops it cleanly."""
    store = tmp_path_factory.mktemp("served")
    process = start("serve", "--store", str(store), "--port", "0")
    assert process.stdout is not None
    welcome = ""
    while not welcome.endswith("\"}'\n") and (line := process.stdout.readline()):
        welcome += line
    found = re.search(r"http://\S+/graphql", welcome)
    assert found, process.communicate()
    yield Service(process, store, found.group(), welcome)
    engine = json.loads((store / "engine.json").read_text())["pid"]
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip()) == (0, "")
    lines = [line for line in err.splitlines() if not line.endswith("…")]
    assert [line for line in lines if " request " not in line] == []
    assert any("path=/graphql status=200" in line for line in lines), err
    assert not psutil.pid_exists(engine)
    assert not (store / "engine.json").exists()
    assert not (store / "service.json").exists()


def test_the_welcome_can_be_pasted(service: Service) -> None:
    """The printed curl and the printed query get the same candidates; the demo is called so."""
    assert "synthetic" in service.welcome
    assert _QUESTION in service.welcome
    body = re.search(r"-d '(.*)'", service.welcome)
    assert body
    over_http = httpx.post(
        service.url,
        content=body.group(1),
        headers={"content-type": "application/json"},
        timeout=30,  # the first answer reads the graph
    ).json()
    printed = phakhi("query", "-", "--store", str(service.store), stdin=_QUESTION)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert json.loads(printed.stdout) == over_http
    assert len(over_http["data"]["collaborators"]["candidates"]) == 3


def test_status_tells_what_runs_and_what_is_loaded(service: Service) -> None:
    """The engine, its owner, counts, and each dataset with its nature."""
    done = phakhi("status", "--store", str(service.store))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Owner     process {service.process.pid}" in done.stdout
    for ident in ("thai-areas", "vocabulary", "udon-thani-2563", "udon-demo", "udon-demo-survey"):
        assert f"dataset:{ident}" in done.stdout
    assert done.stdout.count("(synthetic)") == 2


def test_a_second_load_into_the_running_service_changes_nothing(service: Service) -> None:
    """``load`` attaches, and says so when everything is there already."""
    folder = next(folder for folder in SEED_FOLDERS if folder.name == "vocabulary")
    done = phakhi("load", str(folder), "--store", str(service.store))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("dataset:vocabulary: nothing changed")


def test_variables_of_a_query_are_json_or_text(service: Service) -> None:
    """Numbers are numbers, an id needs no quotes."""
    document = (
        "query ($id: ID!, $n: Int!) { agency(id: $id) { id } agencies(first: $n) { nodes { id } } }"
    )
    done = phakhi(
        "query", "-", "--var", "id=agency:culture-office", "--var", "n=2",
        "--store", str(service.store), stdin=document,
    )  # fmt: skip
    answer = json.loads(done.stdout)["data"]
    assert done.returncode == 0
    assert answer["agency"] == {"id": "agency:culture-office"}
    assert len(answer["agencies"]["nodes"]) == 2


def test_an_answer_with_errors_is_printed_and_fails(service: Service) -> None:
    """Exit code 1, and the errors in the language of the terminal."""
    done = phakhi(
        "query", "-", "--store", str(service.store), stdin="{ nothing }", LC_ALL="th_TH.UTF-8"
    )
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr, answer["data"]) == (1, "", None)
    assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_INVALID"


def test_rebuild_works_beside_the_service(service: Service) -> None:
    """What is derived is made anew, and the answer stays the same."""
    before = httpx.post(service.url, json={"query": _QUESTION}).json()
    done = phakhi("rebuild", "--store", str(service.store))
    assert done.returncode == 0, done.stderr
    assert httpx.post(service.url, json={"query": _QUESTION}).json() == before


def test_a_second_service_on_the_store_is_refused(service: Service) -> None:
    """One line: which store, and which process uses it."""
    line = refusal(phakhi("serve", "--store", str(service.store), "--port", "0"))
    assert line == (
        f"phakhi: The store {service.store} is already in use by another process (process "
        f"{service.process.pid}): stop that one, or choose another folder with --store."
    )


def test_a_port_in_use_is_told_before_anything_is_started(tmp_path: Path) -> None:
    """One line, and no store is made."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refusal(phakhi("serve", "--store", str(tmp_path / "s"), "--port", str(port)))
    assert line.startswith(f"phakhi: Port {port} of 127.0.0.1 is in use")
    assert not (tmp_path / "s").exists()


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    """One line that names the flag."""
    line = refusal(phakhi("serve", "--store", str(tmp_path), "--host", "192.0.2.1", "--insecure"))
    assert "192.0.2.1 is no address of this machine" in line


def test_ctrl_c_during_the_start_ends_everything(tmp_path: Path) -> None:
    """Exit code 130, one word, no trace, and no engine is left."""
    process = start("serve", "--store", str(tmp_path), "--port", "0")
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Starting Neo4j")
    end = time.monotonic() + 30
    while not (children := psutil.Process(process.pid).children()):
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out) == (130, "")
    said = [line for line in err.splitlines() if not line.endswith("…")]
    assert said == ["Stopped."]
    assert psutil.wait_procs(children, timeout=30)[1] == []


def test_status_without_a_service_starts_nothing(tmp_path: Path) -> None:
    """Exit code 3, and the folder is not even made."""
    done = phakhi("status", "--store", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (
        3,
        f"Nothing runs on the store {tmp_path / 'none'}.\n",
    )
    assert not (tmp_path / "none").exists()


def test_your_own_neo4j_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    """The line names the address, and what to check."""
    line = refusal(
        phakhi("serve", "--port", "0", PHAKHI_NEO4J_URI="bolt://127.0.0.1:1", HOME=str(tmp_path))
    )
    assert line.startswith("phakhi: Neo4j does not answer at bolt://127.0.0.1:1: check")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["query", "/nowhere.graphql"], "/nowhere.graphql cannot be read"),
        (["query", "-", "--store", "/nowhere/../nowhere"], "There is no store at /nowhere: start"),
        (["query", "-", "--var", "novalue"], "--var novalue should be of the form name=value"),
        (["verify", "/nowhere.txt"], "/nowhere.txt cannot be read"),
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str], part: str) -> None:
    """Nothing is started for them."""
    assert part in refusal(phakhi(*arguments))


def test_a_wrong_setting_is_one_line() -> None:
    """Every command names the variable."""
    assert refusal(phakhi("status", PHAKHI_PORT="x")).startswith("phakhi: PHAKHI_PORT has a wrong")


def test_schema_prints_the_sdl() -> None:
    """To standard output, and nothing else."""
    done = phakhi("schema")
    assert (done.returncode, done.stdout, done.stderr) == (0, sdl(), "")


def test_help_explains_every_command() -> None:
    """Each command is listed with what it does."""
    done = phakhi("--help")
    assert done.returncode == 0
    for command in (
        "serve",
        "load",
        "status",
        "schema",
        "ask",
        "query",
        "keys",
        "verify",
        "rebuild",
        "export",
        "backup",
        "restore",
        "forget",
        "reconcile",
    ):
        assert re.search(rf"(?m)^  {command} +[A-Z]", done.stdout), command
