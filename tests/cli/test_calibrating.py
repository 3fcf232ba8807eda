"""`phakhi evaluate --calibrate`, on a real store: what it prints, keeps, and refuses."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from graph_api.linkage import snapshots
from graph_api.linkage.weights import BLEND_DIGEST
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder, remove_dataset
from loaders.calibration import read_calibrations
from seeds import SEED_FOLDERS
from seeds.generated import Sizes, generate
from tests.analyses.readiness.conftest import Ask, ask
from tests.cli.test_commands import phakhi, refusal

__all__ = ["ask"]

pytestmark = pytest.mark.store

NEEDED = [path for path in SEED_FOLDERS if path.name in ("vocabulary", "thai_areas")]
"""What a generated province names."""

QUERY = """
query Q($agency: ID!) { collaborators(agency: $agency, first: 100) {
  candidates { score cameTrue { of share scoreFrom scoreTo hidden } } } }
"""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the graph is seen by the next request."""
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)


@pytest.fixture
async def province(empty_store: Store, tmp_path: Path) -> Path:
    """A generated province that is loaded, with what it names."""
    folder = tmp_path / "province"
    generate(folder, Sizes.of(80, 1), 1)
    for path in (*NEEDED, folder):
        await load_folder(empty_store, path)
    return folder


async def calibrate(
    engine: Settings, folder: Path, *options: str, **variables: str
) -> CompletedProcess[str]:
    """Runs the command beside this process, which runs the store."""
    arguments = ("evaluate", str(folder), "--seeds", "2", "--calibrate", *options)
    return await asyncio.to_thread(phakhi, *arguments, "--store", str(engine.store), **variables)


async def told(ask: Ask, agency: str) -> list[dict[str, Any]]:
    """Candidates of an agency."""
    data, codes = await ask(QUERY, agency=agency)
    assert codes == []
    candidates: list[dict[str, Any]] = data["collaborators"]["candidates"]
    return candidates


async def an_agency(store: Store) -> str:
    """One with most partners."""
    [[agency]] = await store.read(
        "MATCH (a:Agency)-[:TAKES_PART_IN]->() WITH a, count(*) AS works "
        "RETURN a.id ORDER BY works DESC, a.id LIMIT 1"
    )
    return str(agency)


async def test_what_is_printed_is_kept_and_shown_until_the_dataset_changes(
    empty_store: Store, engine: Settings, province: Path, ask: Ask
) -> None:
    """With each candidate the bin of its score; a changed file, or the dataset gone, ends it."""
    agency = await an_agency(empty_store)
    assert {str(each["cameTrue"]) for each in await told(ask, agency)} == {"None"}
    done = await calibrate(engine, province, "--json")
    assert done.returncode == 0, done.stderr
    assert "Kept with dataset:generated" in done.stderr
    bins = json.loads(done.stdout)["calibration"]["3+"]
    assert sum(one["came_true"] for one in bins) > 0
    shown = {
        one["low"]: {
            "of": one["of"],
            "share": round(one["came_true"] / one["of"], 6),
            "scoreFrom": one["low"],
            "scoreTo": one["high"],
            "hidden": 0.2,
        }
        for one in bins
        if one["of"] >= 30
    }
    candidates = await told(ask, agency)
    for each in candidates:
        assert each["cameTrue"] == shown.get(int(each["score"] * 10) / 10)
    assert any(each["cameTrue"] for each in candidates)
    adopts = province / "adopts.csv"
    lines = adopts.read_text("utf-8").splitlines(keepends=True)
    adopts.write_text("".join(lines[:-1]), "utf-8")
    assert "เนื้อหาต่างจากในโฟลเดอร์" in refusal(
        await calibrate(engine, province, LC_ALL="th_TH.UTF-8")
    )
    assert (await told(ask, agency))[0]["cameTrue"] is not None
    await load_folder(empty_store, province)
    assert {str(each["cameTrue"]) for each in await told(ask, agency)} == {"None"}
    assert await read_calibrations(empty_store, BLEND_DIGEST) == []


async def test_it_prints_a_table_in_the_language_of_the_person(
    empty_store: Store, engine: Settings, province: Path
) -> None:
    """After those of the methods; what is kept goes with its dataset."""
    english, thai = [
        await calibrate(engine, province, LC_ALL=language)
        for language in ("C.UTF-8", "th_TH.UTF-8")
    ]
    title = "3+ ties left: how often a score came true (20% hidden, 2 trials)"
    assert title in english.stdout
    assert english.stdout.index(title) > english.stdout.index("random")
    assert "under 30 pairs" in english.stdout
    assert "เหลือพันธมิตร 3+ ราย: คะแนนเป็นจริงบ่อยเพียงใด (ซ่อน 20% ทดสอบ 2 รอบ)" in thai.stdout
    assert "ไม่ถึง 30 คู่" in thai.stdout
    assert "เก็บไว้กับ dataset:generated แล้ว" in thai.stderr
    assert len(await read_calibrations(empty_store, BLEND_DIGEST)) == 1
    await remove_dataset(empty_store, "dataset:generated")
    assert await read_calibrations(empty_store, BLEND_DIGEST) == []


async def test_what_cannot_be_kept_is_refused_before_anything_is_measured(
    empty_store: Store, engine: Settings, tmp_path: Path
) -> None:
    """A dataset that is not loaded, another way to hide, and a store that is not there."""
    folder = tmp_path / "province"
    generate(folder, Sizes.of(40, 1), 1)
    assert refusal(await calibrate(engine, folder)) == (
        "phakhi: dataset:generated is not loaded in this store, so its calibration cannot be kept "
        "with it. Load its folder with `phakhi load`, or name another store with --store."
    )
    for option in ("--by-date", "--need"):
        assert refusal(await calibrate(engine, folder, option)) == (
            "phakhi: --calibrate hides events at random, and its askers state no need: leave out "
            "--by-date and --need."
        )
    nowhere = engine.model_copy(update={"store": tmp_path / "nowhere"})
    assert "There is no store at" in refusal(await calibrate(nowhere, folder))
    assert not (tmp_path / "nowhere").exists()
    assert await read_calibrations(empty_store, BLEND_DIGEST) == []
