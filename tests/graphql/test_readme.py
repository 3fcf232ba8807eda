"""What the README shows is what the service says."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

from tests.graphql.conftest import Ask

README = Path(__file__).parents[2] / "README.md"


async def test_the_answer_in_the_readme_is_a_real_one(ask: Ask) -> None:
    """The question and the answer of the README, whole."""
    text = README.read_text(encoding="utf-8")
    question = re.search(r"phakhi query - <<'END'\n(.*?)    END\n", text, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert question is not None
    assert shown is not None
    result = await ask(textwrap.dedent(question[1]))
    assert result.errors is None
    assert {"data": result.data} == json.loads(shown[1])
