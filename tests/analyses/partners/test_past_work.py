"""A former partner is told as one: what they did together, and until when."""

from __future__ import annotations

from typing import Any

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_FILES = {
    "evidence": "id,name_th\nevidence:one,ก\nevidence:two,ก",
    "issues": "id,name_th\nissue:i,ป",
    "agencies": "id,name_th,name_en\n"
    + "\n".join(f"agency:{letter},หน่วย {letter},Agency {letter.upper()}" for letter in "abcdefgh"),
    "adopts": "from,to\n" + "\n".join(f"agency:{letter},issue:i" for letter in "abcdefgh"),
    "projects": """id,name_th,name_en,starts,ends
        project:road,ถนน,Road,,2019-12-31
        project:school,โรงเรียน,School,,
        project:later,ภายหลัง,Later,2030-01-01,""",
    "takes_part_in": """from,to,since,until,evidence
        agency:a,project:road,,,evidence:one
        agency:b,project:road,,2018-06-30,evidence:two
        agency:c,project:road,,,
        agency:a,project:school,2020-01-01,,
        agency:c,project:school,,2021-03-31,
        agency:d,project:school,,2019-12-30,
        agency:e,project:school,,,
        agency:f,project:school,2019-01-01,2019-12-31,
        agency:f,project:school,2022-01-01,,
        agency:a,project:later,,2024-12-31,
        agency:g,project:later,,,""",
    "collaborates_with": """from,to,since,until
        agency:a,agency:h,,2017-05-01
        agency:b,agency:a,,2016-01-01
        agency:a,agency:d,,2016-01-01
        agency:a,agency:d,2020-01-01,""",
}
_ASKED = """query Q($asOf: Date, $without: [ID!]) {
  collaborators(agency: "agency:a", ties: MARK, first: 20, asOf: $asOf, without: $without) { candidates {
    agency { id } alreadyTied
    workedBefore { until workCount directly summary works { id } evidence { id } } } } }"""


async def _told(ask: Ask, language: str = "en", **variables: Any) -> dict[str, Any]:
    data, codes = await ask(_ASKED, language, **variables)
    assert codes == []
    return {
        item["agency"]["id"]: (item["alreadyTied"], item["workedBefore"])
        for item in data["collaborators"]["candidates"]
    }


async def test_what_is_over_is_told_of_whoever_it_was_done_with(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Once one has left or the work is over; only where their days met; what goes on is no past.

    b left the road in 2018, and an older direct collaboration is over, too. c was in the road until
    it ended and in the school until March 2021. d had left before a came, and a collaboration
    with it was renewed. e is in the school still, f came again. The later project has not begun. With h there was a direct collaboration.
    """
    await load_folder(empty_store, folder("x", **_FILES))
    told = await _told(ask, asOf="2026-11-28")
    before = {agency: past for agency, (_, past) in told.items()}
    assert before == {
        "agency:b": {
            "until": "2018-06-30", "workCount": 1, "directly": True,
            "summary": "They worked together on “Road” until 2018.",
            "works": [{"id": "project:road"}],
            "evidence": [{"id": "evidence:one"}, {"id": "evidence:two"}],
        },
        "agency:c": {
            "until": "2021-03-31", "workCount": 2, "directly": False,
            "summary": "They worked together on “School” and “Road” until 2021.",
            "works": [{"id": "project:school"}, {"id": "project:road"}],
            "evidence": [{"id": "evidence:one"}],
        },
        "agency:d": None, "agency:e": None, "agency:f": None, "agency:g": None,
        "agency:h": {
            "until": "2017-05-01", "workCount": 0, "directly": True,
            "summary": "They worked together until 2017.", "works": [], "evidence": [],
        },
    }  # fmt: skip
    assert {agency for agency, (tied, _) in told.items() if tied} == {
        "agency:d",
        "agency:e",
        "agency:f",
    }


async def test_on_an_earlier_day_it_was_not_over(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """On the last day of the road c is a partner in it; the day after, a former one; told in Thai."""
    await load_folder(empty_store, folder("x", **_FILES))
    told = await _told(ask, asOf="2019-12-31")
    assert told["agency:c"] == (True, None)
    tied, past = (await _told(ask, "th", asOf="2020-01-01"))["agency:c"]
    assert tied  # in the school
    assert (past["until"], past["summary"]) == (
        "2019-12-31",
        "เคยทำงานร่วมกันใน “ถนน” ถึงปี 2562",
    )


async def test_work_that_is_thought_away_is_no_past(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Without the school, c and the one that asks were in the road alone."""
    await load_folder(empty_store, folder("x", **_FILES))
    _, past = (await _told(ask, asOf="2026-11-28", without=["project:school"]))["agency:c"]
    assert (past["until"], past["works"]) == ("2019-12-31", [{"id": "project:road"}])


async def test_work_whose_words_are_thought_away_is_no_past(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Each part rests on its words: of b's in the road, only the direct collaboration is left.

    Without the words for the part of a itself, the road is left with nobody. What is measured by
    stays: 1.5, that of b with everything there.
    """
    await load_folder(empty_store, folder("x", **_FILES))
    without = {}
    for word in ("two", "one"):
        told = await _told(ask, asOf="2026-11-28", without=[f"evidence:{word}"])
        reasons = await _past(ask, without=[f"evidence:{word}"])
        without[word] = {
            agency: (past["until"], past["works"], reasons[agency]["value"])
            for agency, (_, past) in told.items()
            if past
        }
    road, school = {"id": "project:road"}, {"id": "project:school"}
    assert without == {
        "two": {
            "agency:b": ("2016-01-01", [], 0.666667),
            "agency:c": ("2021-03-31", [school, road], 0.5),
            "agency:h": ("2017-05-01", [], 0.666667),
        },
        "one": {
            "agency:b": ("2016-01-01", [], 0.666667),
            "agency:c": ("2021-03-31", [school], 0.166667),
            "agency:h": ("2017-05-01", [], 0.666667),
        },
    }


_REASONS = """query Q(
  $history: HistoryUse! = COUNT, $years: Float, $without: [ID!], $weights: WeightsInput
) {
  collaborators(agency: "agency:a", asOf: "2026-11-28", history: $history, historyHalfLife: $years,
                without: $without, weights: $weights) {
    note
    candidates { agency { id } reasons {
      component value summary nodes { id } evidence { id } } } } }"""


async def _past(ask: Ask, language: str = "en", **variables: Any) -> dict[str, Any]:
    data, codes = await ask(_REASONS, language, **variables)
    assert codes == []
    return {
        item["agency"]["id"]: reason
        for item in data["collaborators"]["candidates"]
        for reason in item["reasons"]
        if reason["component"] == "PAST"
    }


async def test_having_worked_together_is_a_reason(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Work weighs by its size: the road had three agencies, the school five; direct work weighs 1.

    With b the road (1/2) and a collaboration (1): 1.5, the best. With c the road and the school
    (1/4): .75. With h a collaboration: 1. The reason names what ``workedBefore`` does.
    """
    await load_folder(empty_store, folder("x", **_FILES))
    reasons = await _past(ask)
    assert reasons == {
        "agency:b": {
            "component": "PAST", "value": 1.0,
            "summary": "They worked together on “Road” until 2018.",
            "nodes": [{"id": "project:road"}],
            "evidence": [{"id": "evidence:one"}, {"id": "evidence:two"}],
        },
        "agency:c": {
            "component": "PAST", "value": 0.5,
            "summary": "They worked together on “School” and “Road” until 2021.",
            "nodes": [{"id": "project:school"}, {"id": "project:road"}],
            "evidence": [{"id": "evidence:one"}],
        },
        "agency:h": {
            "component": "PAST", "value": 0.666667,
            "summary": "They worked together until 2017.", "nodes": [], "evidence": [],
        },
    }  # fmt: skip
    assert (await _past(ask, "th"))["agency:c"]["summary"] == (
        "เคยทำงานร่วมกันใน “โรงเรียน”, “ถนน” ถึงปี 2564"
    )


async def test_the_note_counts_former_partners(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """b, c and h; not where they do not count."""
    await load_folder(empty_store, folder("x", **_FILES))
    counted, _ = await ask(_REASONS)
    ignored, _ = await ask(_REASONS, history="IGNORE")
    unweighed, _ = await ask(_REASONS, weights={"concern": 1.0})
    said = "Work that is over counts, too: 3 former partners are no partners today."
    assert said in counted["collaborators"]["note"]
    assert said not in (ignored["collaborators"]["note"] or "")
    assert said not in (unweighed["collaborators"]["note"] or "")


async def test_history_can_be_ignored_and_is_still_told(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """No reason, and ``workedBefore`` as ever."""
    await load_folder(empty_store, folder("x", **_FILES))
    assert await _past(ask, history="IGNORE") == {}
    told, _ = await ask(
        """{ collaborators(agency: "agency:a", history: IGNORE, asOf: "2026-11-28") {
             candidates { agency { id } workedBefore { until } } } }"""
    )
    before = {
        item["agency"]["id"]: item["workedBefore"]
        for item in told["collaborators"]["candidates"]
        if item["workedBefore"]
    }
    assert before == {
        "agency:b": {"until": "2018-06-30"},
        "agency:c": {"until": "2021-03-31"},
        "agency:h": {"until": "2017-05-01"},
    }


async def test_a_half_life_makes_old_work_worth_less(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Each work by the years since it was over: with two years' half-life, c is now the best.

    Days to 2026-11-28: the road with b 3073, directly 3984; the road with c 2524, the school 2068;
    directly with h 3498.
    """
    await load_folder(empty_store, folder("x", **_FILES))

    def left(days: int) -> float:
        return float(0.5 ** (days / 365.25 / 2))

    b = left(3073) / 2 + left(3984)
    c = left(2524) / 2 + left(2068) / 4
    h = left(3498)
    values = {agency: reason["value"] for agency, reason in (await _past(ask, years=2.0)).items()}
    assert values == {
        "agency:b": round(b / c, 6),
        "agency:c": 1.0,
        "agency:h": round(h / c, 6),
    }
    for years in (0.0, -1.0, 101.0):
        _, codes = await ask(_REASONS, years=years)
        assert codes == ["BAD_ARGUMENT"]


async def test_without_what_the_reason_names_it_is_less(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """A work that is over can be thought away, too; what is not there is still said to be so."""
    await load_folder(empty_store, folder("x", **_FILES))
    left = await _past(ask, without=["project:road"])
    assert {agency: (r["value"], r["nodes"]) for agency, r in left.items()} == {
        "agency:b": (0.666667, []),
        "agency:c": (0.166667, [{"id": "project:school"}]),
        "agency:h": (0.666667, []),
    }
    data, codes = await ask(_REASONS, without=["project:none"])
    assert (data["collaborators"], codes) == (None, [])
