"""Positions: the same everywhere, nearly the same after small changes, nothing on top of anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import numpy as np
import pytest
from scipy.spatial import KDTree

from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.ground import official_ground
from graph_api.linkage.territories import divide
from seeds.generated.country import generate
from seeds.generated.sizes import Sizes
from tests.linkage.generated import PlainProvince

AGENCIES = 600
ONE_PERCENT = AGENCIES // 100
STILL = 0.02
SHARE = 0.95
SEEDS = range(3)

Change = Callable[[PlainProvince, Random], None]

CHANGES: dict[str, Change] = {
    "agencies added": lambda p, r: p.add_agencies(ONE_PERCENT, p.of_kind("network"), r),
    "agencies removed": lambda p, r: p.remove_agencies(ONE_PERCENT, r),
    "memberships": lambda p, r: p.change("MEMBER_OF", p.of_kind("network"), 0.01, r),
    "works": lambda p, r: p.change("TAKES_PART_IN", p.of_kind("goal"), 0.01, r),
    "ties": lambda p, r: p.change("COLLABORATES_WITH", p.of_kind("agency"), 0.01, r),
    "a new network": lambda p, r: p.add_network(ONE_PERCENT, r),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated province."""
    path = tmp_path_factory.mktemp("province") / "generated"
    generate(path, Sizes(AGENCIES, 1), 11)
    return path


@pytest.fixture(scope="module")
def province(folder: Path) -> PlainProvince:
    """The same, read."""
    return PlainProvince([folder])


def _points(features: Features) -> dict[str, Floats]:
    points = official_ground(features).points
    return dict(zip(features.graph.ids, points, strict=True))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_change_moves_few_marks(province: PlainProvince, change: str, seed: int) -> None:
    """Of the organisations and issues at least 95% stay within 2% of the picture."""
    before = _points(province.features())
    changed = deepcopy(province)
    CHANGES[change](changed, Random(seed))  # noqa: S311 - not for secrets
    after = _points(changed.features())
    assert before.keys() != after.keys() or change in {"memberships", "works", "ties"}
    shown = [
        ident
        for ident in before.keys() & after.keys()
        if ident.startswith(("agency:", "network:", "issue:"))
    ]
    moved = np.array([np.hypot(*(before[ident] - after[ident])) for ident in shown])
    assert (moved < STILL).mean() >= SHARE
    assert len(shown) > AGENCIES - ONE_PERCENT


def test_marks_stand_beside_each_other_and_clusters_apart(province: PlainProvince) -> None:
    """No two organisations are nearer than a mark of 8 of 900 pixels; neighbours are of one cluster."""
    features = province.features()
    ground = official_ground(features)
    run = [*features.graph.run("agency"), *features.graph.run("network")]
    points, own = ground.points[run], ground.clustering.of[run]
    distances, neighbours = KDTree(points).query(points, 6)
    assert (distances[:, 1] < 8 / 900).mean() < 0.01
    assert (own[neighbours[:, 1:]] == own[:, None]).mean() > 0.95
    filled, *_ = np.histogram2d(*points.T, bins=10, range=[[0, 1], [0, 1]])
    assert filled.max() < 0.06 * len(points)  # no heap
    assert points.min() >= 0
    assert points.max() <= 1


_IN_A_PROCESS = """
import hashlib, sys
from pathlib import Path
from graph_api.linkage.ground import official_ground
from tests.linkage.generated import PlainProvince
points = official_ground(PlainProvince([Path(sys.argv[1])]).features()).points
print(hashlib.sha256(points.tobytes()).hexdigest())
"""


def test_another_process_places_the_same(folder: Path, province: PlainProvince) -> None:
    """To the last digit, whatever Python hashes with."""
    own = hashlib.sha256(official_ground(province.features()).points.tobytes()).hexdigest()
    others = {
        subprocess.run(
            [sys.executable, "-c", _IN_A_PROCESS, str(folder)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert others == {own}


def test_territories_cover_the_picture_and_do_not_overlap(province: PlainProvince) -> None:
    """Each cluster's lies within the frame, and no two share a point."""
    clustering = official_ground(province.features()).clustering
    mass = clustering.members.lengths().astype(np.float64)
    territories = divide(clustering, mass, 0.1)
    low, high = (territories.centres + sign * territories.halves for sign in (-1, 1))
    assert low.min() >= 0.1 - 1e-9
    assert high.max() <= 0.9 + 1e-9
    for one in range(clustering.count):
        for other in range(one):
            apart = (low[one] >= high[other] - 1e-9) | (low[other] >= high[one] - 1e-9)
            assert apart.any()
