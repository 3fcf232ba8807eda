"""The generated country: deterministic, synthetic, of the size asked for, by its stated mechanism."""

from __future__ import annotations

import ast
import csv
import os
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import seeds.generated
from graph_api.store import Store
from loaders import load_folder
from loaders.get import get
from loaders.transform import transform
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from seeds import SEED_FOLDERS
from seeds.generated import DATASET, ParticipationShares, Sizes, generate
from seeds.generated.mechanism import WAYS
from seeds.generated.sizes import LARGEST_PART

NOTHING = dict.fromkeys(WAYS, 0.0)
MADE = """
import sys
from pathlib import Path
from seeds.generated import Sizes, generate
generate(Path(sys.argv[1]), Sizes.of(300, 2), 7)
"""


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """Three processes, two hash seeds; another seed writes other bytes."""
    for name, hash_seed in (("a", "0"), ("b", "1"), ("c", "random")):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", MADE, str(tmp_path / name)]
        subprocess.run(command, check=True, env=environment)
    generate(tmp_path / "other", Sizes.of(300, 2), 8)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")
    assert contents(tmp_path / "a")["agencies.csv"] != contents(tmp_path / "other")["agencies.csv"]


def test_it_is_a_synthetic_dataset_that_the_loaders_take(tmp_path: Path) -> None:
    """Every row passes their checks; every reference leads to a record or a bundled term."""
    written = generate(tmp_path, Sizes.of(300, 2), 1)
    dataset = transform(get(tmp_path))
    vocabulary = transform(get(SEED_FOLDERS[0]))
    known = {node.id for made in (dataset, vocabulary) for node in made.nodes}
    assert (dataset.id, dataset.synthetic) == (DATASET, True)
    assert {end for link in dataset.links for end in link.ends} <= known
    assert len({link.id for link in dataset.links}) == len(dataset.links)
    assert written == sum(len(file.rows) for file in get(tmp_path).files)
    assert {node.values["name_en"].endswith("(generated)") for node in dataset.nodes[1:]} == {True}


@pytest.mark.store
async def test_it_loads_into_the_graph_and_all_of_it_is_synthetic(
    tmp_path: Path, empty_store: Store
) -> None:
    """By the real loaders; as many nodes and relationships as the files state."""
    generate(tmp_path, Sizes.of(60, 1), 1)
    await load_folder(empty_store, SEED_FOLDERS[0])
    await load_folder(empty_store, tmp_path)
    dataset = transform(get(tmp_path))
    nodes = await empty_store.read(
        "MATCH (n:Record) WHERE $p[0] IN n.datasets RETURN count(n), collect(DISTINCT n.synthetic)",
        {"p": [DATASET]},
    )
    links = await empty_store.read(
        "MATCH ()-[r]->() WHERE type(r) <> 'FOCUSES_ON' AND $p[0] IN r.datasets "
        "RETURN count(r), collect(DISTINCT r.synthetic)",
        {"p": [DATASET]},
    )
    assert nodes == [[len(dataset.nodes), [True]]]
    assert links == [[len(dataset.links), [True]]]


def test_sizes_are_those_asked_for(tmp_path: Path) -> None:
    """1,300 agencies in 2 provinces, of 6 and 7 networks; 77 provinces make about 520."""
    generate(tmp_path, Sizes.of(1300, 2), 1)
    levels = Counter(row["level"] for row in rows(tmp_path, "areas"))
    assert len(rows(tmp_path, "agencies")) == 1300
    assert len(rows(tmp_path, "networks")) == 13
    assert levels == {"term:area-level.province": 2, "term:area-level.district": 24}
    country = list(Sizes.of(50_000, 77).parts())
    assert sum(part.count["network"] for part in country) == 519
    assert sum(part.count["agency"] for part in country) == 50_000


def test_large_provinces_are_made_in_parts() -> None:
    """One province of 10,000 agencies: three even parts, numbered one after the other."""
    parts = list(Sizes.of(10_000, 1).parts())
    assert [part.province for part in parts] == [0, 0, 0]
    assert [part.run("agency") for part in parts] == [
        range(3333),
        range(3333, 6666),
        range(6666, 10_000),
    ]
    assert max(part.count["agency"] for part in parts) <= LARGEST_PART


def test_memory_does_not_grow_with_the_country(tmp_path: Path) -> None:
    """Three times as many provinces of the same size take hardly more memory."""

    def peak(agencies: int, provinces: int) -> int:
        tracemalloc.start()
        generate(tmp_path / str(provinces), Sizes.of(agencies, provinces), 1)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(1800, 9) < 1.25 * peak(600, 3)


def test_issues_are_popular_by_zipfs_law(tmp_path: Path) -> None:
    """The first is linked about as often as the law says, and far more than the median."""
    generate(tmp_path, Sizes.of(2000, 1), 1)
    linked = Counter(row["to"] for row in rows(tmp_path, "adopts"))
    ordered = sorted(linked.values(), reverse=True)
    assert linked.most_common(1)[0][0] == "issue:gen-0"
    assert 1.4 < ordered[0] / ordered[1] < 2.0  # agencies adopt the first one only once
    assert ordered[0] > 8 * ordered[len(ordered) // 2]


def shared(folder: Path) -> float:
    """The share of participants of goals and mechanisms that adopt an issue of the work."""
    adopts = {(row["from"], row["to"]) for row in rows(folder, "adopts")}
    about = {
        row["id"]: row["concerns"].split("|")
        for table in ("goals", "mechanisms")
        for row in rows(folder, table)
    }
    found = [
        any((row["from"], issue) in adopts for issue in about[row["to"]])
        for row in rows(folder, "takes_part_in")
        if row["to"] in about
    ]
    return sum(found) / len(found)


def test_by_concern_alone_all_who_take_part_share_the_concern(tmp_path: Path) -> None:
    """With that share at 1; in a null country of the same shares it is as by chance."""
    mechanism = ParticipationShares().changed({**NOTHING, "concern": 1.0})
    generate(tmp_path / "real", Sizes.of(600, 1), 1, mechanism)
    null = ParticipationShares(null=True).changed({**NOTHING, "concern": 1.0})
    generate(tmp_path / "null", Sizes.of(600, 1), 1, null)
    chance = ParticipationShares().changed({**NOTHING, "chance": 1.0})
    generate(tmp_path / "chance", Sizes.of(600, 1), 1, chance)
    assert shared(tmp_path / "real") > 0.98
    assert shared(tmp_path / "null") == pytest.approx(shared(tmp_path / "chance"), abs=0.06)


def test_by_place_alone_all_who_take_part_are_active_there(tmp_path: Path) -> None:
    """In the district of the work."""
    generate(
        tmp_path, Sizes.of(600, 1), 1, ParticipationShares().changed({**NOTHING, "place": 1.0})
    )
    active = defaultdict(set)
    for table in ("based_in", "in_area"):
        for row in rows(tmp_path, table):
            active[row["from"]].add(row["to"])
    where = {
        row["id"]: row["in_area"]
        for table in ("goals", "mechanisms", "projects")
        for row in rows(tmp_path, table)
    }
    parts = rows(tmp_path, "takes_part_in")
    assert all(where[row["to"]] in active[row["from"]] for row in parts)


def test_by_popularity_few_do_much(tmp_path: Path) -> None:
    """The busiest one does far more than where everybody is asked by chance."""
    busiest = {}
    for way in ("popularity", "chance"):
        mechanism = ParticipationShares().changed({**NOTHING, way: 0.8, "away": 0.2})
        generate(tmp_path / way, Sizes.of(600, 1), 1, mechanism)
        parts = Counter(row["from"] for row in rows(tmp_path / way, "takes_part_in"))
        busiest[way] = max(parts.values())
    assert busiest["popularity"] > 3 * busiest["chance"]


@pytest.mark.parametrize(
    "given", [{"concern": 0.9}, {"fame": 0.1}, {"concern": -0.2, "place": 0.55}]
)
def test_shares_that_are_none_are_refused(given: dict[str, float]) -> None:
    """BAD_ARGUMENT, for a sum that is not 1, an unknown name and a number below 0."""
    with pytest.raises(PhakhiError) as caught:
        ParticipationShares().changed(given)
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


def test_nothing_but_a_generated_country_is_replaced(tmp_path: Path) -> None:
    """A folder with other tables is refused and stays as it is; a generated one is replaced."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "agencies.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(PhakhiError) as caught:
        generate(other, Sizes.of(20), 1)
    assert caught.value.code is ErrorCode.BAD_ARGUMENT
    assert contents(other) == {"agencies.csv": b"id\n"}
    generate(tmp_path / "made", Sizes.of(200), 1)
    generate(tmp_path / "made", Sizes.of(20), 1)
    assert len(rows(tmp_path / "made", "agencies")) == 20


def test_every_table_is_a_kind_or_a_relationship(tmp_path: Path) -> None:
    """Named as the declaration names them."""
    generate(tmp_path, Sizes.of(100), 1)
    known = {*declaration().by_plural, *(type_.lower() for type_ in declaration().types)}
    assert {path.stem for path in tmp_path.glob("*.csv")} <= known


def test_it_rests_on_the_declaration_and_the_standard_library_alone() -> None:
    """No other import in any module, so that it can be made anywhere."""
    folder = Path(seeds.generated.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in names}
    assert roots - set(sys.stdlib_module_names) == {"schema", "seeds"}
