"""The questions of the family, asked as a client asks them, on a small store of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analyses.readiness.conftest import Ask

pytestmark = pytest.mark.usefixtures("world")

_PAIRS = """query Q($problem: ID!, $agency: ID, $first: Int! = 20, $after: String) {
  collaboration(asOf: "2025-06-01", includeSynthetic: true) { pairs(problem: $problem, agency: $agency, first: $first, after: $after) {
    raiserCount mechanismCount mechanisms { id } truncated
    totalCount pageInfo { hasNextPage endCursor } nodes {
      a { id } b { id } networksA { id } networksB { id } mutual alreadyTied distance why evidence { id }
      mechanismsOnlyA { id } mechanismsOnlyB { id } onlyACount onlyBCount } } } }"""
_DEEDS = """query Q($problem: ID!, $first: Int! = 20, $after: String, $nearest: Int! = 2) {
  collaboration(asOf: "2025-06-01", includeSynthetic: true) {
    goodDeeds(problem: $problem, first: $first, after: $after, nearest: $nearest) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes {
      goodDeed { id } committedCount committed { actor { id } wording since evidence { id } }
      evidence { id } nearest { agency { id } rank reasons { component } } } } } }"""
_PARTNERS = """query Q($goal: ID!, $agency: ID, $weights: PurposeWeightsInput, $without: [ID!],
    $first: Int! = 20, $after: String) {
  collaboration(asOf: "2025-06-01", includeSynthetic: true) {
    partners(goal: $goal, agency: $agency, weights: $weights, without: $without, first: $first, after: $after) {
    engaged { id } engagedCount emptyRoles { id } weights { component weight } note
    totalCount pageInfo { hasNextPage endCursor } nodes {
      agency { id } rank score alreadyTied distance change { rankBefore scoreBefore }
      role { role { id } count works { id } evidence { id } } reasons { component value } } } } }"""
_CAPITAL = """query Q($area: ID!, $first: Int! = 20, $after: String) {
  collaboration(asOf: "2025-06-01", includeSynthetic: true) { capital(area: $area, first: $first, after: $after, nearest: 1) {
    totalCount nodes { capital { id } areas { id } holders { id } holderCount serves { id } servesCount
      couldServe { problem { id } sharedIssues { id } areas { id } why } couldServeCount
      nearest { agency { id } } } } } }"""


def ids(items: list[dict[str, Any]]) -> list[str]:
    """Their ids."""
    return [item["id"] for item in items]


async def asked(ask: Ask, document: str, **variables: Any) -> dict[str, Any]:
    """The one answer, without errors."""
    data, codes = await ask(document, **variables)
    assert codes == []
    (answer,) = data["collaboration"].values()
    assert answer is not None
    return dict(answer)


async def test_who_shares_a_problem_and_complements_each_other(ask: Ask) -> None:
    """A and C each have what the other lacks; A and B: only A; D is in both networks, so with nobody."""
    answer = await asked(ask, _PAIRS, problem="problem:p")
    assert answer["raiserCount"] == 4
    assert ids(answer["mechanisms"]) == ["mechanism:serving", "mechanism:straight"]
    assert (answer["mechanismCount"], answer["truncated"]) == (2, False)
    first, second = answer["nodes"]
    assert first == {
        "a": {"id": "agency:a"},
        "b": {"id": "agency:c"},
        "networksA": [{"id": "network:one"}],
        "networksB": [{"id": "network:two"}],
        "mutual": True,
        "alreadyTied": False,
        "distance": None,
        "why": "Both raise “Problem” and share no network. “A” operates “Straight”; “C” operates “Serving”; "
        "each lacks what the other has.",
        "evidence": [{"id": "evidence:ra"}, {"id": "evidence:oa"}],
        "mechanismsOnlyA": [{"id": "mechanism:straight"}],
        "mechanismsOnlyB": [{"id": "mechanism:serving"}],
        "onlyACount": 1,
        "onlyBCount": 1,
    }
    assert second == {
        "a": {"id": "agency:a"},
        "b": {"id": "agency:b"},
        "networksA": [{"id": "network:one"}],
        "networksB": [{"id": "network:two"}],
        "mutual": False,
        "alreadyTied": True,
        "distance": 1,
        "why": "Both raise “Problem” and share no network. “A” operates “Straight”, which “B” does not.",
        "evidence": [{"id": "evidence:ra"}, {"id": "evidence:rb"}, {"id": "evidence:oa"}],
        "mechanismsOnlyA": [{"id": "mechanism:straight"}],
        "mechanismsOnlyB": [],
        "onlyACount": 1,
        "onlyBCount": 0,
    }


async def test_pairs_are_told_in_thai(ask: Ask) -> None:
    """In the language of the request."""
    data, _ = await ask(_PAIRS, "th", problem="problem:p", agency="agency:b")
    (pair,) = data["collaboration"]["pairs"]["nodes"]
    assert pair["why"] == "ทั้งสองฝ่ายยกปัญหา “ปัญหา” และอยู่คนละเครือข่าย “ก” มี “กลไกตรง” ซึ่ง “ข” ไม่มี"


async def test_pairs_are_paged(ask: Ask) -> None:
    """The second page goes on where the first one ends."""
    first = await asked(ask, _PAIRS, problem="problem:p", first=1)
    cursor = first["pageInfo"]["endCursor"]
    second = await asked(ask, _PAIRS, problem="problem:p", first=1, after=cursor)
    assert [page["nodes"][0]["b"]["id"] for page in (first, second)] == ["agency:c", "agency:b"]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]
    assert first["totalCount"] == second["totalCount"] == 2


async def test_good_deeds_that_answer_a_problem_with_who_commits_to_them(ask: Ask) -> None:
    """By Thai name; what is over and what is yet to come does not count."""
    answer = await asked(ask, _DEEDS, problem="problem:p")
    early, late = answer["nodes"]
    assert (early["goodDeed"]["id"], late["goodDeed"]["id"]) == (
        "good-deed:early",
        "good-deed:late",
    )
    assert early["committed"] == [
        {
            "actor": {"id": "agency:b"},
            "wording": None,
            "since": "2024-01-01",
            "evidence": [{"id": "evidence:ca"}],
        },
        {"actor": {"id": "network:one"}, "wording": "ตามคำ", "since": None, "evidence": []},
    ]
    assert (early["committedCount"], early["evidence"]) == (2, [{"id": "evidence:an"}])
    assert (late["committedCount"], late["committed"], late["evidence"]) == (0, [], [])
    assert early["nearest"][0] == {
        "agency": {"id": "agency:a"},
        "rank": 1,
        "reasons": [{"component": "NEED"}, {"component": "CONCERN"}, {"component": "BRIDGE"}],
    }
    assert "agency:b" not in {near["agency"]["id"] for near in early["nearest"]}
    assert len(early["nearest"]) == len(late["nearest"]) == 2


async def test_good_deeds_are_paged(ask: Ask) -> None:
    """By their Thai names."""
    first = await asked(ask, _DEEDS, problem="problem:p", first=1, nearest=0)
    cursor = first["pageInfo"]["endCursor"]
    second = await asked(ask, _DEEDS, problem="problem:p", first=1, after=cursor, nearest=0)
    found = [page["nodes"][0]["goodDeed"]["id"] for page in (first, second)]
    assert found == ["good-deed:early", "good-deed:late"]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]
    assert [page["totalCount"] for page in (first, second)] == [2, 2]
    assert second["pageInfo"]["hasPreviousPage"]


async def test_partners_not_yet_engaged_for_a_goal(ask: Ask) -> None:
    """A takes part, C operates what serves it. B is tied to A, and evaluates elsewhere."""
    answer = await asked(ask, _PARTNERS, goal="goal:g")
    assert ids(answer["engaged"]) == ["agency:a", "agency:c"]
    assert ids(answer["emptyRoles"]) == ["term:role.evaluates"]
    assert {item["component"]: item["weight"] for item in answer["weights"]} == {
        "NEED": 0.35,
        "CONCERN": 0.25,
        "BRIDGE": 0.25,
        "PLACE": 0.15,
    }
    assert answer["note"] is None
    candidates = answer["nodes"]
    assert ids([item["agency"] for item in candidates]) == ["agency:b", "agency:e", "agency:d"]
    b, e, d = candidates
    assert (b["alreadyTied"], b["distance"], b["change"]) == (True, 1, None)
    assert b["role"] == {
        "role": {"id": "term:role.evaluates"},
        "count": 1,
        "works": [{"id": "goal:other"}],
        "evidence": [{"id": "evidence:le"}],
    }
    assert {item["component"]: item["value"] for item in b["reasons"]} == {
        "NEED": 1.0,
        "CONCERN": 1.0,
        "BRIDGE": 0.5,
        "PLACE": 1.0,
    }
    assert (e["alreadyTied"], e["distance"], e["role"]) == (False, 2, None)
    assert (d["alreadyTied"], d["distance"], d["role"]) == (False, None, None)


async def test_for_an_asker_ties_and_distance_are_those_to_it(ask: Ask) -> None:
    """And it is no candidate itself."""
    answer = await asked(ask, _PARTNERS, goal="goal:g", agency="agency:e")
    b, d = answer["nodes"]
    assert (b["agency"]["id"], b["alreadyTied"], b["distance"]) == ("agency:b", True, 1)
    assert (d["agency"]["id"], d["alreadyTied"], d["distance"]) == ("agency:d", False, None)


async def test_without_somebody_the_answer_is_as_if_they_were_away(ask: Ask) -> None:
    """Without A the lead is empty too, and nobody engaged works with B any more."""
    whole = await asked(ask, _PARTNERS, goal="goal:g")
    left = await asked(ask, _PARTNERS, goal="goal:g", without=["agency:a"])
    before = {item["agency"]["id"]: (item["rank"], item["score"]) for item in whole["nodes"]}
    assert ids(left["engaged"]) == ["agency:c"]
    assert ids(left["emptyRoles"]) == ["term:role.leads", "term:role.evaluates"]
    candidates = left["nodes"]
    assert sorted(item["agency"]["id"] for item in candidates) == sorted(before)
    for item in candidates:
        change = item["change"]
        assert (change["rankBefore"], change["scoreBefore"]) == before[item["agency"]["id"]]
    b = next(item for item in candidates if item["agency"]["id"] == "agency:b")
    assert [item["component"] for item in b["reasons"]] == ["NEED", "CONCERN", "PLACE"]
    assert b["role"]["role"]["id"] == "term:role.leads"


async def test_without_the_words_for_a_part_in_the_goal_somebody_has_none(ask: Ask) -> None:
    """A stays, is engaged no more and leads no more; who is engaged as it is is no candidate."""
    left = await asked(ask, _PARTNERS, goal="goal:g", without=["evidence:ta"])
    assert ids(left["engaged"]) == ["agency:c"]
    assert ids(left["emptyRoles"]) == ["term:role.leads", "term:role.evaluates"]
    found = {item["agency"]["id"]: item["alreadyTied"] for item in left["nodes"]}
    assert found == {"agency:b": False, "agency:d": False, "agency:e": False}


async def test_a_network_takes_along_the_members_that_belong_to_no_other(ask: Ask) -> None:
    """Without network two B and C are away; D is in network one as well."""
    left = await asked(ask, _PARTNERS, goal="goal:g", without=["network:two"])
    assert ids(left["engaged"]) == ["agency:a"]
    found = {item["agency"]["id"] for item in left["nodes"]}
    assert found == {"agency:d", "agency:e"}


async def test_weights_that_are_passed_in_are_used_and_returned(ask: Ask) -> None:
    """By place alone only B is left of those who stand where the goal is, then D in the province."""
    answer = await asked(ask, _PARTNERS, goal="goal:g", weights={"place": 2.0})
    assert [item["weight"] for item in answer["weights"]] == [0.0, 0.0, 0.0, 2.0]
    found = [(item["agency"]["id"], item["score"]) for item in answer["nodes"]]
    assert [ident for ident, _ in found] == ["agency:b", "agency:d"]
    assert found[0][1] == 2.0


async def test_a_goal_that_nobody_is_engaged_for_says_so(ask: Ask) -> None:
    """Without A and C there is nobody to bridge to."""
    answer = await asked(ask, _PARTNERS, goal="goal:g", without=["agency:a", "agency:c"])
    assert answer["engaged"] == []
    assert (
        answer["note"] == "Nobody is engaged for the goal: ranked by need, concern and place alone."
    )


async def test_moral_capital_and_the_problems_that_it_could_serve(ask: Ask) -> None:
    """It serves p through a good deed already; q is in the same district; far is elsewhere."""
    answer = await asked(ask, _CAPITAL, area="area:4101")
    assert answer == {
        "totalCount": 1,
        "nodes": [
            {
                "capital": {"id": "moral-capital:m"},
                "areas": [{"id": "area:4101"}],
                "holders": [{"id": "agency:e"}, {"id": "network:two"}],
                "holderCount": 2,
                "serves": [{"id": "problem:p"}],
                "servesCount": 1,
                "couldServe": [
                    {
                        "problem": {"id": "problem:q"},
                        "sharedIssues": [{"id": "issue:j"}, {"id": "issue:i"}],
                        "areas": [{"id": "area:4101"}],
                        "why": "“Other problem” is found in “อำเภอ” and concerns “Other issue” and “Issue”, as "
                        "“Capital” does; nothing that it enables is about this problem yet.",
                    }
                ],
                "couldServeCount": 1,
                "nearest": [{"agency": {"id": "agency:b"}}],
            }
        ],
    }


async def test_a_province_has_the_capital_of_its_districts(ask: Ask) -> None:
    """Each stays where it is: neither could serve the problem of the other district."""
    answer = await asked(ask, _CAPITAL, area="area:41")
    found = {
        item["capital"]["id"]: ids([other["problem"] for other in item["couldServe"]])
        for item in answer["nodes"]
    }
    assert found == {"moral-capital:away": ["problem:far"], "moral-capital:m": ["problem:q"]}


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (_PAIRS, {"problem": "problem:nothing"}),
        (_PAIRS, {"problem": "problem:p", "agency": "agency:nobody"}),
        (_DEEDS, {"problem": "problem:nothing"}),
        (_PARTNERS, {"goal": "goal:nothing"}),
        (_PARTNERS, {"goal": "goal:g", "agency": "agency:nobody"}),
        (_PARTNERS, {"goal": "goal:g", "without": ["issue:nothing"]}),
        (_PARTNERS, {"goal": "goal:g", "without": ["evidence:nothing"]}),
        (_CAPITAL, {"area": "area:99"}),
    ],
)
async def test_what_is_not_there_gives_null(
    ask: Ask, document: str, variables: dict[str, Any]
) -> None:
    """Not an empty answer, and no error."""
    data, codes = await ask(document, **variables)
    assert (list(data["collaboration"].values()), codes) == ([None], [])


@pytest.mark.parametrize(
    ("document", "variables", "code"),
    [
        (_PAIRS, {"problem": "goal:g"}, "BAD_ID"),
        (_PAIRS, {"problem": "problem:p", "agency": "network:one"}, "BAD_ID"),
        (_PAIRS, {"problem": "problem:p", "first": 0}, "BAD_PAGE_SIZE"),
        (_PAIRS, {"problem": "problem:p", "first": 101}, "BAD_PAGE_SIZE"),
        (_PAIRS, {"problem": "problem:p", "after": "nonsense"}, "BAD_CURSOR"),
        (_DEEDS, {"problem": "x"}, "BAD_ID"),
        (_DEEDS, {"problem": "problem:p", "nearest": 11}, "BAD_ARGUMENT"),
        (_DEEDS, {"problem": "problem:p", "first": -1}, "BAD_PAGE_SIZE"),
        (_PARTNERS, {"goal": "problem:p"}, "BAD_ID"),
        (_PARTNERS, {"goal": "goal:g", "weights": {}}, "BAD_ARGUMENT"),
        (_PARTNERS, {"goal": "goal:g", "weights": {"need": -1.0}}, "BAD_ARGUMENT"),
        (_PARTNERS, {"goal": "goal:g", "without": ["source:s"]}, "BAD_ID"),
        (_PARTNERS, {"goal": "goal:g", "without": ["goal:g"]}, "BAD_ARGUMENT"),
        (_PARTNERS, {"goal": "goal:g", "without": ["issue:i"] * 11}, "BAD_ARGUMENT"),
        (
            _PARTNERS,
            {"goal": "goal:g", "agency": "agency:a", "without": ["network:one"]},
            "BAD_ARGUMENT",
        ),
        (_CAPITAL, {"area": "agency:a"}, "BAD_ID"),
        (_CAPITAL, {"area": "area:41", "after": "WyJwYWlycyIsMF0"}, "BAD_CURSOR"),
    ],
)
async def test_a_wrong_argument_is_an_error_with_a_code(
    ask: Ask, document: str, variables: dict[str, Any], code: str
) -> None:
    """Never an empty answer."""
    data, codes = await ask(document, **variables)
    assert (list(data["collaboration"].values()), codes) == ([None], [code])


_COLLABORATORS = """query Q($without: [ID!], $need: ID) {
  collaborators(agency: "agency:a", asOf: "2025-06-01", without: $without, need: $need, first: 2, includeSynthetic: true) {
    candidates { agency { id } rank score distance role { role { id } count }
      change { rankBefore scoreBefore } reasons { component } } } }"""


async def test_collaborators_carry_distance_role_and_what_would_be_before(ask: Ask) -> None:
    """The places before are those of the answer with everyone there, listed or not."""
    whole, codes = await ask(_COLLABORATORS.replace("first: 2", "first: 9"))
    assert codes == []
    before = {
        item["agency"]["id"]: (item["rank"], item["score"])
        for item in whole["collaborators"]["candidates"]
    }
    assert all(item["change"] is None for item in whole["collaborators"]["candidates"])
    e = next(
        item for item in whole["collaborators"]["candidates"] if item["agency"]["id"] == "agency:e"
    )
    assert (e["distance"], e["role"]) == (2, {"role": {"id": "term:role.supports"}, "count": 1})
    left, codes = await ask(_COLLABORATORS, without=["agency:b"])
    assert codes == []
    for item in left["collaborators"]["candidates"]:
        change = item["change"]
        found = change["rankBefore"], change["scoreBefore"]
        assert found == before.get(item["agency"]["id"], (None, None))
        assert item["distance"] is None


async def test_collaborators_without_who_asks_or_what_it_needs_make_no_sense(ask: Ask) -> None:
    """An error says so; one who is not there gives null."""
    for variables in (
        {"without": ["agency:a"]},
        {"without": ["network:one"]},
        {"without": ["issue:i"], "need": "issue:i"},
    ):
        data, codes = await ask(_COLLABORATORS, **variables)
        assert (data, codes) == ({"collaborators": None}, ["BAD_ARGUMENT"])
    assert await ask(_COLLABORATORS, without=["issue:nothing"]) == ({"collaborators": None}, [])


async def test_what_costs_something_is_worked_out_where_a_fragment_asks_for_it(ask: Ask) -> None:
    """However it is selected."""
    document = """{ collaborators(agency: "agency:a", asOf: "2025-06-01", first: 9, includeSynthetic: true) { ...All } }
      fragment All on Collaborators { candidates { ... { ...One } } }
      fragment One on Collaborator { agency { id } far: distance plays: role { role { id } } }"""
    data, codes = await ask(document)
    assert codes == []
    e = next(
        item for item in data["collaborators"]["candidates"] if item["agency"]["id"] == "agency:e"
    )
    assert e == {
        "agency": {"id": "agency:e"},
        "far": 2,
        "plays": {"role": {"id": "term:role.supports"}},
    }


_NEEDING = """query Q($need: ID, $needs: [NeedInput!]) {
  collaborators(agency: "agency:a", asOf: "2025-06-01", first: 9, need: $need, needs: $needs) {
    candidates { agency { id } reasons { component value nodes { id } } } } }"""


async def needing(
    ask: Ask, **variables: Any
) -> tuple[dict[str, tuple[float, list[str]]], list[str]]:
    """Of each candidate the value of its need and what is behind it; codes of errors."""
    data, codes = await ask(_NEEDING, **variables)
    listed = (data["collaborators"] or {"candidates": []})["candidates"]
    reasons = [(item["agency"]["id"], reason) for item in listed for reason in item["reasons"]]
    return {
        agency: (reason["value"], [node["id"] for node in reason["nodes"]])
        for agency, reason in reasons
        if reason["component"] == "NEED"
    }, codes


async def test_one_need_is_the_same_either_way(ask: Ask) -> None:
    """Alone it weighs all there is, whatever its weight."""
    one, codes = await needing(ask, need="problem:p")
    assert codes == []
    assert one != {}
    assert await needing(ask, needs=[{"id": "problem:p"}]) == (one, [])
    assert await needing(ask, needs=[{"id": "problem:p", "weight": 7}]) == (one, [])


async def test_needs_weigh_what_they_are_stated_to_weigh(ask: Ask) -> None:
    """Nearer to what the one that weighs more gives alone."""
    alone = [(await needing(ask, need=need))[0] for need in ("problem:q", "issue:j")]
    mixed = [
        (await needing(ask, needs=[{"id": "problem:q", "weight": w}, {"id": "issue:j"}]))[0]
        for w in (100, 0.01)
    ]
    assert mixed[0] != mixed[1]
    for agency in mixed[0]:
        ends = [found.get(agency, (0.0, []))[0] for found in alone]
        heavy, light = (found[agency][0] for found in mixed)
        assert (heavy - light) * (ends[0] - ends[1]) >= 0


@pytest.mark.parametrize(
    "variables",
    [
        {"need": "problem:p", "needs": [{"id": "problem:p"}]},
        {"needs": [{"id": "problem:p", "weight": 0}]},
        {"needs": [{"id": "problem:p", "weight": -1}]},
        {"needs": [{"id": "problem:p", "weight": 1001}]},
        {"needs": [{"id": "problem:p"}] * 21},
    ],
)
async def test_needs_that_make_no_sense_are_refused(ask: Ask, variables: dict[str, Any]) -> None:
    """With a sentence that says why."""
    assert await needing(ask, **variables) == ({}, ["BAD_ARGUMENT"])


async def test_a_need_that_is_no_problem_or_issue_is_refused(ask: Ask) -> None:
    """And one that is not there gives null, as one alone does."""
    assert await needing(ask, needs=[{"id": "agency:b"}]) == ({}, ["BAD_ID"])
    assert await needing(ask, needs=[{"id": "problem:p"}, {"id": "problem:none"}]) == ({}, [])
