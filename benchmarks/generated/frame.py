"""What a generated country has before anybody works in it: areas, networks, issues, meetings."""

from __future__ import annotations

from random import Random

from benchmarks.generated.drawing import Zipf, day
from benchmarks.generated.ids import district_id, named, node_id, province_id, record
from benchmarks.generated.sizes import Sizes
from benchmarks.generated.tables import Tables

VIRTUES = 5
COMMITMENTS = 4
SHEET_QUESTIONS = ("problem", "deed", "goal", "mechanism", "link")
"""What a network's workshop sheet asks; one piece of evidence for each."""

_BRANCHING = 4
"""One of so many issues is part of a broader one."""

_EARLY, _LATE = "2022-01-01", "2027-12-31"


def sheet_evidence(network: int, question: str) -> str:
    """The id of the words by which a network answered a question of its sheet."""
    return node_id("evidence", network * len(SHEET_QUESTIONS) + SHEET_QUESTIONS.index(question))


def write_issues(tables: Tables, sizes: Sizes, random: Random) -> None:
    """Virtues, and issues with a tree of broader ones."""
    for number in range(VIRTUES):
        tables.add("virtues", **record("virtue", number))
    for number in range(sizes.issues):
        broader = (
            node_id("issue", random.randrange(number // 2))
            if number % _BRANCHING == _BRANCHING - 1
            else ""
        )
        virtue = node_id("virtue", random.randrange(VIRTUES))
        tables.add("issues", **record("issue", number), broader=broader, cultivates=virtue)


def write_places(tables: Tables, sizes: Sizes) -> None:
    """Provinces, their districts and their networks with their workshop sheets."""
    for province in range(sizes.provinces):
        top = province_id(province)
        cells = named(top, f"จังหวัดสังเคราะห์ {province}", f"Province {province} (generated)")
        tables.add("areas", **cells, level="term:area-level.province", within="")
        for district in range(sizes.districts):
            here = district_id(province, district)
            thai = f"อำเภอสังเคราะห์ {province}-{district}"
            cells = named(here, thai, f"District {province}-{district} (generated)")
            tables.add("areas", **cells, level="term:area-level.district", within=top)
        for network in range(province * sizes.networks, (province + 1) * sizes.networks):
            tables.add("networks", **record("network", network), part_of=top)
            _write_sheet(tables, network)


def _write_sheet(tables: Tables, network: int) -> None:
    tables.add("sources", **record("source", network))
    first = network * len(SHEET_QUESTIONS)
    for number in range(first, first + len(SHEET_QUESTIONS)):
        cells = record("evidence", number)
        tables.add(
            "evidence", **cells, phrase=cells["name_th"], **{"from": node_id("source", network)}
        )


def write_work(tables: Tables, sizes: Sizes, random: Random) -> None:
    """Of each province: a plan, projects, a series of meetings with commitments."""
    everyone = Zipf(sizes.goals * sizes.provinces, 0.5)
    for province in range(sizes.provinces):
        here = province_id(province)
        plan, series = node_id("plan", province), node_id("event-series", province)
        tables.add("plans", **record("plan", province), starts=_EARLY, ends=_LATE)
        tables.add("event_series", **record("event-series", province))
        for number in range(province * sizes.projects, (province + 1) * sizes.projects):
            cells = record("project", number)
            tables.add("projects", **cells, starts=_EARLY, ends=_LATE, under=plan, in_area=here)
        for number in range(province * sizes.events, (province + 1) * sizes.events):
            cells = record("event", number)
            kind = "term:event-kind.moral-assembly"
            tables.add(
                "events", **cells, kind=kind, date=day(random), held_in=here, in_series=series
            )
            _write_commitments(tables, number, everyone, random)


def _write_commitments(tables: Tables, event: int, goals: Zipf, random: Random) -> None:
    for number in range(event * COMMITMENTS, (event + 1) * COMMITMENTS):
        tables.add(
            "commitments",
            **record("commitment", number),
            due=day(random),
            status="term:commitment-status.open",
            made_at=node_id("event", event),
            towards=node_id("goal", goals(random)),
        )
