"""A reader that is asked again: what ends its access, and what does not."""

from __future__ import annotations

import asyncio
import time

import pytest

from graph_api.access import keyring, session
from graph_api.access.identity import Principal
from graph_api.access.refusals import unknown
from graph_api.access.session import ReaderSession
from graph_api.store.errors import unavailable
from schema.errors import PhakhiError

_READER = Principal("key:a", frozenset({"contacts"}), anonymous=False)


class Reader:
    """Says who it is, or fails; counts how often it was asked."""

    def __init__(self) -> None:
        self.now: Principal | PhakhiError = _READER
        self.asked = 0

    async def __call__(self) -> Principal:
        """Who it is now."""
        self.asked += 1
        if isinstance(self.now, PhakhiError):
            raise self.now
        return self.now


async def code_of(reader: ReaderSession) -> str:
    """Why the reader is refused."""
    with pytest.raises(PhakhiError) as caught:
        await reader.confirm()
    return caught.value.code.value


def test_the_promise_holds_in_the_worst_case() -> None:
    """A key that is revoked just after the keys were read is out within ten seconds everywhere."""
    assert keyring.FRESH_SECONDS + session.RECHECK_SECONDS < 10


async def test_who_was_refused_stays_refused() -> None:
    """Though its key is valid again: it has to come anew."""
    reader = Reader()
    known = ReaderSession(reader, _READER)
    await known.confirm()
    reader.now = unknown()
    assert await code_of(known) == "UNAUTHENTICATED"
    reader.now = _READER
    assert await code_of(known) == "UNAUTHENTICATED"
    assert (await asyncio.wait_for(known.ended(), 1)).code.value == "UNAUTHENTICATED"


@pytest.mark.parametrize("scopes", [frozenset[str](), frozenset({"contacts", "metrics"})])
async def test_other_scopes_end_access(scopes: frozenset[str]) -> None:
    """Fewer, or more: what is open was opened with others."""
    reader = Reader()
    known = ReaderSession(reader, _READER)
    reader.now = Principal("key:a", scopes, anonymous=False)
    assert await code_of(known) == "FORBIDDEN"


async def test_an_end_that_is_known_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that expires between two looks ends then, and not at the next look."""
    monkeypatch.setattr(session, "RECHECK_SECONDS", 100.0)
    reader = Reader()
    soon = Principal("token:a", frozenset(), anonymous=False, expires=time.time() + 0.2)
    known = ReaderSession(reader, soon)
    assert (await asyncio.wait_for(known.ended(), 2)).code.value == "UNAUTHENTICATED"
    assert (time.time() >= soon.expires, reader.asked) == (True, 0)


async def test_what_cannot_be_found_out_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read meanwhile; when it can be found out again, it counts."""
    monkeypatch.setattr(session, "RECHECK_SECONDS", 0.01)
    reader = Reader()
    known = ReaderSession(reader, _READER)
    reader.now = unavailable()
    end = asyncio.create_task(known.ended())
    assert await code_of(known) == "SERVICE_UNAVAILABLE"
    await asyncio.sleep(0.1)
    assert (end.done(), reader.asked > 2) == (False, True)
    reader.now = unknown()
    assert (await asyncio.wait_for(end, 1)).code.value == "UNAUTHENTICATED"


async def test_a_short_request_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long one is: it may have waited in line, or have taken long."""
    reader = Reader()
    known = ReaderSession(reader, _READER)
    await known.confirm_again()
    assert reader.asked == 0
    monkeypatch.setattr(session, "RECHECK_SECONDS", 0.0)
    await asyncio.sleep(0.01)
    await known.confirm_again()
    assert reader.asked == 1
