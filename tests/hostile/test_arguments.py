"""Hostile texts in every argument: an error or an answer, small, soon, and nothing else happens."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from graphql import build_schema, parse, validate

from graph_api.graphql.schema import sdl
from schema.errors import ErrorCode
from tests.hostile.arguments import Place, places
from tests.hostile.conftest import QUICK, SMALL, Served

FAULTS = {ErrorCode.INTERNAL, ErrorCode.NULL_VALUE, ErrorCode.TIMEOUT, ErrorCode.STORE_BROKEN}
AT_ONCE = 4
"""Requests on their way at a time."""

TEXTS = {
    "Cypher": "'; MATCH (n) DETACH DELETE n //",
    "Cypher in backticks": "`}) DETACH DELETE n; MATCH (m:`",
    "a parameter": "$p[0]} RETURN 1 UNION MATCH (n) RETURN n",
    "Lucene": 'name:* AND (+"x" -y~0.1^9 [a TO b} \\',
    "an open Lucene": "((((((((((",
    "a regular expression": "(a+)+$(a+)+$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    "formats": "%s%n%x {0.__class__.__mro__} ${jndi:ldap://x} {{7*7}}",
    "NUL": "agency:a\0b",
    "a lone surrogate": "agency:\ud800",
    "right to left": "agency:\u202eeciffo\u202c\u200b\u200d\ufeff",
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️" * 20,
    "Thai signs piled up": "ก" + "\u0e49" * 2_000,
    "much white space": " \t\n\u3000" * 2_000,
    "150 kB": "x" * 150_000,
    "150 kB of an id": "agency:" + "a" * 150_000,
    "1 MB": "x" * 1_000_000,
    "nothing": "",
}


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client that waits for slow answers, so that they can be told."""
    async with httpx.AsyncClient(timeout=60) as client:
        yield client


def test_every_document_is_valid() -> None:
    """What is sent reaches what is behind the argument; and there are hundreds."""
    known = build_schema(sdl())
    wrong = [
        (place.name, error.message)
        for place in places()
        for error in validate(known, parse(place.document))
    ]
    assert wrong == []
    assert len(places()) > 250


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_hostile_text_in_every_argument(
    served: Served, client: httpx.AsyncClient, text: str
) -> None:
    """Small and soon; no 5xx; each error has a code that is no fault of the service."""
    turn = asyncio.Semaphore(AT_ONCE)
    wrong: list[tuple[str, object]] = []

    async def ask(place: Place) -> None:
        body = json.dumps({"query": place.document, "variables": {"v": text}}).encode()
        async with turn:
            start = time.monotonic()
            answer = await client.post(
                served.url, content=body, headers={"content-type": "application/json"}
            )
            seconds = time.monotonic() - start
        codes = {error["extensions"]["code"] for error in answer.json().get("errors", [])}
        fine = answer.status_code < 500 and codes <= set(ErrorCode) - FAULTS
        if not fine or len(answer.content) > SMALL or seconds > QUICK:
            wrong.append((place.name, (answer.status_code, codes, len(answer.content), seconds)))

    await asyncio.gather(*map(ask, places()))
    assert wrong == []
