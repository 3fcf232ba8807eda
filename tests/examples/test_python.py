"""The example in Python."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import httpx
import pytest

from tests.examples.running import EXAMPLES, run, shown

FOLDER = EXAMPLES / "python"
BUSY = {"errors": [{"message": "Busy.", "extensions": {"code": "SERVICE_UNAVAILABLE"}}]}
EMPTY = {"changes": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": "c"}}}


def test_the_script_prints_what_its_page_shows(service: str) -> None:
    """Agencies over several pages, what changed, and a refusal."""
    printed = run((sys.executable, "-B", "portal.py"), FOLDER, PHAKHI_URL=service)
    assert printed == shown("python", "text")


@pytest.fixture
def client() -> Iterator[ModuleType]:
    """The client, as a script imports it."""
    spec = spec_from_file_location("phakhi_client", FOLDER / "phakhi_client.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_after_the_time_it_names(
    client: ModuleType, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """``Retry-After`` is kept to; an answer that comes later is an answer."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    replies = iter(
        [
            httpx.Response(status, headers={"retry-after": "3"}, json=BUSY),
            httpx.Response(status, headers={"retry-after": "900"}, json=BUSY),
            httpx.Response(200, json={"data": EMPTY}),
        ]
    )
    transport = httpx.MockTransport(lambda _: next(replies))
    with client.Phakhi("http://test/graphql", transport=transport) as phakhi:
        assert list(phakhi.changes(since=0)) == []
    assert waits == [3.0, 60.0]


def test_a_service_that_stays_busy_is_left_alone_in_the_end(
    client: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After four tries the refusal is told, with its code."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    transport = httpx.MockTransport(lambda _: httpx.Response(503, json=BUSY))
    with (
        client.Phakhi("http://test/graphql", transport=transport) as phakhi,
        pytest.raises(client.RefusedError, match="Busy") as refused,
    ):
        list(phakhi.changes(since=0))
    assert (refused.value.codes, waits) == (["SERVICE_UNAVAILABLE"], [1.0, 1.0, 1.0])
