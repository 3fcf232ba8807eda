"""One flight a key: shared, not repeated, and not ended by who leaves."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

import pytest

from graph_api.concurrency import SingleFlight

_WHO = ContextVar("_WHO", default="nobody")


class Work:
    """Counts how often it is begun, and ends when it is let."""

    def __init__(self) -> None:
        self.begun = 0
        self.go = asyncio.Event()

    async def __call__(self) -> str:
        """What it comes to: the number of its run, and whose context it ran in."""
        self.begun += 1
        number = self.begun
        await self.go.wait()
        return f"{number} {_WHO.get()}"


async def test_all_who_ask_while_it_runs_share_one_outcome() -> None:
    """By key; who asks after its end has it done anew."""
    flight, work, other = SingleFlight[str, str](), Work(), Work()
    waiting = [asyncio.create_task(flight.run("a", work)) for _ in range(3)]
    waiting.append(asyncio.create_task(flight.run("b", other)))
    await asyncio.sleep(0)
    work.go.set()
    other.go.set()
    assert await asyncio.gather(*waiting) == ["1 nobody"] * 4
    assert await flight.run("a", work) == "2 nobody"


async def test_who_is_cancelled_leaves_the_work_to_the_others() -> None:
    """Also where it was the one that began it."""
    flight, work = SingleFlight[str, str](), Work()
    first, second = (asyncio.create_task(flight.run("a", work)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    work.go.set()
    assert (first.cancelled(), await second, work.begun) == (True, "1 nobody", 1)


async def test_a_failure_is_everybodys_and_is_not_remembered() -> None:
    """Whoever asks next gets a new try; nobody has to look at a failure that nobody waited for."""
    flight = SingleFlight[str, str]()

    async def fail() -> str:
        await asyncio.sleep(0)
        message = "no luck"
        raise RuntimeError(message)

    outcomes = await asyncio.gather(
        *(flight.run("a", fail) for _ in range(2)), return_exceptions=True
    )
    assert [str(outcome) for outcome in outcomes] == ["no luck"] * 2
    with pytest.raises(RuntimeError):
        await flight.begin("a", fail)
    work = Work()
    work.go.set()
    assert await flight.run("a", work) == "1 nobody"


@pytest.mark.parametrize(("detached", "who"), [(False, "a reader"), (True, "nobody")])
async def test_detached_work_is_no_part_of_the_request_that_began_it(
    *, detached: bool, who: str
) -> None:
    """Its context is empty."""
    flight, work = SingleFlight[str, str](detached=detached), Work()
    work.go.set()
    token = _WHO.set("a reader")
    try:
        assert await flight.run("a", work) == f"1 {who}"
    finally:
        _WHO.reset(token)
