"""The page for portal builders."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from tests.examples.running import EXAMPLES

PAGE = (EXAMPLES.parent / "docs" / "portals.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```graphql\n(.*?)^```\n\n```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_question_of_the_page_has_its_answer() -> None:
    """None is shown without what was answered."""
    assert len(SHOWN) == PAGE.count("```graphql") == PAGE.count("```json")
    assert SHOWN


@pytest.mark.parametrize(("question", "answer"), SHOWN)
def test_the_page_shows_what_the_service_answers(service: str, question: str, answer: str) -> None:
    """Each question, in the language that it names, with the whole of its answer."""
    language = re.match(r"# Accept-Language: (\w+)\n", question)
    headers = {"accept-language": language[1]} if language else {}
    asked = httpx.post(service, json={"query": question}, headers=headers, timeout=60)
    assert asked.json() == json.loads(answer)
