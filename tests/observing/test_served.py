"""A real service: what it logs, what it never logs, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.observing.serving import PHAKHI, Served, environment, served

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store
    from schema.cypher import Writer

_SECRET = "hushhush"
_CONTACT = f"{_SECRET}-contact@example.org"
_JSON = {"content-type": "application/json"}

_BODIES: list[Any] = [
    {"query": f'query Asked {{ agency(id: "agency:{_SECRET}") {{ contact }} }}'},
    {
        "query": "query Asked($id: ID!) { agency(id: $id) { id } }",
        "variables": {"id": f"agency:{_SECRET}"},
    },
    {"query": "query Asked($id: ID!) { agency(id: $id) { id } }", "variables": {"id": [_SECRET]}},
    {"query": f"{{ {_SECRET} }}"},
    {"query": f"{{ {_SECRET} "},
    {"query": f'{{ agency(id: "{_SECRET}") {{ id }} }}'},
    {"query": f'{{ agencies(after: "{_SECRET}") {{ totalCount }} }}'},
    {"query": f'{{ agencies(where: {{nameEn: {{contains: "{_SECRET}"}}}}) {{ totalCount }} }}'},
    {"query": f'{{ search(text: "{_SECRET}") {{ __typename }} }}'},
    {"query": f'{{ agencies(first: {10**30}, after: "{_SECRET}") {{ totalCount }} }}'},
    {"query": f"mutation {{ {_SECRET} }}"},
    {"query": "{ __typename }", "variables": _SECRET},
    {"query": f"{{ __typename }} # {_SECRET}", "operationName": "Missing"},
    [_SECRET, {"query": f"{{ {_SECRET} }}"}],
    {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": _SECRET}}},
]


def _made_key(engine: Settings) -> str:
    done = subprocess.run(
        [*PHAKHI, "keys", "create", "--name", "portal", "--scope", "contacts"],
        env=environment(engine, PHAKHI_API_KEYS="true"),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def migrated(engine: Settings, empty_store: Store) -> Settings:
    """Where an empty store is that a service can serve at once."""
    del empty_store
    return engine


@pytest.fixture
async def contact(empty_store: Store) -> str:
    """What an agency in the store can be reached by."""

    async def write(tx: Writer) -> None:
        await tx.run(
            "CREATE (:Record:Agency {id: $id, contact: $contact})",
            {"id": f"agency:{_SECRET}", "contact": _CONTACT},
        )

    await empty_store.write(write)
    return _CONTACT


def _send_all(url: str, key: str) -> list[httpx.Response]:
    """Everything that could hold a secret, from clients with a good key, a wrong one and none."""
    with httpx.Client(base_url=url, timeout=30) as client:
        good = {"authorization": f"Bearer {key}", "cookie": f"session={_SECRET}"}
        answers = [client.post("/graphql", json=body, headers=good) for body in _BODIES]
        answers += [
            client.post("/graphql", content=f"no json {_SECRET}", headers=good | _JSON),
            client.post("/graphql", content=_SECRET, headers=good | {"content-type": _SECRET}),
            client.get(
                "/graphql", params={"query": "{ __typename }", "token": _SECRET}, headers=good
            ),
            client.get("/graphql", params={"query": f"{{ {_SECRET} }}"}, headers=good),
        ]
        for headers in (
            {},
            {"authorization": f"Bearer {key[:-4]}{_SECRET}"},
            {"authorization": f"Bearer e30.{_SECRET}.x"},
            {"authorization": f"Basic {_SECRET}"},
            {"x-api-key": _SECRET},
            {"x-api-key": key, "authorization": f"Bearer {key}"},
        ):
            answers.append(client.post("/graphql", json=_BODIES[0], headers=headers))
            answers.append(client.get("/metrics", headers=headers))
        return answers


def test_nothing_secret_is_ever_logged(contact: str, migrated: Settings, tmp_path: Path) -> None:
    """At the lowest level, of good requests and bad: no key, token, password, document or value."""
    key = _made_key(migrated)
    with served(
        migrated,
        tmp_path,
        PHAKHI_LOG_LEVEL="debug",
        PHAKHI_LOG_FORMAT="json",
        PHAKHI_API_KEYS="true",
    ) as service:
        answers = _send_all(service.url, key)
        _subscribe(service, key)
        log = service.stop()
    assert answers[0].json() == {"data": {"agency": {"contact": contact}}}
    lines = [json.loads(line) for line in log.splitlines()]
    requests = [line for line in lines if line["event"] == "request" and "ms" in line]
    assert len(requests) >= len(answers)
    assert {"Asked"} <= {line["operation"] for line in requests}
    for hidden in (_SECRET, key, key[-20:], service.password, "Bearer", "__typename", "contact"):
        assert hidden not in log, [line for line in log.splitlines() if hidden in line]


def _subscribe(service: Served, key: str) -> None:
    """A websocket whose first message holds a key, too."""
    with connect(
        f"ws://127.0.0.1:{service.port}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
    ) as socket_:
        payload = {"authorization": f"Bearer {key}", "x": _SECRET}
        socket_.send(json.dumps({"type": "connection_init", "payload": payload}))
        socket_.recv(timeout=10)


def test_the_log_says_what_happened(migrated: Settings, tmp_path: Path) -> None:
    """As JSON, each line with the request's id, and with the caller's trace where there is one."""
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"x-request-id": "mine", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    with served(migrated, tmp_path, PHAKHI_LOG_FORMAT="json") as service:
        httpx.post(
            f"{service.url}/graphql", json={"query": "query Q { __typename }"}, headers=headers
        )
        httpx.get(f"{service.url}/healthz", headers={"x-forwarded-for": "192.0.2.7"})
        log = service.stop()
    *lines, last = [json.loads(line) for line in log.splitlines()]
    assert last["event"] == "stopping"
    for line in lines:
        assert line.pop("timestamp").endswith("Z")
        assert line.pop("ms") >= 0
    ident = lines[1].pop("request_id")
    assert len(ident) == 32
    same = {"level": "info", "event": "request", "logger": "graph_api.http.observed"}
    assert lines == [
        same
        | {
            "request_id": "mine",
            "trace_id": trace,
            "method": "POST",
            "path": "/graphql",
            "status": 200,
            "operation": "Q",
            "outcome": "ok",
            "client": "address:127.0.0.1",
            "bytes": 31,
        },
        same
        | {
            "method": "GET",
            "path": "/healthz",
            "status": 200,
            "operation": "",
            "outcome": "",
            "client": "",
            "bytes": 15,
        },
    ]


def test_a_person_reads_one_line_a_request(migrated: Settings, tmp_path: Path) -> None:
    """And nothing else but signs of life; with the level at warnings, no request."""
    for level, expected in (("info", 1), ("warning", 0)):
        with served(migrated, tmp_path, PHAKHI_LOG_LEVEL=level) as service:
            httpx.get(f"{service.url}/healthz")
            log = service.stop()
        lines = [line for line in log.splitlines() if not line.endswith("…")]
        assert len(lines) == expected
        assert ("request" in log and "path=/healthz" in log) is bool(expected)


def test_a_request_in_hand_is_finished_when_the_service_ends(
    migrated: Settings, tmp_path: Path
) -> None:
    """Meanwhile it is not ready, and tells who else comes to go elsewhere."""
    with served(migrated, tmp_path) as service:
        with socket.create_connection(("127.0.0.1", service.port), timeout=30) as slow:
            slow.sendall(
                b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                b'content-length: 25\r\n\r\n{"query": '
            )
            _until_in_hand(service)
            service.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            ready = httpx.get(f"{service.url}/readyz")
            alive = httpx.get(f"{service.url}/healthz")
            new = httpx.post(f"{service.url}/graphql", json={"query": "{ __typename }"})
            slow.sendall(b'"{__typename}"}')
            answer = slow.makefile("rb").read()
        service.process.wait(timeout=10)
        assert service.process.returncode == 0
    assert (ready.status_code, ready.json()["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert (alive.status_code, new.status_code, new.headers["retry-after"]) == (200, 503, "1")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"connection: close" in answer.lower()
    assert answer.endswith(b'{"data":{"__typename":"Query"}}')


def test_the_end_does_not_wait_for_ever(migrated: Settings, tmp_path: Path) -> None:
    """A request that does not end is dropped after the drain time; at once at a second signal."""
    for drain, signals in (("1", 1), ("60", 2)):
        with served(migrated, tmp_path, PHAKHI_DRAIN_TIME=drain) as service:
            with socket.create_connection(("127.0.0.1", service.port), timeout=30) as slow:
                slow.sendall(b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 25\r\n\r\n{")
                _until_in_hand(service)
                for _ in range(signals):
                    service.process.send_signal(signal.SIGTERM)
                    time.sleep(0.2)
                service.process.wait(timeout=10)
            assert service.process.returncode == 0


def _until_in_hand(service: Served) -> None:
    end = time.monotonic() + 10
    while "phakhi_requests_in_hand 1.0" not in httpx.get(f"{service.url}/metrics").text:
        assert time.monotonic() < end


def test_heads_of_requests_are_short_and_come_soon(migrated: Settings, tmp_path: Path) -> None:
    """A long one is refused, also before it ends; who sends none, or only a part, is cut off."""
    with served(migrated, tmp_path, PHAKHI_BODY_TIMEOUT="1") as service:
        whole = _raw(
            service, b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 70_000 + b"\r\n\r\n"
        )
        endless = _raw(service, b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 70_000)
        part = _raw(service, b"GET /healthz HTTP/1.1\r\nhost: x\r\n")
        nothing = _raw(service, b"")
        good = httpx.get(f"{service.url}/healthz", headers={"x": "a" * 60_000})
    assert whole.startswith(b"HTTP/1.1 400 Bad Request")
    assert endless.startswith(b"HTTP/1.1 400 Bad Request")
    assert (part, nothing, good.status_code) == (b"", b"", 200)


def _raw(service: Served, sent: bytes) -> bytes:
    """What is answered until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        connection.sendall(sent)
        return connection.makefile("rb").read()
