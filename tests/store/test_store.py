"""What a store promises to those who read and write through it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.store import Store
    from schema.cypher import Writer

pytestmark = pytest.mark.store

_ENDLESS = "UNWIND range(1, 10000000000) AS x RETURN count(x % 7) AS endless"


async def test_read_returns_rows_of_positional_lists(store: Store) -> None:
    """Rows come in the statement's order, columns by position, nested lists as lists."""
    rows = await store.read("UNWIND $p AS x RETURN x, [x, [x + 1]]", {"p": [1, 2]})
    assert rows == [[1, [1, [2]]], [2, [2, [3]]]]


async def test_write_is_seen_by_the_next_read(empty_store: Store) -> None:
    """A write returns what its work returns, and reads after it see the data."""

    async def work(transaction: Writer) -> int:
        await transaction.run("CREATE (:Thing {name: $name})", {"name": "ก"})
        [[count]] = await transaction.run("MATCH (t:Thing) RETURN count(t)")
        return int(count)

    assert await empty_store.write(work) == 1
    assert await empty_store.read("MATCH (t:Thing) RETURN t.name") == [["ก"]]


async def test_a_failed_write_leaves_nothing(empty_store: Store) -> None:
    """When the work raises, its statements are undone and its own error arrives unchanged."""

    async def work(transaction: Writer) -> None:
        await transaction.run("CREATE (:Thing)")
        message = "a mistake of the caller"
        raise TypeError(message)

    with pytest.raises(TypeError, match="a mistake of the caller"):
        await empty_store.write(work)
    assert await empty_store.read("MATCH (t:Thing) RETURN count(t)") == [[0]]


async def test_read_cannot_write(store: Store) -> None:
    """A statement that writes is refused by ``read``, without a word about the statement."""
    with pytest.raises(PhakhiError) as caught:
        await store.read("CREATE (:Thing)")
    assert caught.value.code is ErrorCode.INTERNAL
    assert "CREATE" not in caught.value.en


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a\ud800b", ErrorCode.BAD_TEXT),
        (["ok", {"k": "\udfff"}], ErrorCode.BAD_TEXT),
        (2**63, ErrorCode.BAD_ARGUMENT),
        (-(2**63) - 1, ErrorCode.BAD_ARGUMENT),
    ],
)
async def test_values_that_bolt_cannot_carry_are_refused(
    store: Store, value: object, code: ErrorCode
) -> None:
    """Half characters and too large numbers get a code of their own, nested ones too."""
    with pytest.raises(PhakhiError) as caught:
        await store.read("RETURN $p", {"p": value})
    assert caught.value.code is code


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), "\x00\x1f\u2028", "ก" * 100_000, 1.5, None])
async def test_odd_but_possible_values_come_back_unchanged(store: Store, value: object) -> None:
    """The ends of the number range, control characters and long texts are carried as they are."""
    assert await store.read("RETURN $p", {"p": value}) == [[value]]


async def test_a_statement_ends_at_its_time_limit(store: Store) -> None:
    """A statement over its limit is TIMEOUT, and not to be tried again."""
    with pytest.raises(PhakhiError) as caught:
        await store.read(_ENDLESS, timeout=0.2)
    assert (caught.value.code, caught.value.retryable) == (ErrorCode.TIMEOUT, False)


@pytest.mark.parametrize("kind", ["read", "write"])
async def test_a_statement_over_the_memory_limit_is_refused(store: Store, kind: str) -> None:
    """Too large a statement is TOO_MUCH_MEMORY at once, not tried again, and the store lives."""
    statement = "UNWIND range(1, 100000000) AS x RETURN collect(toString(x))"

    async def work(transaction: Writer) -> object:
        return await transaction.run(statement)

    with pytest.raises(PhakhiError) as caught:
        await (store.read(statement) if kind == "read" else store.write(work))
    assert (caught.value.code, caught.value.retryable) == (ErrorCode.TOO_MUCH_MEMORY, False)
    await store.ping()


async def test_a_cancelled_read_ends_in_the_database(store: Store) -> None:
    """When the awaiting task is cancelled, the statement does not go on in Neo4j."""
    reading = asyncio.create_task(store.read(_ENDLESS, timeout=60))
    await _until_running(store, count=1)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await _until_running(store, count=0)


async def _until_running(store: Store, count: int) -> None:
    async with asyncio.timeout(20):
        while True:
            rows = await store.read("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
            if sum("AS endless" in query for [query] in rows) == count:
                return
            await asyncio.sleep(0.05)


async def test_a_second_record_with_the_same_key_is_a_conflict(empty_store: Store) -> None:
    """A broken uniqueness constraint is BAD_ARGUMENT; making the constraint twice is harmless."""
    for _ in range(2):
        await empty_store.run_schema(
            "CREATE CONSTRAINT thing_key IF NOT EXISTS FOR (t:Thing) REQUIRE t.key IS UNIQUE"
        )

    async def work(transaction: Writer) -> None:
        await transaction.run("CREATE (:Thing {key: 1}) CREATE (:Thing {key: 1})")

    with pytest.raises(PhakhiError) as caught:
        await empty_store.write(work)
    await empty_store.run_schema("DROP CONSTRAINT thing_key")
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


async def test_two_writers_of_one_counter_lose_nothing(empty_store: Store) -> None:
    """Writes that meet are done one after the other, deadlocks included."""

    async def work(transaction: Writer) -> None:
        await transaction.run("MERGE (c:Thing {key: 0}) SET c.v = coalesce(c.v, 0) + 1")

    await empty_store.write(work)
    await asyncio.gather(*(empty_store.write(work) for _ in range(8)))
    assert await empty_store.read("MATCH (c:Thing) RETURN c.v") == [[9]]
