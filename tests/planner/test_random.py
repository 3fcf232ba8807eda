"""Random documents, answered as both oracles answer them."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracles.graph import Graph
from tests.planner.asking import Asker
from tests.planner.grammar import documents

EXAMPLES = int(os.environ.get("PHAKHI_TEST_DOCUMENTS", "60"))
"""How many; a larger number also draws new ones each time."""

slow = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 60,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)


@slow
@given(data=st.data())
async def test_random_documents(asker: Asker, graph: Graph, data: Any) -> None:
    """Whatever is asked, the planner, naive resolvers and graphql-core's completion agree."""
    written = data.draw(documents(graph))
    await asker.check(written.document, written.variables)
