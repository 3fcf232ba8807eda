"""What schemathesis is told about this service: its scalars, and what counts as its fault."""

import re
from datetime import date
from pathlib import Path

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

DOCS = Path(__file__).parents[2] / "docs" / "errors.md"
CODES = frozenset(re.findall(r"^\| `([A-Z_]+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
FAULTS = frozenset(
    {"INTERNAL", "NULL_VALUE", "SERVICE_UNAVAILABLE", "STORE_BROKEN", "TIMEOUT", "TOO_MUCH_MEMORY"}
)

SERVER = 5
"""What a status of the server's fault begins with."""

DAYS = ["2026-11-24", "2025-06-01", "2563-01-21", "21 ม.ค. 2563"]
YEARS = (date(1000, 1, 1), date(2299, 12, 31))
"""Days whose years are of one era without doubt."""
MOMENTS = ["2026-11-24T00:00:00Z", "2020-01-21T09:30:00+07:00"]
schemathesis.graphql.scalar(
    "Date", (st.sampled_from(DAYS) | st.dates(*YEARS).map(str)).map(nodes.String)
)
schemathesis.graphql.scalar("DateTime", st.sampled_from(MOMENTS).map(nodes.String))


@schemathesis.check
def no_fault_of_the_service(ctx, response, case):  # noqa: ANN001, ANN201, ARG001
    """No 5xx, and every error has a documented code that is no fault of ours.

    It stands for not_a_server_error, which takes an error with a path for one of the server; ours
    have one where an argument of one field is refused (BAD_ID, BAD_DATE…) and the others answer.
    """
    assert response.status_code // 100 != SERVER, response.status_code
    codes = [
        (error.get("extensions") or {}).get("code") for error in response.json().get("errors", [])
    ]
    assert set(codes) <= CODES - FAULTS, codes
