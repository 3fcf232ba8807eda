"""What a check foretells of the answers is what they are after the load."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from graph_api.domain.scope import Scope
from graph_api.effects import comparing
from graph_api.effects.answers import read_answers
from graph_api.effects.comparing import AnswerDifference, EffectComparison, Effects, NewCandidates
from graph_api.effects.telling import effect_lines, effects_as_json
from graph_api.store import Store
from loaders import load_folder
from loaders.checking import check_path
from tests.loaders.conftest import Folder

DAY = dt.date(2026, 11, 28)
_BEFORE = {
    "networks": "id,name_th,name_en\nnetwork:m,ม,Merchants\nnetwork:n,น,Neighbours",
    "agencies": "id,name_th,name_en\n"
    + "\n".join(f"agency:{letter},หน่วย {letter},Agency {letter.upper()}" for letter in "abcde"),
    "member_of": "from,to\nagency:a,network:n\nagency:b,network:n\nagency:c,network:m",
    "problems": "id,name_th,name_en\nproblem:p,ขยะ,Waste",
    "raises": "from,to\nagency:a,problem:p",
    "collaborates_with": "from,to\nagency:b,agency:e\nagency:d,agency:e",
}
_AFTER = _BEFORE | {
    "collaborates_with": "from,to\nagency:b,agency:e\nagency:c,agency:e",
    "mechanisms": "id,name_th,name_en,addresses\nmechanism:k,กองทุน,Fund,problem:p",
    "operates": "from,to\nagency:c,mechanism:k",
    "takes_part_in": "from,to\nagency:a,mechanism:k\nagency:c,mechanism:k",
}


@pytest.fixture
async def foretold(empty_store: Store, folder: Folder) -> Effects:
    """What the check of the second state says, with the first one loaded."""
    await load_folder(empty_store, folder("x", **_BEFORE))
    path = folder("x", **_AFTER)
    checked = await check_path(
        empty_store, path, today=DAY, look=EffectComparison(empty_store, DAY)
    )
    assert checked.problems == ()
    assert checked.rehearsal is not None
    assert isinstance(checked.rehearsal.seen, Effects)
    return checked.rehearsal.seen


async def test_partners_gaps_brokers_and_candidates(foretold: Effects) -> None:
    """Worked out by hand.

    a and c come together in the fund, c and e directly; d and e part. Somebody works
    on the waste now. e works with b (Neighbours) and c
    (Merchants), who do not work together. d is left
    without a partner, so those with most of them come first: c and e have two. e gets to know a by c.
    """
    assert foretold.partners == AnswerDifference(
        (("agency:a", "agency:c"), ("agency:c", "agency:e")), (("agency:d", "agency:e"),), 2, 1
    )
    assert foretold.gaps == AnswerDifference((), (("problem_without_work", "problem:p"),), 0, 1)
    assert foretold.brokers == AnswerDifference((("network:m", "network:n", "agency:e"),), (), 1, 0)
    found = {item.agency: (item.before, item.after) for item in foretold.candidates}
    assert found["agency:d"] == (("agency:b",), ("agency:c", "agency:e", "agency:a"))
    assert found["agency:e"] == ((), ("agency:a",))


async def test_after_the_load_the_answers_are_those(
    empty_store: Store, folder: Folder, foretold: Effects
) -> None:
    """Candidates are those of agencies that the load touches; and nothing was written before."""
    scope = Scope(DAY, None, include_synthetic=False)
    before = await read_answers(empty_store, scope)
    await load_folder(empty_store, folder("x", **_AFTER))
    after = await read_answers(empty_store, scope)
    assert sorted(after.partners - before.partners) == list(foretold.partners.come)
    assert sorted(before.gaps - after.gaps) == list(foretold.gaps.gone)
    changed = tuple(
        NewCandidates(one, tuple(before.candidates(one)), tuple(after.candidates(one)))
        for one in (f"agency:{letter}" for letter in "acde")
        if before.candidates(one) != after.candidates(one)
    )
    assert foretold.candidates == changed


async def test_it_is_told_in_two_languages(foretold: Effects) -> None:
    """A line for each sort of change, names and no ids."""
    english = list(effect_lines(foretold, "en"))
    assert english[:3] == [
        "would newly work together: “Agency A – Agency C” and “Agency C – Agency E”",
        "would no longer work together: “Agency D – Agency E”",
        "gap that would close: A problem that somebody raises and nobody works on: “Waste”",
    ]
    thai = list(effect_lines(foretold, "th"))
    assert thai[0] == "จะทำงานร่วมกันเพิ่ม: “หน่วย a – หน่วย c”, “หน่วย c – หน่วย e”"
    assert len(thai) == len(english)
    plain = effects_as_json(foretold, "en")
    assert plain["partners"] == {
        "come": [["agency:a", "agency:c"], ["agency:c", "agency:e"]],
        "gone": [["agency:d", "agency:e"]],
        "comeCount": 2,
        "goneCount": 1,
    }


async def test_what_is_invented_changes_nothing_that_is_real(
    empty_store: Store, folder: Folder
) -> None:
    """Invented agencies are nobody's candidates in the check of a real dataset; of an invented one they are."""
    await load_folder(empty_store, folder("x", **_BEFORE))
    invented = {
        "agencies": "id,name_th\nagency:z,ซ",
        "collaborates_with": "from,to\nagency:z,agency:d",
    }
    made_up = folder("y", info={"synthetic": True}, **invented)
    look = EffectComparison(empty_store, DAY)
    of_invented = await check_path(empty_store, made_up, today=DAY, look=look)
    assert of_invented.rehearsal is not None
    seen = of_invented.rehearsal.seen
    assert isinstance(seen, Effects)
    assert seen.partners.come == (("agency:d", "agency:z"),)
    await load_folder(empty_store, made_up)
    of_real = await check_path(empty_store, folder("x", **_AFTER), today=DAY, look=look)
    assert of_real.rehearsal is not None
    seen = of_real.rehearsal.seen
    assert isinstance(seen, Effects)
    assert all("agency:z" not in (*item.before, *item.after) for item in seen.candidates)


async def test_what_is_answered_now_is_read_before_the_transaction(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nobody waits for it; where another load comes in between, it is read again."""
    await load_folder(empty_store, folder("x", **_BEFORE))
    steps: list[str] = []
    write = empty_store.write

    async def watched(work: Any) -> Any:
        if steps == ["Store"]:
            steps.append("another load")
            await load_folder(empty_store, folder("y", agencies="id,name_th\nagency:y,ย"))
        steps.append("begin")
        try:
            return await write(work)
        finally:
            steps.append("end")

    async def reading(reader: Any, scope: Scope) -> Any:
        steps.append(type(reader).__name__)
        return await read_answers(reader, scope)

    path = folder("x", **_AFTER)
    monkeypatch.setattr(comparing, "read_answers", reading)
    monkeypatch.setattr(empty_store, "write", watched)
    checked = await check_path(
        empty_store, path, today=DAY, look=EffectComparison(empty_store, DAY)
    )
    monkeypatch.undo()
    began = steps.index("begin", steps.index("another load"))
    assert steps[:2] == ["Store", "another load"]
    assert steps[-4:] == ["Store", "begin", "TransactionReader", "end"]
    assert "TransactionReader" not in steps[began:-2]
    assert checked.rehearsal is not None
    assert isinstance(checked.rehearsal.seen, Effects)
    assert checked.rehearsal.seen.partners.come_count == 2
