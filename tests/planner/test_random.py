"""Random documents, answered as both oracles answer them.

``PHAKHI_TEST_DOCUMENTS`` asks for more than the usual few; they are new ones each time then.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracles.graph import Graph
from tests.planner.asking import Asker
from tests.planner.grammar import documents

MORE = os.environ.get("PHAKHI_TEST_DOCUMENTS")

many = settings(
    max_examples=int(MORE or 30),
    deadline=None,
    derandomize=MORE is None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@many
@given(data=st.data())
async def test_random_documents_about_the_seeds(asker: Asker, graph: Graph, data: Any) -> None:
    """Whatever is asked, the planner, naive resolvers and graphql-core's completion agree."""
    written = data.draw(documents(graph))
    await asker.check(written.document, written.variables)


@many
@given(data=st.data())
async def test_random_documents_about_uneven_data(
    small_asker: Asker, small_graph: Graph, data: Any
) -> None:
    """Missing values, equal names, several relationships between the same two nodes."""
    written = data.draw(documents(small_graph))
    await small_asker.check(written.document, written.variables)
