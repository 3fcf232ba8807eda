"""Each rule of what counts, on the real database, against a plain reading of the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest

from graph_api.domain import areas, conditions, organisations
from graph_api.domain.scope import Scope
from graph_api.store import Store
from schema.cypher import Writer

pytestmark = pytest.mark.store

DAY = dt.date(2024, 6, 1)
OPENING = dt.date(2024, 1, 1)
EARLIER, BEFORE, AFTER = dt.date(2023, 5, 1), dt.date(2024, 5, 31), dt.date(2024, 6, 2)
DAYS = (None, EARLIER, BEFORE, DAY, AFTER)
OURS, THEIRS = "dataset:ours", "dataset:theirs"
SAID: list[tuple[list[str], bool | None]] = [
    ([OURS], False),
    ([THEIRS], False),
    ([THEIRS, OURS], True),
    ([], None),
]
SCOPES = [
    Scope(DAY, datasets, synthetic)
    for datasets, synthetic in product((None, (OURS,), ()), (True, False))
]


@dataclass
class Row:
    """A node or relationship as it was written."""

    label: str
    values: dict[str, Any]
    datasets: list[str]
    synthetic: bool | None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        told = "-".join(str(value) for value in self.values.values())
        self.id = f"{self.label}:{told}:{self.datasets}:{self.synthetic}"

    @property
    def properties(self) -> dict[str, Any]:
        """What is stored."""
        own = {"id": self.id, "datasets": self.datasets, "synthetic": self.synthetic}
        return self.values | own


def rows(label: str, *names: str) -> list[Row]:
    """Rows with every choice of days, each asserted in several ways."""
    return [
        Row(label, dict(zip(names, days, strict=True)), datasets, synthetic)
        for days in product(DAYS, repeat=len(names))
        for datasets, synthetic in SAID
    ]


NODES = [
    *rows("Mechanism", "starts", "ends"),
    *rows("Post", "since", "until"),
    *rows("Event", "date"),
    *rows("Agency"),
    *rows("Network"),
    *rows("Area"),
]
LINKS = rows("MEMBER_OF", "since", "until")


@pytest.fixture
async def written(empty_store: Store) -> Store:
    """A store with these nodes, and these relationships between two others."""

    async def work(tx: Writer) -> None:
        for label in {row.label for row in NODES}:
            some = [row.properties for row in NODES if row.label == label]
            await tx.run(
                f"UNWIND $rows AS row CREATE (n:Record:{label}) SET n = row", {"rows": some}
            )
        await tx.run(
            "CREATE (a:End), (b:End) WITH a, b UNWIND $rows AS row "
            "CREATE (a)-[r:MEMBER_OF]->(b) SET r = row",
            {"rows": [row.properties for row in LINKS]},
        )

    await empty_store.write(work)
    return empty_store


def starts_by(row: Row, day: dt.date) -> bool:
    """Whether no first day is after ``day``."""
    return all(
        row.values.get(name) is None or row.values[name] <= day for name in ("starts", "since")
    )


def ends_from(row: Row, day: dt.date) -> bool:
    """Whether no last day is before ``day``."""
    return all(
        row.values.get(name) is None or row.values[name] >= day for name in ("ends", "until")
    )


def dated_by(row: Row) -> bool:
    """Whether it is not dated after the day."""
    return row.values.get("date") is None or row.values["date"] <= DAY


def dated_since(row: Row) -> bool:
    """Whether it is dated in the period."""
    return row.values.get("date") is not None and OPENING <= row.values["date"] <= DAY


def said(row: Row, scope: Scope) -> bool:
    """Whether a dataset that counts asserts it."""
    return scope.datasets is None or not set(row.datasets).isdisjoint(scope.datasets)


def shown(row: Row, scope: Scope) -> bool:
    """Whether it is seen."""
    return scope.include_synthetic or row.synthetic is not True


def on_day(row: Row) -> bool:
    """Whether the day lies between its days."""
    return starts_by(row, DAY) and ends_from(row, DAY)


def in_period(row: Row) -> bool:
    """Whether it was there at any time of the period."""
    return starts_by(row, DAY) and ends_from(row, OPENING)


def arisen(row: Row, scope: Scope) -> bool:
    """Whether it has come about."""
    return starts_by(row, DAY) and dated_by(row) and said(row, scope) and shown(row, scope)


def counts(row: Row, scope: Scope) -> bool:
    """Whether it counts as an actor."""
    return (row.label not in {"Agency", "Network"} or said(row, scope)) and shown(row, scope)


Reading = Callable[[Row, Scope], bool]

OF_NODES: dict[str, tuple[str, Reading]] = {
    "asserted": (conditions.asserted("x"), said),
    "asserted_by": (
        conditions.asserted_by("x", "['dataset:theirs']"),
        lambda row, _: THEIRS in row.datasets,
    ),
    "factual": (conditions.factual("x"), lambda row, _: row.synthetic is not True),
    "seen": (conditions.seen("x"), shown),
    "between": (
        conditions.between("x", "starts", "ends"),
        lambda row, _: on_day(row) or row.label == "Post",
    ),
    "begun": (conditions.begun("x"), lambda row, _: starts_by(row, DAY)),
    "lasting": (conditions.lasting("x"), lambda row, _: ends_from(row, DAY)),
    "lasting in a period": (
        conditions.lasting("x", "$opening"),
        lambda row, _: ends_from(row, OPENING),
    ),
    "valid": (conditions.valid("x"), lambda row, _: on_day(row)),
    "valid in a period": (conditions.valid("x", "$opening"), lambda row, _: in_period(row)),
    "taken_place": (conditions.taken_place("x"), lambda row, _: dated_by(row)),
    "taken_place_since": (
        conditions.taken_place_since("x", "$opening"),
        lambda row, _: dated_since(row),
    ),
    "taken_place_since nothing": (
        conditions.taken_place_since("x", "null"),
        lambda row, _: dated_by(row),
    ),
    "arisen": (conditions.arisen("x"), arisen),
    "present": (
        conditions.present("x"),
        lambda row, scope: arisen(row, scope) and ends_from(row, DAY),
    ),
    "is_organisation": (
        organisations.is_organisation("x"),
        lambda row, _: row.label in {"Agency", "Network"},
    ),
    "acts": (organisations.acts("x"), counts),
}
OF_LINKS: dict[str, tuple[str, Reading]] = {
    "holds": (
        conditions.holds("x"),
        lambda row, scope: on_day(row) and said(row, scope) and shown(row, scope),
    ),
    "holds in a period": (
        conditions.holds("x", "$opening"),
        lambda row, scope: in_period(row) and said(row, scope) and shown(row, scope),
    ),
    "held": (
        conditions.held("x"),
        lambda row, scope: starts_by(row, DAY) and said(row, scope) and shown(row, scope),
    ),
    "along": (
        conditions.along("[x]"),
        lambda row, scope: on_day(row) and said(row, scope) and shown(row, scope),
    ),
    "along in a period": (
        conditions.along("[x]", "$opening"),
        lambda row, scope: in_period(row) and said(row, scope) and shown(row, scope),
    ),
}


async def passing(store: Store, pattern: str, rule: str, scope: Scope) -> set[str]:
    """Ids of what meets a rule."""
    parameters = {**scope.parameters, "opening": OPENING}
    found = await store.read(f"MATCH {pattern} WHERE {rule} RETURN x.id", parameters)
    return {ident for (ident,) in found}


@pytest.mark.parametrize(
    ("pattern", "of", "rules"),
    [("(x:Record)", NODES, OF_NODES), ("(:End)-[x:MEMBER_OF]->(:End)", LINKS, OF_LINKS)],
    ids=["nodes", "relationships"],
)
async def test_rules_let_through_what_they_say(
    written: Store, pattern: str, of: list[Row], rules: dict[str, tuple[str, Reading]]
) -> None:
    """Days before, on and after, or missing; datasets; what is invented, is not, or says nothing."""
    for scope, (name, (rule, reading)) in product(SCOPES, rules.items()):
        expected = {row.id for row in of if reading(row, scope)}
        assert await passing(written, pattern, rule, scope) == expected, (name, scope)


def test_every_rule_has_been_read() -> None:
    """A rule that is added needs a reading."""
    written_down = {name.split()[0] for name in (*OF_NODES, *OF_LINKS)}
    modules = (conditions, organisations)
    public = {
        name
        for module in modules
        for name, item in vars(module).items()
        if callable(item) and not name.startswith("_") and item.__module__ == module.__name__
    }
    assert written_down == public


CHAIN = """
CREATE (a0:Record:Area {id: 'a0', synthetic: false}), (a1:Record:Area {id: 'a1', synthetic: true}),
       (a2:Record:Area {id: 'a2', synthetic: false}), (a3:Record:Area {id: 'a3', synthetic: false}),
       (a4:Record:Area {id: 'a4', synthetic: false}), (b:Record:Area {id: 'b', synthetic: false}),
       (c:Record:Area {id: 'c', synthetic: false}), (d:Record:Area {id: 'd', synthetic: false}),
       (a4)-[:WITHIN {datasets: $ours, synthetic: false}]->(a3),
       (a3)-[:WITHIN {datasets: $ours, synthetic: false}]->(a2),
       (a2)-[:WITHIN {datasets: $ours, synthetic: false}]->(a1),
       (a1)-[:WITHIN {datasets: $ours, synthetic: false}]->(a0),
       (b)-[:WITHIN {datasets: $ours, synthetic: false, until: date('2024-05-31')}]->(a0),
       (c)-[:WITHIN {datasets: $theirs, synthetic: false}]->(a0),
       (d)-[:WITHIN {datasets: $ours, synthetic: true}]->(a0)
"""


@pytest.mark.parametrize(
    ("scope", "inside"),
    [
        (Scope(DAY), {"a0", "a1", "a2", "a3", "c", "d"}),
        (Scope(BEFORE), {"a0", "a1", "a2", "a3", "b", "c", "d"}),
        (Scope(DAY, (OURS,)), {"a0", "a1", "a2", "a3", "d"}),
        (Scope(DAY, (OURS,), include_synthetic=False), {"a0", "a2", "a3"}),
        (Scope(DAY, ()), {"a0"}),
    ],
)
async def test_areas_lie_within_as_deep_as_is_declared(
    empty_store: Store, scope: Scope, inside: set[str]
) -> None:
    """Three steps, each of which holds in the scope; an area lies within itself."""

    async def work(tx: Writer) -> None:
        await tx.run(CHAIN, {"ours": [OURS], "theirs": [THEIRS]})

    await empty_store.write(work)
    rule = areas.lies_within("x", ":Area {id: 'a0'}")
    assert await passing(empty_store, "(x:Area)", rule, scope) == inside


def test_the_depth_and_the_types_of_areas_are_declared() -> None:
    """A change of the declaration that changes answers is noticed."""
    assert areas.AREA_DEPTH == 3
    assert areas.LEADING_TO_AREAS == ("PART_OF", "WITHIN", "BASED_IN", "IN_AREA", "HELD_IN", "AT")
    assert set(organisations.ORGANISATIONS) == {"Agency", "Network"}
    assert set(organisations.ACTORS) == {"Agency", "Network", "Area"}
