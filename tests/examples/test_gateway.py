"""The example of a federation gateway."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.examples.running import EXAMPLES, NODE, installed, running, shown

pytestmark = pytest.mark.npm


@pytest.fixture(scope="module")
def gateway(service: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gateway over the service and the calendar."""
    folder = installed("gateway", tmp_path_factory.mktemp("gateway"))
    variables = {"PHAKHI_URL": service, "CALENDAR_PORT": "0", "PORT": "0"}
    with running((NODE, "start.mjs"), folder, **variables) as url:
        yield url


def test_a_question_across_both_subgraphs_gives_what_its_page_shows(gateway: str) -> None:
    """Meetings of the calendar with hosts of Phakhi, and an agency of Phakhi with its meetings."""
    question = (EXAMPLES / "gateway" / "question.graphql").read_text(encoding="utf-8")
    answer = httpx.post(gateway, json={"query": question}, timeout=60)
    gone = {
        "message": "Cannot return null for non-nullable field Agency.nameTh.",
        "path": ["meetings", 3, "host", "nameTh"],
        "extensions": {"code": "INVALID_GRAPHQL"},
    }
    assert answer.json() == {
        "data": json.loads(shown("gateway", "json")),
        "extensions": {"valueCompletion": [gone]},
    }


def test_a_readers_language_reaches_the_service(gateway: str) -> None:
    """Headers of the request go on to the subgraphs; errors come back with their codes."""
    answer = httpx.post(
        gateway,
        json={"query": '{ agency(id: "rice mill") { nameTh } }'},
        headers={"accept-language": "th"},
        timeout=60,
    )
    (error,) = answer.json()["errors"]
    assert error["message"].startswith(
        "รหัส 'rice mill' ไม่ได้ขึ้นต้นด้วยคำนำหน้าของประเภท เช่น agency:, network:, "
    )
    assert error["extensions"]["code"] == "BAD_ID"
