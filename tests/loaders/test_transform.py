"""get and transform: rows that are right become records, wrong ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import WrongRowsError
from loaders.get import get
from loaders.records import LinkRow, NodeRow, RowLocation
from loaders.transform import transform
from schema.errors import ErrorCode, PhakhiError
from schema.ids import relationship_id
from schema.registry import declaration
from schema.spellings import columns
from tests.loaders.conftest import Folder


def _wrong(path: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(WrongRowsError) as caught:
        transform(get(path))
    assert caught.value.code is ErrorCode.BAD_ROW
    return [(row.file, row.row, row.column) for row in caught.value.rows]


def test_rows_become_nodes_with_typed_values_and_relationships(folder: Folder) -> None:
    """Values are typed, blank cells left out, short forms are relationships."""
    path = folder(
        "x",
        goals="""
            id,name_th,horizon_years,due,baseline,concerns,evidence
            goal:g,เป้า,๒,21 ม.ค. 2563,1.5,issue:a|issue:b,evidence:e
        """,
    )
    dataset = transform(get(path))
    place = RowLocation("goals.csv", 2)
    values = {"name_th": "เป้า", "horizon_years": 2, "due": "2020-01-21", "baseline": 1.5}
    assert dataset.id == "dataset:x"
    assert dataset.nodes[1:] == (NodeRow("goal:g", "Goal", values, ("evidence:e",), place),)
    assert dataset.links == tuple(
        LinkRow(
            relationship_id("CONCERNS", "goal:g", issue, [None]),
            "CONCERNS", "goal:g", issue, {}, ("evidence:e",), place, ("id", "concerns"),
        )
        for issue in ("issue:a", "issue:b")
    )  # fmt: skip


def test_a_symmetric_relationship_starts_at_the_smaller_id(folder: Folder) -> None:
    """Either way round, one relationship."""
    for row in ("agency:a,agency:b", "agency:b,agency:a"):
        (item,) = transform(get(folder("x", collaborates_with=f"from,to\n{row}"))).links
        assert item.ends == ("agency:a", "agency:b")


def test_texts_are_kept_to_the_letter(folder: Folder) -> None:
    """Non-breaking spaces and odd spellings of a phrase stay as they are."""
    path = folder("x", evidence="id,name_th,phrase\nevidence:e,ก,ราชการการ\u00a0เวทีการใน")
    assert transform(get(path)).nodes[1].values["phrase"] == "ราชการการ\u00a0เวทีการใน"


_AGENCY = "id,name_th,kind,website\n"
_MEMBER = "from,to,role,since,until\n"


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ({"agencies": _AGENCY + "agency:a,,,"}, [("agencies.csv", 2, "name_th")]),
        ({"agencies": _AGENCY + "agency:A,ก,,"}, [("agencies.csv", 2, "id")]),
        ({"agencies": _AGENCY + "network:a,ก,,"}, [("agencies.csv", 2, "id")]),
        ({"agencies": _AGENCY + "agency:a,ก,term:role.leads,"}, [("agencies.csv", 2, "kind")]),
        ({"agencies": _AGENCY + "agency:a,ก"}, [("agencies.csv", 2, "")]),
        ({"agencies": _AGENCY + "agency:a,\x07ก,,"}, [("agencies.csv", 2, "name_th")]),
        ({"agencies": _AGENCY + "agency:a,ก ,,"}, [("agencies.csv", 2, "name_th")]),
        ({"agencies": _AGENCY + f"agency:a,{'ก' * 501},,"}, [("agencies.csv", 2, "name_th")]),
        ({"agencies": _AGENCY + "agency:a,ก,,\nagency:a,ข,,"}, [("agencies.csv", 3, "id")]),
        ({"agencies": 'id,name_th\nagency:a,"ก'}, [("agencies.csv", 2, "")]),
        ({"agencies": "id,nameTh\nagency:a,ก"}, [("agencies.csv", 1, c) for c in ("nameTh", "name_th")]),
        ({"agencies": "id,name_th,name_th\nagency:a,ก,ก"}, [("agencies.csv", 1, "name_th")]),
        ({"agencies": ""}, [("agencies.csv", 0, "")]),
        ({"agency": "id,name_th"}, [("agency.csv", 0, "")]),
        ({"claims": "id,name_th"}, [("claims.csv", 0, "")]),
        ({"datasets": "id,name_th"}, [("datasets.csv", 0, "")]),
        ({"focuses_on": "from,to"}, [("focuses_on.csv", 0, "")]),
        ({"disputes": "from,to"}, [("disputes.csv", 0, "")]),
        ({"goals": "id,name_th,horizon_years\ngoal:g,ก,4"}, [("goals.csv", 2, "horizon_years")]),
        ({"goals": "id,name_th,baseline\ngoal:g,ก,nan"}, [("goals.csv", 2, "baseline")]),
        ({"goals": f"id,name_th,target\ngoal:g,ก,{'9' * 16}"}, [("goals.csv", 2, "target")]),
        ({"goals": "id,name_th,due\ngoal:g,ก,31 ก.พ. 2563"}, [("goals.csv", 2, "due")]),
        ({"terms": "id,name_th,expected\nterm:a.b,ก,yes"}, [("terms.csv", 2, "expected")]),
        ({"issues": "id,name_th,aliases\nissue:a,ก,ข||ค"}, [("issues.csv", 2, "aliases")]),
        ({"issues": "id,name_th,aliases\nissue:a,ก,ข|ข"}, [("issues.csv", 2, "aliases")]),
        ({"issues": "id,name_th,broader\nissue:a,ก,goal:g"}, [("issues.csv", 2, "broader")]),
        ({"issues": "id,name_th,broader\nissue:a,ก,issue:a"}, [("issues.csv", 2, "broader")]),
        ({"plans": "id,name_th,starts,ends\nplan:p,ก,2563-01-02,2563-01-01"}, [("plans.csv", 2, "ends")]),
        ({"member_of": _MEMBER + "agency:a,agency:b,,,"}, [("member_of.csv", 2, "to")]),
        ({"member_of": _MEMBER + "agency:a,network:b,,2020-02-01,2020-01-01"}, [("member_of.csv", 2, "until")]),
        ({"member_of": _MEMBER + "agency:a,network:b,,,\n" * 2}, [("member_of.csv", 3, "to")]),
        ({"attended": "from,to\narea:1,event:e"}, [("attended.csv", 2, "from")]),
        ({"under": "from,to\nevent:e,event:f"}, [("under.csv", 2, "to")]),
        ({"part_of": "from,to\nnetwork:a,area:1\nnetwork:a,area:2"}, [("part_of.csv", 3, "to")]),
        (
            {"collaborates_with": "from,to\nagency:a,agency:b\nagency:b,agency:a"},
            [("collaborates_with.csv", 3, "from")],
        ),
        (
            {"goals": "id,name_th,due\ngoal:g,,x", "plans": "id,name_th\nplan:P,ก"},
            [("goals.csv", 2, "name_th"), ("goals.csv", 2, "due"), ("plans.csv", 2, "id")],
        ),
    ],
)  # fmt: skip
def test_wrong_rows_are_named_by_file_row_and_column(
    folder: Folder, files: dict[str, str], wrong: list[tuple[str, int, str]]
) -> None:
    """All of them, in one error."""
    assert _wrong(folder("x", **files)) == wrong


def test_a_source_may_have_one_target_after_another(folder: Folder) -> None:
    """Two areas of a network, one until a day and one since the next."""
    path = folder(
        "x",
        part_of="from,to,since,until\nnetwork:a,area:1,,2020-01-01\nnetwork:a,area:2,2020-01-02,",
    )
    assert [item.target for item in transform(get(path)).links] == ["area:1", "area:2"]


@pytest.mark.parametrize(
    ("info", "column"),
    [
        ({"id": "agency:x"}, "id"),
        ({"name_th": None}, "name_th"),
        ({"synthetic": "yes"}, "synthetic"),
        ({"precedence": -1}, "precedence"),
        ({"precedences": 1}, "precedences"),
    ],
)
def test_a_wrong_dataset_toml_is_named(
    folder: Folder, info: dict[str, object], column: str
) -> None:
    """The key stands where a row's column would."""
    assert _wrong(folder("x", info=info)) == [("dataset.toml", 0, column)]


def test_a_file_that_is_not_utf8_is_named(folder: Folder) -> None:
    """With the row where it stops being so."""
    path = folder("x")
    (path / "areas.csv").write_bytes("id,name_th\narea:1,ก\n".encode() + b"area:2,\xa1\n")
    assert _wrong(path) == [("areas.csv", 3, "")]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Folder) -> None:
    """Spreadsheets write them."""
    path = folder("x")
    (path / "areas.csv").write_bytes("\ufeffid,name_th\r\narea:1,ก\r\n".encode())
    assert [node.id for node in transform(get(path)).nodes] == ["dataset:x", "area:1"]


def test_a_folder_without_dataset_toml_is_not_found(tmp_path: Path) -> None:
    """It says what is missing."""
    with pytest.raises(PhakhiError, match=r"dataset\.toml") as caught:
        get(tmp_path)
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_the_same_problem_of_many_rows_is_told_once(folder: Folder) -> None:
    """With the first rows and how many more there are; the error holds all of them."""
    rows = "\n".join(f"agency:a{at},,," for at in range(30))
    with pytest.raises(WrongRowsError) as caught:
        transform(get(folder("x", agencies=_AGENCY + rows + "\nagency:b,ก,x,")))
    assert caught.value.en.splitlines() == [
        "dataset:x was not loaded, nothing of it was written:",
        "  agencies.csv rows 2, 3, 4 and 27 more column name_th: is empty, but must be given",
        "  agencies.csv row 32 column kind: The id 'x' should be the id of Term (beginning with term:).",
    ]
    assert caught.value.th.splitlines()[1] == (
        "  agencies.csv แถว 2, 3, 4 และอีก 27 แถว คอลัมน์ name_th: ว่าง แต่ต้องระบุ"
    )
    assert len(caught.value.rows) == 31


def test_the_error_lists_some_problems_and_counts_the_rest(folder: Folder) -> None:
    """In both languages."""
    rows = "\n".join(f"agency:a{at},ก,x{at}," for at in range(30))
    with pytest.raises(WrongRowsError) as caught:
        transform(get(folder("x", agencies=_AGENCY + rows)))
    assert len(caught.value.en.splitlines()) == 22
    assert caught.value.en.splitlines()[-1] == "  … and 10 more"
    assert caught.value.th.splitlines()[-1] == "  … และอีก 10 รายการ"
    assert len(caught.value.rows) == 30


def test_everything_that_is_wrong_is_told_at_once(folder: Folder) -> None:
    """dataset.toml, what cannot be read, headers, rows, and what holds between them."""
    path = folder(
        "x",
        info={"precedence": -1},
        agencies="id;name_th\nagency:a;ก",
        goals="id,name_th,due\ngoal:g,ก,x\ngoal:h,ข,",
        networks="id,nam_th\nnetwork:n,ก",
        pursues="from,to\nnetwork:n,goal:h\nnetwork:n,goal:h",
    )
    (path / "areas.csv").write_bytes("id,name_th\narea:1,ก\n".encode("cp874"))
    assert _wrong(path) == [
        ("dataset.toml", 0, "precedence"),
        ("agencies.csv", 1, ""),
        ("areas.csv", 2, ""),
        ("goals.csv", 2, "due"),
        ("networks.csv", 1, "nam_th"),
        ("networks.csv", 1, "name_th"),
        ("pursues.csv", 3, "to"),
    ]


def test_a_toml_file_that_cannot_be_read_is_told_once_and_beside_the_rows(folder: Folder) -> None:
    """What it lacks is not told as well."""
    path = folder("x", goals="id,name_th,due\ngoal:g,ก,x")
    (path / "dataset.toml").write_text("id = ")
    assert _wrong(path) == [("dataset.toml", 0, ""), ("goals.csv", 2, "due")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id;name_th\nagency:a;ก", r"has semicolons \(;\) between its cells, not commas"),
        ('"id";"name_th"\n"agency:a";"ก"', r"has semicolons \(;\) between its cells, not commas"),
        ("id\tname_th\nagency:a\tก", "has tabs between its cells, not commas"),
        ("id|name_th\nagency:a|ก", r"has bars \(\|\) between its cells, not commas"),
        ("sep=;\nid;name_th\nagency:a;ก", r"has semicolons \(;\) between its cells \(its first line says so\)"),
        ("\ufeffsep=\t\nid\tname_th\nagency:a\tก", r"has tabs between its cells \(its first line says so\)"),
        ('"sep=;"\nid;name_th\nagency:a;ก', r"has semicolons \(;\)"),
        ("SEP=^\nid^name_th", r"has \^ between its cells"),
        ("sep=,\nid,name_th\nagency:a,ก", "begins with the line sep=,; remove that line"),
        ("\nid;name_th\r\nagency:a;ก", r"has semicolons"),
    ],
)  # fmt: skip
def test_what_stands_between_cells_is_told_where_it_is_no_comma(
    folder: Folder, text: str, words: str
) -> None:
    """And how the file should be saved."""
    path = folder("x")
    (path / "agencies.csv").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(WrongRowsError, match=rf"agencies\.csv row 1: {words}") as caught:
        transform(get(path))
    assert len(caught.value.rows) == 1


@pytest.mark.parametrize(
    ("files", "column", "words"),
    [
        ({"issues": 'id,name_th,broader\nissue:a,ก,"issue:b, issue:c"'}, "broader", "put | between them: issue:b|issue:c"),
        ({"issues": "id,name_th,broader\nissue:a,ก,issue:b;issue:c"}, "broader", "put | between them: issue:b|issue:c"),
        ({"issues": "id,name_th,broader\nissue:a,ก,issue:b issue:c"}, "broader", "put | between them: issue:b|issue:c"),
        ({"issues": "id,name_th,broader\nissue:a,ก,issue:b/issue:c"}, "broader", "put | between them: issue:b|issue:c"),
        ({"issues": "id,name_th,broader\nissue:a,ก,issue:b｜issue:c"}, "broader", "put | between them: issue:b|issue:c"),
        ({"issues": 'id,name_th,evidence\nissue:a,ก,"evidence:a, evidence:b"'}, "evidence", "put | between them: evidence:a|evidence:b"),
        ({"member_of": 'from,to\nagency:a,"network:a, network:b"'}, "to", "holds several ids; one can stand here"),
        ({"member_of": "from,to\nagency:a|agency:b,network:a"}, "from", "holds several ids; one can stand here"),
    ],
)  # fmt: skip
def test_several_ids_in_a_cell_have_a_bar_between_them(
    folder: Folder, files: dict[str, str], column: str, words: str
) -> None:
    """Whatever stands between them is not taken for a part of an id."""
    with pytest.raises(WrongRowsError) as caught:
        transform(get(folder("x", **files)))
    assert [row.column for row in caught.value.rows] == [column]
    assert words in caught.value.rows[0].en


def test_a_misspelt_column_is_answered_with_the_right_one(folder: Folder) -> None:
    """So are files."""
    with pytest.raises(WrongRowsError, match=r"nam_th: .*did you mean name_th\?"):
        transform(get(folder("x", areas="id,nam_th\narea:1,ก")))
    with pytest.raises(WrongRowsError, match=r"did you mean agencies\.csv\?"):
        transform(get(folder("x", agencie="id,name_th")))


def test_no_property_has_the_name_of_a_short_form() -> None:
    """A column of a node's file means one thing, in each of its spellings."""
    for kind in declaration().kinds.values():
        assert not columns(kind.name).keys() & kind.properties.keys()


def test_the_checksum_depends_on_names_and_contents(folder: Folder) -> None:
    """The same files give the same, in any folder; one changed byte another."""
    one = get(folder("x", areas="id,name_th\narea:1,ก")).checksum
    assert get(folder("x", areas="id,name_th\narea:1,ก")).checksum == one
    assert get(folder("x", areas="id,name_th\narea:1,ข")).checksum != one
    assert get(folder("x", networks="id,name_th\narea:1,ก")).checksum != one
