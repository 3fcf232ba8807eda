"""Which header values are a key or a token; every other is refused before anything is looked up."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from graph_api.access.credentials import read_credential
from schema.errors import ErrorCode, PhakhiError

_LONG = "a" * 16_384


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({}, None),
        ({"accept": "x"}, None),
        ({"authorization": "Bearer abc.def-_~+/="}, "abc.def-_~+/="),
        ({"authorization": "bearer   abc"}, "abc"),
        ({"x-api-key": "phakhi_1_2"}, "phakhi_1_2"),
        ({"authorization": f"Bearer {_LONG[7:]}"}, _LONG[7:]),
    ],
)
def test_one_key_or_token_is_found(headers: dict[str, str], found: str | None) -> None:
    """In Authorization, with the scheme Bearer in any letters, or in X-API-Key."""
    assert read_credential(headers) == found


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"authorization": "Bearer a b"},
        {"authorization": "Bearer a,b"},
        {"authorization": " Bearer a"},
        {"authorization": "Bearer a\n"},
        {"authorization": "Basic dXNlcjpwYXNz"},
        {"authorization": "phakhi_1_2"},
        {"authorization": "Bearer ก"},
        {"authorization": "Bearer a\x00b"},
        {"authorization": "Bearer \xff"},
        {"authorization": f"Bearer {_LONG}"},
        {"x-api-key": ""},
        {"x-api-key": "Bearer a"},
        {"x-api-key": "a\x00"},
        {"x-api-key": "ก" * 10_000},
        {"authorization": "Bearer a", "x-api-key": "a"},
    ],
)
def test_what_has_not_the_form_of_one_is_malformed(headers: dict[str, str]) -> None:
    """Nothing is guessed, and a request speaks for one reader."""
    with pytest.raises(PhakhiError) as caught:
        read_credential(headers)
    assert caught.value.code is ErrorCode.UNAUTHENTICATED
    assert caught.value.en.startswith("The key or token is malformed")


@pytest.mark.parametrize("name", ["authorization", "x-api-key"])
def test_a_header_that_is_sent_twice_is_malformed(name: str) -> None:
    """A proxy might have looked at the other one."""
    values = {"authorization": b"Bearer a", "x-api-key": b"a"}
    headers = Headers(raw=[(name.encode(), values[name]), (name.encode(), values[name])])
    with pytest.raises(PhakhiError):
        read_credential(headers)
