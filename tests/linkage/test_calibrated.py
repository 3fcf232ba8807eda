"""`cameTrue`: how often such a score came true, where it was measured on what counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.linkage import snapshots
from graph_api.linkage.weights import BLEND_DIGEST
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from loaders.calibration import Calibration, ScoreBin, write_calibration
from loaders.calibration_statements import READ_CONTENTS, DatasetContent
from tests.analyses.readiness.conftest import Ask, ask
from tests.loaders.conftest import Folder, folder
from tests.questions.conftest import CountingStore

__all__ = ["ask", "folder"]

pytestmark = pytest.mark.store

REAL = {
    "areas": "id,name_th\narea:41,จังหวัด",
    "issues": "id,name_th\nissue:i,ประเด็น\nissue:j,ประเด็นอื่น",
    "agencies": "id,name_th,in_area\n"
    + "\n".join(f"agency:{name},{name},area:41" for name in ("asks", "tied", "near", "far", "new")),
    "adopts": "from,to\nagency:asks,issue:i\nagency:near,issue:i\nagency:new,issue:i",
    "collaborates_with": "from,to\nagency:asks,agency:tied\nagency:tied,agency:near",
}
ELSEWHERE = {"agencies": "id,name_th\nagency:other,อื่น"}
TERMS = {"terms": "id,name_th,vocabulary\nterm:t,คำ,role"}
MADE = {"synthetic": True, "precedence": 1}

TABLES = {
    "none": (ScoreBin(0.5, 1.0, 50, 1), ScoreBin(0.0, 0.5, 500, 2)),
    "1–2": (ScoreBin(0.5, 1.0, 40, 30), ScoreBin(0.0, 0.5, 300, 1)),
    "3+": (ScoreBin(0.0, 1.0, 30, 30),),
}
HIGH = {"of": 40, "share": 0.75, "scoreFrom": 0.5, "scoreTo": 1.0, "hidden": 0.2}
LOW = {"of": 300, "share": 0.003333, "scoreFrom": 0.0, "scoreTo": 0.5, "hidden": 0.2}

QUERY = """
query Q($agency: ID! = "agency:asks", $need: ID, $needs: [NeedInput!], $weights: WeightsInput,
        $without: [ID!], $ties: Existing! = LEAVE_OUT, $datasets: [ID!],
        $includeSynthetic: Boolean) {
  collaborators(agency: $agency, need: $need, needs: $needs, weights: $weights, ties: $ties,
                without: $without, datasets: $datasets, includeSynthetic: $includeSynthetic) {
    candidates { agency { id } score cameTrue { of share scoreFrom scoreTo hidden } } } }
"""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the graph is seen by the next request."""
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)


@pytest.fixture
async def real(empty_store: Store, folder: Folder) -> Store:
    """A small province that was calibrated."""
    await load_folder(empty_store, folder("real", **REAL))
    await calibrate(empty_store, "dataset:real")
    return empty_store


async def calibrate(
    store: Store,
    *datasets: str,
    blend: str = BLEND_DIGEST,
    tables: Mapping[str, tuple[ScoreBin, ...]] = TABLES,
) -> None:
    """Keeps tables with datasets as they are loaded."""
    loaded: list[DatasetContent] = await READ_CONTENTS.read(store, datasets=list(datasets))
    made = Calibration(frozenset(map(str, loaded)), blend, 0.2, tables)
    await write_calibration(store, loaded, made)


async def told(ask: Ask, **variables: Any) -> dict[str, Any]:
    """What is told of each candidate."""
    data, codes = await ask(QUERY, **variables)
    assert codes == []
    candidates = data["collaborators"]["candidates"]
    return {item["agency"]["id"].removeprefix("agency:"): item["cameTrue"] for item in candidates}


@pytest.mark.usefixtures("real")
async def test_a_candidate_is_told_by_its_score_and_the_partners_of_who_asks(ask: Ask) -> None:
    """By the table of one or two partners, and of none; an existing partner was not tested."""
    assert await told(ask) == {"near": HIGH, "new": LOW, "far": LOW}
    assert await told(ask, ties="MARK") == {"near": HIGH, "tied": None, "new": LOW, "far": LOW}
    of_new = await told(ask, agency="agency:new")
    assert {name: each["of"] for name, each in of_new.items()} == {
        "asks": 50,
        "near": 50,
        "tied": 50,
        "far": 500,
    }


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    "variables",
    [
        {"weights": {"concern": 0.2, "known": 1.0}},
        {"need": "issue:i"},
        {"needs": [{"id": "issue:i"}, {"id": "issue:j", "weight": 2.0}]},
        {"without": ["agency:far"]},
        {"datasets": ["dataset:real", "dataset:elsewhere"], "without": ["issue:j"]},
    ],
)
async def test_other_scores_were_not_measured(ask: Ask, variables: dict[str, Any]) -> None:
    """By other weights, with a need, or with somebody away."""
    found = await told(ask, **variables)
    assert found
    assert set(found.values()) == {None}


async def test_scores_of_another_blend_were_not_measured(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """As after an update that computes them otherwise."""
    await load_folder(empty_store, folder("real", **REAL))
    await calibrate(empty_store, "dataset:real", blend="as it was")
    assert await told(ask) == {"near": None, "new": None, "far": None}


async def test_a_score_that_too_few_had_was_not_measured(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Nor one of a group in which nothing was."""
    await load_folder(empty_store, folder("real", **REAL))
    tables = {"none": (), "1–2": (TABLES["1–2"][0], ScoreBin(0.0, 0.5, 29, 29))}
    await calibrate(empty_store, "dataset:real", tables=tables)
    assert await told(ask) == {"near": HIGH, "new": None, "far": None}
    assert set((await told(ask, agency="agency:new")).values()) == {None}


async def test_it_counts_for_the_datasets_that_were_measured_alone(
    real: Store, folder: Folder, ask: Ask
) -> None:
    """Another with agencies, or with ties of them, is no part of it; but may be named or left out."""
    whole = {"near": HIGH, "new": LOW, "far": LOW}
    await load_folder(real, folder("terms", **TERMS))
    assert await told(ask) == whole
    await load_folder(real, folder("made", info=MADE, **ELSEWHERE))
    assert await told(ask) == whole
    assert set((await told(ask, includeSynthetic=True)).values()) == {None}
    ties = {"collaborates_with": "from,to\nagency:new,agency:far"}
    await load_folder(real, folder("ties", **ties))
    assert set((await told(ask)).values()) == {None}
    assert await told(ask, datasets=["dataset:real"]) == whole
    assert await told(ask, datasets=["dataset:real", "dataset:terms"]) == whole
    await calibrate(real, "dataset:real", "dataset:terms", "dataset:ties")
    assert (await told(ask))["near"] == HIGH
    assert await told(ask, datasets=["dataset:real"]) == whole


async def test_of_two_that_apply_the_one_on_more_datasets_is_told(
    real: Store, folder: Folder, ask: Ask
) -> None:
    """It was measured on more of what counts; where it does not count whole, the other applies."""
    await load_folder(real, folder("terms", **TERMS))
    await calibrate(real, "dataset:real", "dataset:terms", tables={"1–2": TABLES["3+"]})
    assert {each["of"] for each in (await told(ask)).values()} == {30}
    assert (await told(ask, datasets=["dataset:real"]))["near"] == HIGH


async def test_other_content_was_not_measured(real: Store, folder: Folder, ask: Ask) -> None:
    """The same files leave it as it is; a change of one of them ends it."""
    await load_folder(real, folder("real", **REAL))
    assert (await told(ask))["near"] == HIGH
    await load_folder(
        real, folder("real", **REAL | {"adopts": f"{REAL['adopts']}\nagency:far,issue:j"})
    )
    assert set((await told(ask)).values()) == {None}


async def test_it_takes_a_statement_where_it_is_selected(real: Store, engine: Settings) -> None:
    """And one more for the datasets, the first time after a change."""
    store = CountingStore(real)
    services = make_services(cast("Store", store))

    async def statements(selected: str) -> int:
        store.statements.clear()
        document = f'{{ collaborators(agency: "agency:asks") {{ candidates {{ {selected} }} }} }}'
        context = RequestContext(cast("Store", store), engine, "en", services)
        result = await build_schema().execute(document, {}, context)
        assert result.errors is None
        return len(store.statements)

    await statements("score")
    plain = await statements("score")
    with_it = [await statements("score cameTrue { of }") for _ in range(2)]
    assert (with_it, await statements("score")) == ([plain + 2, plain + 1], plain)
