"""The columns of the worksheet fit the declaration."""

from __future__ import annotations

import pytest

from loaders.models import allowed_ends
from loaders.worksheet.columns import BY_KEY, COLUMNS, Column
from schema.registry import declaration
from schema.text import normalise


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_column_states_what_is_declared(column: Column) -> None:
    """Its kind, its relationship from an agency (or a network), and its values are declared."""
    known = declaration()
    if column.kind:
        assert set(column.values) <= set(known.kinds[column.kind].properties)
    if column.link:
        assert ("Agency", column.kind) in allowed_ends(column.link)


def test_no_heading_means_two_columns() -> None:
    """Neither in Thai nor in English, nor by another name."""
    own = {
        (column.key, normalise(text))
        for column in COLUMNS
        for text in (column.key, column.heading.en, column.heading.th, *column.also)
    }
    assert len({heading for _, heading in own}) == len(own)
    assert len(BY_KEY) == len(COLUMNS)


def test_all_columns_of_the_agenda_are_there() -> None:
    """As planners say them."""
    agenda = (
        "หน่วยงาน เครือข่าย อำเภอ ต้นทุนคุณธรรม ปัญหาที่อยากแก้ ความดีที่อยากทำ ตัวชี้วัด แนวทางและกลไก "
        "หน่วยงานที่อยากเชื่อมโยง บทบาทความร่วมมือ ผู้รับผิดชอบ วันที่ แหล่งที่มา"
    )
    wanted = {*agenda.split(), "เป้าหมาย 1 ปี", "เป้าหมาย 3 ปี"}
    assert wanted <= {column.heading.th for column in COLUMNS}
