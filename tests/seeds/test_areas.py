"""The provinces and districts of Thailand, as the seeds state them."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from loaders.worksheet.columns import COLUMNS
from loaders.worksheet.names import seed_names
from loaders.worksheet.resolving import BY_PROVINCE, Names, UnresolvedError
from seeds import SEED_FOLDERS

FOLDER = next(folder for folder in SEED_FOLDERS if folder.name == "thai_areas")
DISTRICT = next(column for column in COLUMNS if column.key == "district")
REGIONS = {"north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14}
LATITUDES, LONGITUDES = (5.6, 20.5), (97.3, 105.7)
KHET = 50


def read(name: str) -> list[dict[str, str]]:
    """The rows of a file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AREAS = read("areas.csv")
PROVINCES = {row["id"]: row for row in AREAS if row["level"].endswith(".province")}
DISTRICTS = [row for row in AREAS if row["level"].endswith(".district")]
NAMES = seed_names(SEED_FOLDERS[:2])


def names_in(province: str) -> Names:
    """The names that a worksheet of a province may mean."""
    names = Names(NAMES)
    names.choose_province(province)
    return names


def test_there_are_77_provinces_and_928_districts() -> None:
    """878 amphoe, and the 50 khet of Bangkok."""
    assert (len(PROVINCES), len(DISTRICTS), len(AREAS)) == (77, 928, 1005)
    assert sum(row["within"] == "area:10" for row in DISTRICTS) == KHET
    assert (
        Counter(row["region"].removeprefix("term:region.") for row in PROVINCES.values()) == REGIONS
    )


def test_codes_say_where_an_area_is() -> None:
    """The first two digits are the province's, and the number of its ISO code; ids are codes."""
    assert all(row["iso_code"] == f"TH-{row['code']}" for row in PROVINCES.values())
    assert all(row["within"] == f"area:{row['code'][:2]}" for row in DISTRICTS)
    assert {row["within"] for row in DISTRICTS} == set(PROVINCES)
    assert all(row["id"] == f"area:{row['code']}" for row in AREAS)
    assert len({row["id"] for row in AREAS}) == len(AREAS)


def test_no_two_districts_of_a_province_have_one_name() -> None:
    """In Thai; in English บางไทร and บางซ้าย are both Bang Sai."""
    assert len({(row["within"], row["name_th"]) for row in AREAS}) == len(AREAS)
    english = Counter((row["within"], row["name_en"]) for row in AREAS)
    assert [name for name, count in english.items() if count > 1] == [("area:14", "Bang Sai")]
    assert all(row["name_en"].isascii() and row["name_en"][0].isupper() for row in AREAS)


def test_every_province_has_a_point_and_districts_have_one_where_it_is_known() -> None:
    """Within Thailand, to 0.01 degrees; both numbers or none; districts near their province."""
    assert all(row["latitude"] for row in PROVINCES.values())
    assert all(bool(row["latitude"]) is bool(row["longitude"]) for row in AREAS)
    assert sum(not row["latitude"] for row in DISTRICTS) == 33
    for row in filter(lambda row: row["latitude"], AREAS):
        point = float(row["latitude"]), float(row["longitude"])
        assert LATITUDES[0] < point[0] < LATITUDES[1]
        assert LONGITUDES[0] < point[1] < LONGITUDES[1]
        outer = PROVINCES[row["within"] or row["id"]]
        assert abs(point[0] - float(outer["latitude"])) < 2
        assert abs(point[1] - float(outer["longitude"])) < 2


def test_every_area_has_evidence_that_names_its_source() -> None:
    """The words of its name, and where it has a point, that of the points."""
    evidence = {row["id"]: row for row in read("evidence.csv")}
    sources = {row["id"] for row in read("sources.csv")}
    assert {row["from"] for row in evidence.values()} == sources
    for row in AREAS:
        stated = row["evidence"].split("|")
        assert evidence[stated[0]]["phrase"].removeprefix("เขต") == row["name_th"]
        assert ("evidence:thai-areas.points" in stated) is bool(row["latitude"])


def test_every_name_means_its_area_in_its_province() -> None:
    """Thai and English names and other names, with the word for the level, or the province."""
    for province in PROVINCES.values():
        names = names_in(f"จ.{province['name_th']}")
        for row in DISTRICTS:
            if row["within"] == province["id"] and row["name_en"] != "Bang Sai":
                said = [
                    f"อ.{row['name_th']}",
                    f"อำเภอ {row['name_th']}",
                    f"{row['name_en']} District",
                ]
                assert {names.find(DISTRICT, name) for name in said} == {row["id"]}


@pytest.mark.parametrize(
    ("province", "name", "ident"),
    [
        ("อุดรธานี", "อ.เมือง", "area:4101"),
        ("อุดรธานี", "เมืองอุดรธานี", "area:4101"),
        ("อุดร", "Muang Udon Thani", "area:4101"),
        ("โคราช", "อ. เมือง จ.อุดรธานี", "area:4101"),
        ("โคราช", "เมือง", "area:3001"),
        ("กทม.", "เขตบางรัก", "area:1004"),
        ("กรุงเทพฯ", "บางรัก", "area:1004"),
        ("Bangkok", "Khet Bang Rak", "area:1004"),
        ("อยุธยา", "อ.พระนครศรีอยุธยา", "area:1401"),
        ("อยุธยา", "จ.พระนครศรีอยุธยา", "area:14"),
        ("พระนครศรีอยุธยา", "Ayutthaya Province", "area:14"),
        ("เลย", "หนองหาน อุดรธานี", "area:4106"),
        ("เลย", "หนองหาน จ.อุดรธานี", "area:4106"),
        ("เลย", "เฉลิมพระเกียรติ จังหวัดน่าน", "area:5515"),
        ("น่าน", "เฉลิมพระเกียรติ", "area:5515"),
    ],
)
def test_names_as_people_write_them(province: str, name: str, ident: str) -> None:
    """Abbreviations, old names, English, and the province behind the district."""
    assert names_in(province).find(DISTRICT, name) == ident


@pytest.mark.parametrize(
    ("name", "count", "said"),
    [
        ("อ.เมือง", 75, "“เมืองสมุทรปราการ” (สมุทรปราการ, area:1101)"),
        ("เฉลิมพระเกียรติ", 5, "“เฉลิมพระเกียรติ” (สระบุรี, area:1913)"),
        ("พระนครศรีอยุธยา", 2, "“พระนครศรีอยุธยา” (area:14)"),
        ("Bang Sai", 2, "“บางไทร” (พระนครศรีอยุธยา, area:1404)"),
    ],
)
def test_a_name_of_several_is_never_picked(name: str, count: int, said: str) -> None:
    """They are listed with their provinces, five of them, and how to say which one."""
    with pytest.raises(UnresolvedError) as error:
        Names(NAMES).find(BY_PROVINCE, name)
    listed = min(count, 5)
    assert error.value.text.en.startswith(f"may be one of several: {said}")
    assert error.value.text.en.count("“") == listed
    assert (f"and {count - listed} more" in error.value.text.en) is (count > listed)
    assert error.value.text.en.endswith("write the province, too, or the id")


@pytest.mark.parametrize("name", ["จ.หนองหาน", "อำเภออุดรธานี", "อ.เมืองทอง"])
def test_the_word_for_the_level_counts(name: str) -> None:
    """What is called a province is none of the districts."""
    with pytest.raises(UnresolvedError):
        names_in("อุดรธานี").find(DISTRICT, name)
