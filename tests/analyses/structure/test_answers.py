"""The questions of the family ``structure``, on a small store: whole answers and hostile input."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analyses.structure.conftest import Ask

pytestmark = pytest.mark.usefixtures("told")

_BROKERS = """query Q($a: ID! = "network:a", $b: ID! = "network:b", $first: Int! = 20, $after: String,
    $asOf: Date = "2025-01-01") {
  structure(asOf: $asOf, includeSynthetic: true) { brokers(a: $a, b: $b, first: $first, after: $after) {
    totalCount truncated pageInfo { hasNextPage endCursor }
    nodes { agency { id } role openPairs onlyBroker betweenness why evidence { id }
      examples { a { id } b { id } toA { to { id } kinds evidence { id } } toB { to { id } kinds } } } } } }"""
_CUT = """query Q($network: ID, $area: ID, $first: Int! = 20, $after: String, $synthetic: Boolean = false) {
  structure(asOf: "2025-01-01", includeSynthetic: $synthetic) {
    cutPoints(network: $network, area: $area, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { agency { id } partners agenciesCutOff splitCount splitInto { size members { id } } why } } } }"""
_WHAT_IF = """query Q($leave: [ID!], $join: [TieInput!]) {
  structure(asOf: "2025-01-01", includeSynthetic: false) { whatIf(leave: $leave, join: $join) {
    before { ...N } after { ...N } leavingCount leaving { id } truncated
    splits { size count into { size members { id } } } merges { size count of { size members { id } } }
    newlyIsolated { id } newlyIsolatedCount newlyConnected { a { id } b { id } } } } }
  fragment N on Shape { agencies ties components largest isolated cutPoints }"""
_ISOLATED = """query Q($kinds: [IsolationKind!], $network: ID, $area: ID, $nearest: Int! = 3, $first: Int! = 20,
    $after: String, $synthetic: Boolean = false) {
  structure(asOf: "2025-01-01", includeSynthetic: $synthetic) {
    isolated(kinds: $kinds, network: $network, area: $area, nearest: $nearest, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { kind agency { id } partnerCount partners { id } networks { id } why
        nearest { rank score agency { id } reasons { component share } } } } } }"""
_COLLABORATORS = """query Q($agency: ID!) {
  collaborators(agency: $agency, asOf: "2025-01-01", includeSynthetic: false, otherNetworksFirst: true, first: 3) {
    candidates { rank score agency { id } reasons { component share } } } }"""
_PATHS = """query Q($from: ID! = "agency:a2", $to: ID! = "agency:b2", $k: Int! = 3, $longest: Int! = 6) {
  structure(asOf: "2025-01-01", includeSynthetic: true) { paths(from: $from, to: $to, k: $k, longest: $longest) {
    from { id } to { id } truncated
    paths { length steps { from { id } to { id } kinds through { id } evidence { id } } } } } }"""
_LOAD = """query Q($role: ID! = "term:role.leads", $only: Boolean! = false, $first: Int! = 20, $after: String,
    $asOf: Date = "2025-01-01") {
  structure(asOf: $asOf, includeSynthetic: true) { leadLoad(role: $role, onlyOverloaded: $only, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { agency { id } role { id } leads works { id } evidence { id } peers peerMedian peerUpperFence
      overloaded why } } } }"""


def _short(node: Any) -> str:
    return str(node["id"]).partition(":")[2]


def _all(nodes: Any) -> list[str]:
    return [_short(node) for node in nodes]


async def test_brokers_tell_role_pairs_and_what_their_ties_rest_on(ask: Ask) -> None:
    """Both bridge a1 and b1, so neither alone; what ended no longer ties anybody."""
    answer, codes = await ask(_BROKERS)
    assert codes == []
    told = answer["structure"]["brokers"]
    assert (told["totalCount"], told["truncated"]) == (2, False)
    assert told["nodes"][0] == {
        "agency": {"id": "agency:both"},
        "role": "MEMBER_OF_BOTH",
        "openPairs": 1,
        "onlyBroker": 0,
        "betweenness": 0.5,
        "why": "“Both” bridges 1 pairs of “Aye” and “Bee” that do not work together, 0 of them alone.",
        "evidence": [{"id": "evidence:tie"}],
        "examples": [
            {
                "a": {"id": "agency:a1"},
                "b": {"id": "agency:b1"},
                "toA": {
                    "to": {"id": "agency:a1"},
                    "kinds": ["COLLABORATION"],
                    "evidence": [{"id": "evidence:tie"}],
                },
                "toB": {"to": {"id": "agency:b1"}, "kinds": ["COLLABORATION"]},
            }
        ],
    }
    other = told["nodes"][1]
    assert (other["agency"]["id"], other["role"]) == ("agency:outside", "LIAISON")
    transpose, _ = await ask(_BROKERS, a="network:b", b="network:a")
    assert [node["role"] for node in transpose["structure"]["brokers"]["nodes"]] == [
        "MEMBER_OF_BOTH",
        "LIAISON",
    ]
    thai, _ = await ask(_BROKERS, language="th")
    assert "“คู่” เชื่อม 1 คู่ของ “เอ” กับ “บี” " in thai["structure"]["brokers"]["nodes"][0]["why"]


async def test_members_are_representatives_of_their_network(ask: Ask) -> None:
    """While a2 and b2 still worked together both bridged another pair."""
    answer, _ = await ask(_BROKERS, asOf="2019-06-01")
    found = [
        (_short(n["agency"]), n["role"], n["openPairs"], n["onlyBroker"])
        for n in answer["structure"]["brokers"]["nodes"]
    ]
    assert found == [
        ("a2", "REPRESENTATIVE_OF_A", 1, 1),
        ("b2", "REPRESENTATIVE_OF_B", 1, 1),
        ("both", "MEMBER_OF_BOTH", 1, 0),
        ("outside", "LIAISON", 1, 0),
    ]


async def test_cut_points_tell_what_would_be_left(ask: Ask) -> None:
    """Those that cut off most first; within a network its own ties count alone."""
    answer, codes = await ask(_CUT)
    assert codes == []
    assert answer["structure"]["cutPoints"]["nodes"] == [
        {
            "agency": {"id": "agency:a1"},
            "partners": 3,
            "agenciesCutOff": 1,
            "splitCount": 2,
            "splitInto": [
                {"size": 4, "members": [{"id": f"agency:{a}"} for a in ("b1", "b2", "both", "outside")]},
                {"size": 1, "members": [{"id": "agency:a2"}]},
            ],
            "why": "Without “ก1” its part of the network would fall into 2: 4, 1 agencies.",
        },
        {
            "agency": {"id": "agency:b1"},
            "partners": 3,
            "agenciesCutOff": 1,
            "splitCount": 2,
            "splitInto": [
                {"size": 4, "members": [{"id": f"agency:{a}"} for a in ("a1", "a2", "both", "outside")]},
                {"size": 1, "members": [{"id": "agency:b2"}]},
            ],
            "why": "Without “ข1” its part of the network would fall into 2: 4, 1 agencies.",
        },
    ]  # fmt: skip
    inside, _ = await ask(_CUT, network="network:b")
    assert [
        (_short(n["agency"]), n["partners"], [_all(p["members"]) for p in n["splitInto"]])
        for n in inside["structure"]["cutPoints"]["nodes"]
    ] == [("b1", 2, [["b2"], ["both"]])]
    for nobody in ({"network": "network:none"}, {"area": "area:41"}):
        assert (await ask(_CUT, **nobody))[0]["structure"]["cutPoints"]["nodes"] == []


def _numbers(*numbers: int) -> dict[str, int]:
    names = ("agencies", "ties", "components", "largest", "isolated", "cutPoints")
    return dict(zip(names, numbers, strict=True))


async def test_a_network_leaves_with_those_that_belong_to_no_other(ask: Ask) -> None:
    """And a new tie can bring in who stood alone; both are told."""
    answer, codes = await ask(
        _WHAT_IF,
        leave=["network:b"],
        join=[
            {"a": "agency:lone", "b": "agency:a2"},
            {"a": "agency:a1", "b": "agency:a2"},
        ],
    )
    assert codes == []
    assert answer["structure"]["whatIf"] == {
        "before": _numbers(7, 6, 2, 6, 1, 2),
        "after": _numbers(5, 4, 1, 5, 0, 2),
        "leavingCount": 2,
        "leaving": [{"id": "agency:b1"}, {"id": "agency:b2"}],
        "splits": [],
        "merges": [
            {
                "size": 5,
                "count": 2,
                "of": [
                    {"size": 4, "members": [{"id": f"agency:{a}"} for a in ("a1", "a2", "both", "outside")]},
                    {"size": 1, "members": [{"id": "agency:lone"}]},
                ],
            }
        ],
        "newlyIsolated": [],
        "newlyIsolatedCount": 0,
        "newlyConnected": [{"a": {"id": "agency:lone"}, "b": {"id": "agency:a2"}}],
        "truncated": False,
    }  # fmt: skip
    alone, _ = await ask(_WHAT_IF, leave=["agency:b1"])
    told = alone["structure"]["whatIf"]
    assert _all(told["newlyIsolated"]) == ["b2"]
    assert [[_all(p["members"]) for p in s["into"]] for s in told["splits"]] == [
        [["a1", "a2", "both", "outside"], ["b2"]]
    ]


async def test_who_stands_apart_is_shown_whom_it_could_work_with(ask: Ask) -> None:
    """Those of other networks first; with a partner in each of its networks one is inward too."""
    answer, codes = await ask(_ISOLATED)
    assert codes == []
    nodes = answer["structure"]["isolated"]["nodes"]
    assert [(n["kind"], _short(n["agency"]), _all(n["partners"])) for n in nodes] == [
        ("ISOLATED", "lone", []),
        ("INWARD", "a2", ["a1"]),
        ("INWARD", "b2", ["b1"]),
        ("INWARD", "both", ["a1", "b1"]),
    ]
    assert nodes[0]["why"] == "“Lone” works with nobody."
    assert nodes[1]["why"] == "All whom “ก2” works with (1) share a network with it."
    assert _all(nodes[0]["networks"]) == ["a"]
    for node in nodes:
        same, _ = await ask(_COLLABORATORS, agency=node["agency"]["id"])
        assert node["nearest"] == same["collaborators"]["candidates"]
    assert _all([near["agency"] for near in nodes[0]["nearest"]])[:2] == ["b1", "b2"]
    inward, _ = await ask(_ISOLATED, kinds=["INWARD"], network="network:b", nearest=0, first=1)
    assert [(_short(n["agency"]), n["nearest"]) for n in inward["structure"]["isolated"]["nodes"]] == [
        ("b2", [])
    ]  # fmt: skip
    invented, _ = await ask(_ISOLATED, kinds=["ISOLATED"], synthetic=True)
    assert invented["structure"]["isolated"]["nodes"] == []


async def test_paths_tell_what_each_step_rests_on(ask: Ask) -> None:
    """Equally long ones by their ids; whether there are more is said."""
    answer, codes = await ask(_PATHS)
    assert codes == []
    told = answer["structure"]["paths"]
    assert [
        [_short(step["to"]) for step in path["steps"]] for path in told["paths"]
    ] == [["a1", "both", "b1", "b2"], ["a1", "outside", "b1", "b2"]]  # fmt: skip
    assert told["paths"][0]["steps"][0] == {
        "from": {"id": "agency:a2"},
        "to": {"id": "agency:a1"},
        "kinds": ["SAME_WORK"],
        "through": [{"id": "goal:g"}],
        "evidence": [{"id": "evidence:lead"}],
    }
    assert told["truncated"] is False
    one, _ = await ask(_PATHS, k=1)
    assert (len(one["structure"]["paths"]["paths"]), one["structure"]["paths"]["truncated"]) == (1, True)  # fmt: skip
    for none in ({"longest": 3}, {"to": "agency:lone"}):
        told = (await ask(_PATHS, **none))[0]["structure"]["paths"]
        assert (told["paths"], told["truncated"]) == ([], False)


async def test_loads_are_held_against_peers_on_the_day(ask: Ask) -> None:
    """Three roles above the fence overload; a role that has ended or not begun does not count."""
    answer, codes = await ask(_LOAD)
    assert codes == []
    assert answer["structure"]["leadLoad"]["nodes"] == [
        {
            "agency": {"id": "agency:a1"},
            "role": {"id": "term:role.leads"},
            "leads": 3,
            "works": [{"id": "goal:g"}, {"id": "goal:h"}, {"id": "goal:i"}],
            "evidence": [{"id": "evidence:lead"}],
            "peers": 1,
            "peerMedian": 0.0,
            "peerUpperFence": 0.0,
            "overloaded": True,
            "why": "“ก1” has this role 3 times; of its 1 peers half have it 0 times at most, "
            "and more than 0 stands out.",
        }
    ]
    early, _ = await ask(_LOAD, asOf="2019-06-01")
    assert [
        (_short(n["agency"]), n["leads"], n["peers"], n["peerMedian"], n["overloaded"])
        for n in early["structure"]["leadLoad"]["nodes"]
    ] == [("a1", 2, 2, 0.5, False), ("both", 1, 2, 1.0, False)]
    none, _ = await ask(_LOAD, asOf="2019-06-01", only=True)
    assert none["structure"]["leadLoad"]["nodes"] == []
    supports, _ = await ask(_LOAD, role="term:role.supports")
    assert [_short(n["agency"]) for n in supports["structure"]["leadLoad"]["nodes"]] == ["a2"]


@pytest.mark.parametrize(
    ("document", "name"), [(_BROKERS, "brokers"), (_CUT, "cutPoints"), (_ISOLATED, "isolated")]
)
async def test_pages_follow_each_other(ask: Ask, document: str, name: str) -> None:
    """One at a time they give the same list; another list's cursor is refused."""
    whole, _ = await ask(document)
    expected = whole["structure"][name]["nodes"]
    found, after, more = [], None, True
    while more:
        page, codes = await ask(document, first=1, after=after)
        assert codes == []
        found += page["structure"][name]["nodes"]
        more = page["structure"][name]["pageInfo"]["hasNextPage"]
        after = page["structure"][name]["pageInfo"]["endCursor"]
    assert found == expected
    assert await ask(_LOAD, after=after) == ({"structure": {"leadLoad": None}}, ["BAD_CURSOR"])


_HOSTILE: list[tuple[str, str, dict[str, Any], str]] = [
    (_BROKERS, "brokers", {"a": "agency:a1"}, "BAD_ID"),
    (_BROKERS, "brokers", {"b": "network:a"}, "BAD_ARGUMENT"),
    (_BROKERS, "brokers", {"first": 0}, "BAD_PAGE_SIZE"),
    (_BROKERS, "brokers", {"first": 101}, "BAD_PAGE_SIZE"),
    (_BROKERS, "brokers", {"after": "x"}, "BAD_CURSOR"),
    (_CUT, "cutPoints", {"network": "area:41"}, "BAD_ID"),
    (_CUT, "cutPoints", {"area": "' OR 1"}, "BAD_ID"),
    (_CUT, "cutPoints", {"first": 101}, "BAD_PAGE_SIZE"),
    (_WHAT_IF, "whatIf", {}, "BAD_ARGUMENT"),
    (_WHAT_IF, "whatIf", {"leave": ["goal:g"]}, "BAD_ID"),
    (_WHAT_IF, "whatIf", {"leave": [f"agency:x{n}" for n in range(101)]}, "BAD_ARGUMENT"),
    (_WHAT_IF, "whatIf", {"join": [{"a": "agency:a1", "b": "agency:a1"}]}, "BAD_ARGUMENT"),
    (
        _WHAT_IF,
        "whatIf",
        {"leave": ["network:b"], "join": [{"a": "agency:a1", "b": "agency:b2"}]},
        "BAD_ARGUMENT",
    ),
    (_ISOLATED, "isolated", {"nearest": 11}, "BAD_ARGUMENT"),
    (_ISOLATED, "isolated", {"network": "x"}, "BAD_ID"),
    (_PATHS, "paths", {"to": "agency:a2"}, "BAD_ARGUMENT"),
    (_PATHS, "paths", {"k": 0}, "BAD_ARGUMENT"),
    (_PATHS, "paths", {"k": 11}, "BAD_ARGUMENT"),
    (_PATHS, "paths", {"longest": 7}, "BAD_ARGUMENT"),
    (_PATHS, "paths", {"from": "network:a"}, "BAD_ID"),
    (_LOAD, "leadLoad", {"role": "agency:a1"}, "BAD_ID"),
    (_LOAD, "leadLoad", {"first": 0}, "BAD_PAGE_SIZE"),
]


async def test_bad_input_is_refused(ask: Ask) -> None:
    """With a code, and null in its place."""
    for document, name, wrong, code in _HOSTILE:
        assert await ask(document, **wrong) == ({"structure": {name: None}}, [code]), wrong


async def test_what_is_not_there_gives_null(ask: Ask) -> None:
    """Not an empty list, and no error; an unknown role is held by nobody."""
    for document, name, unknown in [
        (_BROKERS, "brokers", {"a": "network:gone"}),
        (_CUT, "cutPoints", {"network": "network:gone"}),
        (_CUT, "cutPoints", {"area": "area:99"}),
        (_WHAT_IF, "whatIf", {"leave": ["agency:gone"]}),
        (_WHAT_IF, "whatIf", {"join": [{"a": "agency:a1", "b": "agency:made-up"}]}),
        (_ISOLATED, "isolated", {"area": "area:99"}),
        (_PATHS, "paths", {"to": "agency:gone"}),
    ]:
        assert await ask(document, **unknown) == ({"structure": {name: None}}, []), unknown
    answer, codes = await ask(_LOAD, role="term:role.unknown")
    assert (answer["structure"]["leadLoad"]["nodes"], codes) == ([], [])
