"""Arguments as symbols, and what of the variables a plan depends on."""

from __future__ import annotations

from typing import Any

from graph_api.planner.collect import variable_types
from graph_api.planner.values import Const, Seq, Var, lookup, signature
from tests.planner.planning import Variables, read


def arguments(document: str, variables: Variables = None) -> dict[str, Any]:
    """The arguments of the first root field."""
    made = read(document, variables)
    (details,) = made.root_fields().values()
    return made.arguments("Query", details[0].node)


def mark(document: str, variables: Variables) -> tuple[Any, ...]:
    """What the plan depends on."""
    made = read(document, variables)
    return signature(variable_types(made.schema, made.operation), made.variables.coerced)


def test_literals_and_variables_keep_their_places() -> None:
    """Values stay apart from the structure that they fill."""
    found = arguments(
        """query ($n: Int, $w: AreaWhere!, $i: ID!) { areas(first: $n, where: {and: [$w], code: {in: ["a"]}, id: {in: ["area:a", $i]}}) { totalCount } }""",
        {"n": 3, "w": {"code": {"eq": "x"}, "or": [{"name": {"contains": "y"}}]}, "i": "area:b"},
    )
    assert found == {
        "first": Var("n"),
        "where": {
            "and": [
                {
                    "code": {"eq": Var("w", ("code", "eq"))},
                    "or": [{"name": {"contains": Var("w", ("or", 0, "name", "contains"))}}],
                }
            ],
            "code": {"in": Const(["a"])},
            "id": {"in": Seq((Const("area:a"), Var("i")))},
        },
    }


def test_what_is_null_or_missing_is_left_out() -> None:
    """By literal, by variable, by a variable that is not given."""
    document = """query ($a: Int, $b: String, $d: [ID!]) { areas(first: $a, after: $b, last: null, datasets: $d,
        orderBy: null, where: null) { totalCount } }"""
    assert arguments(document, {"a": None}) == {}
    assert arguments("{ areas(datasets: null) { totalCount } }") == {}


def test_a_single_value_stands_for_a_list() -> None:
    """As GraphQL coerces it."""
    assert arguments('{ areas(datasets: "dataset:a", orderBy: {name: ASC}) { totalCount } }')[
        "datasets"
    ] == Const(["dataset:a"])


def test_lookup_follows_the_path() -> None:
    """Into lists and objects."""
    variables = {"w": {"or": [{"x": 1}, {"x": 2}]}}
    assert lookup(Var("w", ("or", 1, "x")), variables) == 2
    assert lookup(Seq((Const(0), Var("w", ("or", 0, "x")))), variables) == [0, 1]
    assert lookup(Var("missing"), variables) is None


DOCUMENT = "query ($w: AreaWhere, $o: [AreaOrder!], $n: Int, $s: Boolean) { areas(where: $w, orderBy: $o, first: $n, includeSynthetic: $s) { totalCount } }"


def test_other_values_need_no_other_plan() -> None:
    """Texts, numbers and the length of lists."""
    one = mark(DOCUMENT, {"w": {"id": {"in": ["a"]}, "code": {"eq": "x"}}, "n": 1})
    other = mark(DOCUMENT, {"w": {"code": {"eq": "y" * 99}, "id": {"in": []}}, "n": 2})
    assert one == other


def test_other_structures_need_other_plans() -> None:
    """Keys, presence, enums and Booleans."""
    marks = [
        mark(DOCUMENT, variables)
        for variables in (
            {},
            {"n": 1},
            {"w": {}},
            {"w": {"code": {"eq": "x"}}},
            {"w": {"code": {"in": ["x"]}}},
            {"w": {"or": [{}]}},
            {"w": {"or": [{}, {}]}},
            {"o": [{"name": "ASC"}]},
            {"o": [{"name": "DESC"}]},
            {"s": True},
            {"s": False},
        )
    ]
    assert len(set(marks)) == len(marks)
