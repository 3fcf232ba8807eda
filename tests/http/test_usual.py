"""What counts as the usual request; all else is Strawberry's view's."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from graph_api.http.usual import Operation, is_usual, operation_of


def _request(method: str, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": raw})


@pytest.mark.parametrize(
    ("request_", "usual"),
    [
        (_request("POST", content_type="application/json"), True),
        (_request("POST", content_type="application/json; charset=utf-8", accept="*/*"), True),
        (_request("POST", content_type="application/json", accept="text/event-stream"), False),
        (_request("POST", content_type="application/json", accept="multipart/mixed"), False),
        (_request("POST", content_type="multipart/form-data"), False),
        (_request("POST"), False),
        (_request("GET", content_type="application/json"), False),
    ],
)
def test_a_post_of_json_for_json_is_usual(request_: Request, *, usual: bool) -> None:
    """Whatever the character set; not where a stream is asked for."""
    assert is_usual(request_) is usual


@pytest.mark.parametrize(
    ("sent", "operation"),
    [
        ({"query": "{a}"}, Operation("{a}", None, None)),
        (
            {"query": "{a}", "variables": {"b": 1}, "operationName": "c", "extensions": None},
            Operation("{a}", {"b": 1}, "c"),
        ),
        ({"query": "{a}", "extensions": {"x": 1}}, None),
        ({"query": "{a}", "variables": 5}, None),
        ({"query": "{a}", "operationName": 5}, None),
        ({"query": 5}, None),
        ({}, None),
        ([{"query": "{a}"}], None),
        (5, None),
    ],
)
def test_one_operation_with_everything_in_place(sent: object, operation: Operation | None) -> None:
    """Nothing else is guessed at."""
    assert operation_of(sent) == operation
