"""Question 25, on a small store of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.analyses.readiness import doubts
from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TRUE: dict[str, str] = {
    "sources": "id,name_th,name_en\nsource:s,แหล่ง,News\nsource:t,อีกแหล่ง,",
    "evidence": """id,name_th,phrase,from
        evidence:one,ก,คำ,source:s
        evidence:same,ก,คำอื่น,source:s
        evidence:other,ก,คำ,source:t
        evidence:loose,ก,คำ,""",
    "networks": """id,name_th,evidence
        network:one,หนึ่งแหล่ง,evidence:one|evidence:same
        network:two,สองแหล่ง,evidence:one|evidence:other""",
    "agencies": """id,name_th,website,contact,evidence
        agency:a,ก,http://one.example,042-1,evidence:one
        agency:bare,ข,,,
        agency:loose,ค,,,evidence:loose""",
    "member_of": """from,to,note,evidence
        agency:a,network:two,หนึ่ง,evidence:other
        agency:a,network:one,,evidence:one|evidence:other
        agency:bare,network:two,,""",
    "mechanisms": "id,name_th,ends,evidence\nmechanism:over,เลิก,2020-01-01,evidence:one",
}
_OTHER: dict[str, str] = {
    "evidence": "id,name_th,phrase,from\nevidence:demo,ก,คำ,source:s\nevidence:invented,ก,คำ,source:invented",
    "agencies": "id,name_th,website,contact,evidence\nagency:a,ก,http://two.example,042-2,evidence:demo\n"
    "agency:invented,ง,,,evidence:demo",
    "networks": "id,name_th,evidence\nnetwork:two,สองแหล่ง,\nnetwork:one,หนึ่งแหล่ง,evidence:invented",
    "sources": "id,name_th\nsource:invented,แต่งขึ้น",
    "member_of": "from,to,note\nagency:a,network:two,สอง\nagency:invented,network:two,",
    "seeks_link_with": "from,to\nnetwork:two,agency:invented",
}
_DOCUMENT = """query Q($kinds: [DoubtKind!], $of: [String!], $asOf: Date = "2025-01-01", $datasets: [ID!],
                       $synthetic: Boolean = true, $first: Int! = 20, $after: String) {
  readiness(asOf: $asOf, datasets: $datasets, includeSynthetic: $synthetic) {
    doubts(kinds: $kinds, of: $of, first: $first, after: $after) {
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }
      nodes { kind why node { id } link { id type to { id } } source { id } evidence { id }
        contradiction { property shown { ...Side } other { ...Side } } } } } }
  fragment Side on Side { value datasets { id } evidence { id } }"""

_SINGLE = [
    ("SINGLE_SOURCE", "agency:a", ""),
    ("SINGLE_SOURCE", "agency:a", "MEMBER_OF network:two"),
    ("SINGLE_SOURCE", "network:one", ""),
]
_BARE = [
    ("NO_EVIDENCE", "agency:bare", ""),
    ("NO_EVIDENCE", "agency:bare", "MEMBER_OF network:two"),
    ("NO_EVIDENCE", "agency:loose", ""),
]
_INVENTED = [
    ("SYNTHETIC", "agency:invented", ""),
    ("SYNTHETIC", "network:two", "SEEKS_LINK_WITH agency:invented"),
]
_DISPUTED = [
    ("DISPUTED", "agency:a", ""),
    ("DISPUTED", "agency:a", ""),
    ("DISPUTED", "agency:a", "MEMBER_OF network:two"),
]


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset, and an invented one that differs from it."""
    await load_folder(empty_store, folder("true", info={"precedence": 100}, **_TRUE))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_OTHER))


def _nodes(answer: Any) -> list[Any]:
    return list(answer["readiness"]["doubts"]["nodes"])


def _brief(answer: Any) -> list[tuple[str, str, str]]:
    return [
        (
            item["kind"],
            item["node"]["id"],
            f"{item['link']['type']} {item['link']['to']['id']}" if item["link"] else "",
        )
        for item in _nodes(answer)
    ]


@pytest.mark.usefixtures("told")
async def test_every_fact_has_the_doubts_that_it_deserves(ask: Ask) -> None:
    """Two sources are enough, an invented one is none; what is over, or leads nowhere, is no fact of the day."""
    answer, codes = await ask(_DOCUMENT)
    assert codes == []
    assert _brief(answer) == [*_DISPUTED, *_SINGLE, *_BARE, *_INVENTED]
    single = _nodes(answer)[5]
    assert (single["why"], single["source"], single["evidence"]) == (
        "It rests on one source: “News”.",
        {"id": "source:s"},
        [{"id": "evidence:one"}, {"id": "evidence:same"}, {"id": "evidence:invented"}],
    )


@pytest.mark.usefixtures("told")
async def test_a_contradiction_shows_both_sides(ask: Ask) -> None:
    """Each with its datasets and evidence; what needs a scope is told of, and not shown."""
    answer, _ = await ask(_DOCUMENT, kinds=["DISPUTED"])
    told = {item["contradiction"]["property"]: item for item in _nodes(answer)}
    assert set(told) == {"website", "contact", "networks(network:two).note"}
    assert told["website"]["contradiction"] == {
        "property": "website",
        "shown": _side('"http://one.example"', "dataset:true", "evidence:one"),
        "other": _side('"http://two.example"', "dataset:demo", "evidence:demo"),
    }
    assert told["website"]["why"] == (
        "Datasets differ on website of “ก”: "
        '"http://one.example" is shown, "http://two.example" is said too.'
    )
    hidden = told["contact"]["contradiction"]
    assert (hidden["shown"]["value"], hidden["other"]["value"]) == (None, None)
    assert told["contact"]["why"] == "Datasets differ on contact of “ก”."
    noted = told["networks(network:two).note"]
    assert noted["link"]["type"] == "MEMBER_OF"
    assert noted["contradiction"] == {
        "property": "networks(network:two).note",
        "shown": _side('"หนึ่ง"', "dataset:true", "evidence:other"),
        "other": _side('"สอง"', "dataset:demo"),
    }


def _side(value: str, dataset: str, *evidence: str) -> dict[str, Any]:
    return {
        "value": value,
        "datasets": [{"id": dataset}],
        "evidence": [{"id": item} for item in evidence],
    }


@pytest.mark.usefixtures("told")
async def test_kinds_terms_and_what_is_asked_of_narrow_the_list(ask: Ask) -> None:
    """By doubt, by kind of record, by day, dataset, and without what is invented."""
    assert _brief((await ask(_DOCUMENT, kinds=["NO_EVIDENCE"], of=["Agency"]))[0]) == _BARE
    assert _brief((await ask(_DOCUMENT, of=["Network"]))[0]) == [_SINGLE[2], _INVENTED[1]]
    assert _brief((await ask(_DOCUMENT, kinds=[]))[0]) == []
    without, _ = await ask(_DOCUMENT, synthetic=False)
    assert _brief(without) == [*_SINGLE, *_BARE]
    early, _ = await ask(_DOCUMENT, kinds=["SINGLE_SOURCE"], asOf="2019-01-01")
    assert _brief(early) == [
        *_SINGLE[:2],
        ("SINGLE_SOURCE", "mechanism:over", ""),
        _SINGLE[2],
    ]
    of_true, _ = await ask(_DOCUMENT, datasets=["dataset:true"])
    assert _brief(of_true) == [*_SINGLE, *_BARE]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("looked_at", [1, 2, 1000])
async def test_pages_follow_each_other_whatever_the_bound(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    """A page that stops for its bound is short, and its end cursor goes on behind it."""
    whole = _brief((await ask(_DOCUMENT))[0])
    monkeypatch.setattr(doubts, "LOOKED_AT", looked_at)
    for first in (1, 3):
        found: list[tuple[str, str, str]] = []
        after, pages = None, 0
        while pages < 60:
            answer, codes = await ask(_DOCUMENT, first=first, after=after)
            assert codes == []
            page = answer["readiness"]["doubts"]["pageInfo"]
            found, after, pages = found + _brief(answer), page["endCursor"], pages + 1
            if not page["hasNextPage"]:
                break
        assert found == whole


@pytest.mark.usefixtures("told")
async def test_bad_input_is_refused(ask: Ask) -> None:
    """With a code; another list's cursor too."""
    for wrong, code in [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "WyJjb25kaXRpb25zIiwxLCJhIl0"}, "BAD_CURSOR"),
        ({"of": ["Evidence"]}, "BAD_ARGUMENT"),
        ({"of": ["Nothing"]}, "BAD_ARGUMENT"),
        ({"of": []}, "BAD_ARGUMENT"),
    ]:
        assert await ask(_DOCUMENT, **wrong) == ({"readiness": {"doubts": None}}, [code])
