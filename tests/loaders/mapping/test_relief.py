"""3W and 4W tables: who does what where, with HXL tags below the headings."""

from __future__ import annotations

from tests.loaders.mapping.conftest import Written, drafted, said

TABLE = """Lead organisation,Acronym,Activity,Cluster,Province,District,District P-code,Status,From,To,Reached
#org,#org+acronym,#activity,#sector,#adm1+name,#adm2+name,#adm2+code,#status,#date+start,#date+end,#reached
Friends of Ban Dung,FBD,Home visits,Health,Udon Thani,Ban Dung,TH4111,Completed,2020-01-21,2020-03-01,120
Friends of Ban Dung,FBD,Water points,WASH,Udon Thani,Mueang Udon Thani,TH4101,In progress,2020-02-01,,
Good Rice Foundation,,Home visits,Health,Khon Kaen,,TH40,Completed,2020-01-21,2020-03-01,
"""


def test_tags_say_what_the_columns_are(written: Written) -> None:
    """An activity is a project, a sector an issue; a district is looked up in its own province."""
    path = written("4w.csv", TABLE)
    stated = said(path, drafted(path))
    assert stated.problems == []
    assert stated.records["agencies"] == [
        {"name_th": "Friends of Ban Dung", "aliases": "FBD"},
        {"name_th": "Good Rice Foundation"},
    ]
    assert stated.records["projects"] == [
        {
            "name_th": "Home visits",
            "status": "term:work-status.completed",
            "starts": "2020-01-21",
            "ends": "2020-03-01",
        },
        {"name_th": "Water points", "status": "term:work-status.ongoing", "starts": "2020-02-01"},
    ]
    assert stated.links == {
        "takes_part_in": [
            ("Friends of Ban Dung", "Home visits"),
            ("Friends of Ban Dung", "Water points"),
            ("Good Rice Foundation", "Home visits"),
        ],
        "concerns": [("Home visits", "Health"), ("Water points", "WASH")],
        "in_area": [
            ("Home visits", "ขอนแก่น"),
            ("Home visits", "บ้านดุง"),
            ("Water points", "เมืองอุดรธานี"),
        ],
    }
    assert stated.notes == [
        ("District P-code", "is left out, as the mapping says; cells: 3"),
        ("Reached", "is left out, as the mapping says; cells: 1"),
        ("Cluster", "is no issue that is known, and becomes one of this dataset"),
        ("Cluster", "is no issue that is known, and becomes one of this dataset"),
    ]


def test_tags_without_headings_are_headings(written: Written) -> None:
    """As some services give them; the first data are in the row below."""
    tags = "\n".join(TABLE.splitlines()[1:])
    path = written("4w.csv", tags)
    stated = said(path, drafted(path))
    assert (stated.problems, len(stated.records["projects"])) == ([], 2)


def test_a_district_of_another_province_is_refused(written: Written) -> None:
    """It is not looked up elsewhere."""
    path = written("4w.csv", TABLE.replace("Khon Kaen,,", "Khon Kaen,Ban Dung,"))
    assert said(path, drafted(path)).problems == [("F5", "is no area of “ขอนแก่น” that is known")]
