"""A family: a root field whose fields are questions, each resolved by itself."""

from __future__ import annotations

from tests.planner.asking import Asker, dump

IDS = '["culture-office", "zz", "provincial-office"]'
FULL = '["agency:culture-office", "agency:zz", "agency:provincial-office"]'
SELECTED = """{ total best { id networks(first: 2) { nodes { id } totalCount } }
  items { score agency { nameTh synthetic } shares { reason about { __typename id } } } }"""


async def test_a_question_is_answered_as_a_root_field_would_be(asker: Asker) -> None:
    """Whatever it is called, in the client's order, and all of it in one statement."""
    reply = await asker.ask(
        f"""{{ g: group {{ __typename b: ranking(ids: {IDS}) {SELECTED} ...More counts {{ agencies }} }}
               ranking(ids: {FULL}) {SELECTED} }}
            fragment More on Group {{ ranking(ids: ["culture-office"]) {{ total }} kind: __typename
              ranking(ids: ["culture-office"]) {{ known {{ id }} }} }}"""
    )
    assert reply.problems == []
    assert reply.data is not None
    assert dump(reply.data["g"]) == dump(
        {
            "__typename": "Group",
            "b": reply.data["ranking"],
            "ranking": {"total": 1, "known": [{"id": "agency:culture-office"}]},
            "kind": "Group",
            "counts": {"agencies": 7},
        }
    )
    assert reply.data["ranking"]["items"][1]["agency"] is None
    assert len(reply.read.texts) == 1


async def test_a_question_that_fails_leaves_the_others(asker: Asker) -> None:
    """It is null, and the error says where; a cursor that is wrong below it is its failure, too."""
    wrong = '{ best { networks(after: "x") { nodes { id } } } }'
    reply = await asker.ask(
        f"{{ group {{ refused {{ total }} r: ranking(ids: {IDS}) {wrong} ranking(ids: {IDS}) {{ total }} }} }}"
    )
    assert reply.data == {"group": {"refused": None, "r": None, "ranking": {"total": 3}}}
    assert list(zip(reply.codes, [path for _, path in reply.problems], strict=True)) == [
        ("NOT_FOUND", ("group", "refused")),
        ("BAD_CURSOR", ("group", "r")),
    ]


async def test_a_question_that_may_not_be_null_takes_its_family_with_it(asker: Asker) -> None:
    """And nothing else."""
    reply = await asker.ask(
        f'{{ group {{ needed {{ total }} ranking(ids: {IDS}) {{ total }} }} agency(id: "agency:zz") {{ id }} }}'
    )
    assert reply.data == {"group": None, "agency": None}
    assert [path for _, path in reply.problems] == [("group", "needed")]


async def test_a_family_that_fails_is_asked_nothing(asker: Asker) -> None:
    """Its own argument is wrong: one error, whatever was asked of it."""
    reply = await asker.ask(
        '{ group(prefix: "") { refused { total } counts { agencies } } agency(id: "agency:zz") { id } }'
    )
    assert (reply.data, reply.codes) == ({"group": None, "agency": None}, ["BAD_ARGUMENT"])


async def test_the_terms_of_a_family_hold_below_it(asker: Asker) -> None:
    """What is invented is left out of lists, and null elsewhere."""
    reply = await asker.ask(
        f"{{ group(includeSynthetic: false) {{ ranking(ids: {IDS}) {{ best {{ id }} known {{ id }} }} }} }}"
    )
    assert reply.data == {"group": {"ranking": {"best": None, "known": []}}}


async def test_questions_count_as_root_fields(asker: Asker) -> None:
    """So many as are allowed, in however many families."""
    most = asker.settings.max_roots
    many = " ".join(f"a{at}: counts {{ agencies }}" for at in range(most // 2 + 1))
    reply = await asker.ask(f"{{ group {{ {many} }} other: group {{ {many} }} }}")
    assert (reply.data, reply.codes, reply.read.texts) == (None, ["OPERATION_TOO_WIDE"], [])
    reply = await asker.ask(f"{{ group {{ {many} }} }}")
    assert reply.problems == []
