"""What a generated country has before anybody works in it: issues, areas, networks, meetings."""

from __future__ import annotations

from random import Random

from seeds.generated.drawing import Zipf, day_at
from seeds.generated.ids import district_id, named, node_id, province_id, record
from seeds.generated.sizes import Partition, Sizes
from seeds.generated.tables import Tables

VIRTUES = 5
COMMITMENTS = 4
"""Made at each meeting."""

SHEET_QUESTIONS = ("problem", "deed", "goal", "mechanism", "link")
"""What a network's workshop sheet asks; one piece of evidence for each."""

CONDITIONS = 8
"""Conditions of success that somebody named, once for the country."""

_BRANCHING = 4
"""One of so many issues is part of a broader one."""

_EARLY, _LATE = "2022-01-01", "2027-12-31"
_STATUSES = ("open", "open", "kept", "late")
_SEEKS = 3


def sheet_evidence(network: int, question: str) -> str:
    """The id of the words by which a network answered a question of its sheet."""
    return node_id("evidence", network * len(SHEET_QUESTIONS) + SHEET_QUESTIONS.index(question))


def write_issues(tables: Tables, sizes: Sizes, random: Random) -> None:
    """Virtues, issues with a tree of broader ones, and conditions of success."""
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
    for number in range(CONDITIONS):
        cells = record("success-condition", number)
        tables.add("success_conditions", **cells, position=str(number + 1))


def write_places(tables: Tables, part: Partition, sizes: Sizes, *, new: bool) -> None:
    """The province of a part where it is new, its districts, networks and their workshop sheets."""
    top = province_id(part.province)
    if new:
        thai, english = f"จังหวัดสังเคราะห์ {part.province}", f"Province {part.province} (generated)"
        cells = named(top, thai, english)
        tables.add("areas", **cells, level="term:area-level.province", within="")
    for district in range(sizes.districts):
        thai = f"อำเภอสังเคราะห์ {part.number}-{district}"
        english = f"District {part.number}-{district} (generated)"
        cells = named(district_id(part.number, district), thai, english)
        tables.add("areas", **cells, level="term:area-level.district", within=top)
    for network in part.run("network"):
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


def write_meetings(tables: Tables, part: Partition, random: Random) -> None:
    """A plan, and a series of meetings, a year apart, with commitments, some of them followed up."""
    here, series = province_id(part.province), node_id("event-series", part.number)
    tables.add("plans", **record("plan", part.number), starts=_EARLY, ends=_LATE)
    tables.add("event_series", **record("event-series", part.number))
    goals = Zipf(part.count["goal"], 0.5)
    for number in part.run("event"):
        share = (number - part.first["event"] + random.random()) / part.count["event"]
        cells = record("event", number) | {"kind": "term:event-kind.moral-assembly"}
        tables.add("events", **cells, date=day_at(share), held_in=here, in_series=series)
        for condition in range(CONDITIONS):
            tables.link("names", node_id("event", number), node_id("success-condition", condition))
        for made in range(number * COMMITMENTS, (number + 1) * COMMITMENTS):
            goal = node_id("goal", part.first["goal"] + goals(random))
            status = f"term:commitment-status.{random.choice(_STATUSES)}"
            due = {"due": day_at(share, 365), "status": status}
            links = {"made_at": node_id("event", number), "towards": goal}
            tables.add("commitments", **record("commitment", made), **due, **links)
            if status.endswith("kept"):
                tables.link(
                    "follows_up", goal, node_id("commitment", made), since=day_at(share, 200)
                )


def write_wishes(tables: Tables, part: Partition, sizes: Sizes, random: Random) -> None:
    """Agencies that networks want to link with, anywhere in the country."""
    for network in part.run("network"):
        for agency in random.sample(range(sizes.agencies), min(_SEEKS, sizes.agencies)):
            tables.link("seeks_link_with", node_id("network", network), node_id("agency", agency))
