"""``phakhi ask`` takes names in place of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph_api.cli.in_process import ask_in_process
from graph_api.cli.names import ResolvedName, resolve
from graph_api.questions.catalogue import find_question
from schema.errors import ErrorCode, PhakhiError
from tests.cli.test_commands import phakhi

if TYPE_CHECKING:
    from graph_api.cli.asking import Asker
    from graph_api.settings import Settings

Resolved = tuple[dict[str, Any], list[ResolvedName]]


async def resolved(settings: Settings, name: str, **given: str) -> Resolved:
    """The variables of a question as it takes them, and what their names were taken for."""
    found: list[Resolved] = []

    def work(ask: Asker) -> int:
        found.append(resolve(ask, find_question(name), given))
        return 0

    await ask_in_process(settings, work)
    return found[0]


@pytest.mark.parametrize(
    ("name", "given", "variables"),
    [
        ("cooperation_paths", {"from": "สำนักงานวัฒนธรรมจังหวัด"}, {"from": "agency:culture-office"}),
        ("cooperation_paths", {"from": "provincial culture office"}, {"from": "agency:culture-office"}),
        ("collaborators", {"agency": "สวจ."}, {"agency": "agency:culture-office"}),
        ("collaborators", {"agency": "agency:nobody", "first": "3"}, {"agency": "agency:nobody", "first": 3}),
        ("collaborators", {"without": '["สวจ.", "network:udon-media"]'}, {"without": ["agency:culture-office", "network:udon-media"]}),
        ("collaborators", {"without": "สวจ."}, {"without": ["agency:culture-office"]}),
        ("areas_without_agency", {"level": "อำเภอ"}, {"level": "term:area-level.district"}),
        ("areas_without_agency", {"area": "null"}, {"area": None}),
    ],
)  # fmt: skip
async def test_whatever_is_an_id_takes_a_name(
    udon_engine: Settings, name: str, given: dict[str, str], variables: dict[str, Any]
) -> None:
    """In both languages, an abbreviation, in a list; kinds that search leaves out elsewhere, too."""
    found, _ = await resolved(udon_engine, name, **given)
    assert found == variables


async def test_what_a_name_was_taken_for_is_told(udon_engine: Settings) -> None:
    """Name and id, for each that was a name."""
    _, named = await resolved(udon_engine, "collaborators", agency="สวจ.", need="term:role.leads")
    assert named == [
        ResolvedName("agency", "agency:culture-office", "Provincial Culture Office (demo)")
    ]


async def test_several_are_listed_and_nothing_is_asked(udon_engine: Settings) -> None:
    """With the ids, ready to be copied."""
    with pytest.raises(PhakhiError) as caught:
        await resolved(udon_engine, "collaborators", agency="โรงเรียน")
    assert caught.value.code is ErrorCode.BAD_ARGUMENT
    lines = caught.value.en.splitlines()
    assert lines[0] == "“โรงเรียน” may be one of several; nothing was asked. Choose one:"
    assert "  --var agency=agency:thongkwao-school  Dok Thongkwao Secondary School (demo)" in lines


async def test_a_slip_is_not_taken_for_what_it_may_mean(udon_engine: Settings) -> None:
    """The nearest are listed; what resembles nothing lists nothing."""
    with pytest.raises(PhakhiError) as caught:
        await resolved(udon_engine, "collaborators", agency="สำนักงานวัฒธรรมจังหวัด")
    assert caught.value.code is ErrorCode.NOT_FOUND
    assert "The nearest are:\n  --var agency=agency:culture-office" in caught.value.en
    with pytest.raises(PhakhiError) as caught:
        await resolved(udon_engine, "collaborators", agency="zzzz qqqq")
    assert caught.value.en == (
        "Nothing is called “zzzz qqqq” (agency) on the day and in the data asked about."
    )


async def test_names_are_looked_for_on_the_terms_of_the_question(udon_engine: Settings) -> None:
    """What is invented is not found where it does not count; a dataset has a name, too."""
    with pytest.raises(PhakhiError, match="Nothing is called"):
        await resolved(udon_engine, "collaborators", agency="สวจ.", includeSynthetic="false")
    found, _ = await resolved(
        udon_engine, "collaborators", datasets="ข้อมูลสาธิต อุดรธานีจังหวัดคุณธรรม", agency="สวจ."
    )
    assert found == {"datasets": ["dataset:udon-demo"], "agency": "agency:culture-office"}


def test_a_name_is_told_beside_the_answer(udon_engine: Settings) -> None:
    """On standard error; standard output has the answer alone."""
    asked = ("ask", "cooperation_paths", "--var", "from=สวจ.", "--json")
    done = phakhi(*asked, "--store", str(udon_engine.store))
    assert (done.returncode, done.stderr) == (
        0,
        "from: Provincial Culture Office (demo) (agency:culture-office)\n",
    )
    assert '"id": "agency:culture-office"' in done.stdout
