"""A request takes no longer than it may."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from graph_api.store.errors import too_slow
from schema.errors import PhakhiError
from tests.http.small import ENDLESS, small_client, until_running

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store


pytestmark = pytest.mark.usefixtures("planned")


@pytest.fixture
async def planned(udon: Store) -> None:
    """The plan is there, so that the time goes into running."""
    with pytest.raises(PhakhiError, match=too_slow(planning=False).en):
        await udon.read(ENDLESS, timeout=0.1)


async def test_a_request_ends_in_time_and_so_does_its_statement(
    udon: Store, udon_engine: Settings
) -> None:
    """504 as plain JSON too; nothing is left running in the database."""
    settings = udon_engine.model_copy(update={"request_timeout": 0.5})
    async with small_client(udon, settings) as client:
        started = time.monotonic()
        answer = await client.post("/graphql", json={"query": "{ slow }"})
        assert time.monotonic() - started < 5
    await until_running(udon, count=0)
    assert answer.status_code == 504
    assert [error["extensions"] for error in answer.json()["errors"]] == [{"code": "TIMEOUT"}]
    assert "data" not in answer.json()


async def test_a_batch_has_the_time_of_one_request(udon: Store, udon_engine: Settings) -> None:
    """What was answered in time stays answered."""
    settings = udon_engine.model_copy(update={"request_timeout": 0.5})
    batch = [{"query": "{ fine }"}, {"query": "{ slow }"}, {"query": "{ slow }"}]
    async with small_client(udon, settings) as client:
        started = time.monotonic()
        answer = await client.post("/graphql", json=batch)
        assert time.monotonic() - started < 5
    await until_running(udon, count=0)
    first, *others = answer.json()
    assert (answer.status_code, first) == (200, {"data": {"fine": 1}})
    assert [item["errors"][0]["extensions"] for item in others] == [{"code": "TIMEOUT"}] * 2
