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
