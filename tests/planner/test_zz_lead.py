from __future__ import annotations
import os
from typing import Any
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.oracles.graph import Graph
from tests.planner.asking import Asker
from tests.planner.grammar import documents
N = int(os.environ.get("PHAKHI_TEST_N", "60"))
many = settings(max_examples=N, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
BAD = []

async def _try(asker, written):
    try:
        await asker.check(written.document, written.variables)
    except BaseException as e:
        BAD.append((written.document, written.variables, repr(e)[:1500]))

@many
@given(data=st.data())
async def test_small(small_asker: Asker, small_graph: Graph, data: Any) -> None:
    await _try(small_asker, data.draw(documents(small_graph)))

@many
@given(data=st.data())
async def test_seeds(asker: Asker, graph: Graph, data: Any) -> None:
    await _try(asker, data.draw(documents(graph)))

def test_none_bad():
    BAD.sort(key=lambda b: len(b[0]))
    for b in BAD[:4]:
        print("=====", b[0], b[1], b[2], sep="\n")
    print(len(BAD))
    assert not BAD
