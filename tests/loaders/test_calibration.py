"""Calibrations are kept with their datasets, for as long as these stay as they are."""

from __future__ import annotations

import pytest

from graph_api.store import Store
from loaders import WrongRowsError, identify, load_folder, remove_dataset
from loaders.calibration import (
    Calibration,
    ScoreBin,
    check_loaded,
    read_calibrations,
    write_calibration,
)
from loaders.calibration_statements import DatasetContent
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

BLEND = "a blend"
TABLES = {"none": (), "3+": (ScoreBin(0.5, 1.0, 40, 8), ScoreBin(0.0, 0.5, 400, 4))}


def agencies(*names: str) -> str:
    """A file of agencies."""
    return "id,name_th\n" + "\n".join(f"agency:{name},{name}" for name in names)


async def keep(store: Store, *datasets: DatasetContent, share: float = 0.2) -> Calibration:
    """Keeps a calibration with these datasets."""
    made = Calibration(frozenset(map(str, datasets)), BLEND, share, TABLES)
    await write_calibration(store, datasets, made)
    return made


async def test_a_calibration_is_read_as_it_was_written(empty_store: Store, folder: Folder) -> None:
    """In place of the one before; of another blend there is none. It is no change of the graph."""
    path = folder("x", agencies=agencies("a"))
    report = await load_folder(empty_store, path)
    await keep(empty_store, identify(path), share=0.5)
    kept = await keep(empty_store, identify(path))
    assert await read_calibrations(empty_store, BLEND) == [kept]
    assert await read_calibrations(empty_store, "another") == []
    again = await load_folder(empty_store, path)
    assert again.revision == report.revision
    assert await empty_store.read("MATCH (n:Record) RETURN count(n)") == [[2]]


async def test_it_goes_with_the_content_it_was_measured_on(
    empty_store: Store, folder: Folder
) -> None:
    """The same files again leave it, other ones take it; those of other datasets stay."""
    x, y = folder("x", agencies=agencies("a")), folder("xy", agencies=agencies("b"))
    for path in (x, y):
        await load_folder(empty_store, path)
    await keep(empty_store, identify(x))
    of_y = await keep(empty_store, identify(y))
    both = await keep(empty_store, identify(x), identify(y))
    await load_folder(empty_store, x)
    assert len(await read_calibrations(empty_store, BLEND)) == 3
    assert both in await read_calibrations(empty_store, BLEND)
    folder("x", agencies=agencies("a", "c"))
    await load_folder(empty_store, x)
    assert await read_calibrations(empty_store, BLEND) == [of_y]


async def test_it_goes_with_its_dataset(empty_store: Store, folder: Folder) -> None:
    """Also one that rests on others, too."""
    x, y = folder("x", agencies=agencies("a")), folder("y", agencies=agencies("b"))
    for path in (x, y):
        await load_folder(empty_store, path)
    of_x = await keep(empty_store, identify(x))
    await keep(empty_store, identify(y))
    await keep(empty_store, identify(x), identify(y))
    await remove_dataset(empty_store, "dataset:y")
    assert await read_calibrations(empty_store, BLEND) == [of_x]


async def test_a_load_that_is_refused_leaves_it(empty_store: Store, folder: Folder) -> None:
    """Nothing of the dataset was written."""
    path = folder("x", agencies=agencies("a"))
    await load_folder(empty_store, path)
    kept = await keep(empty_store, identify(path))
    folder("x", agencies=agencies("a"), member_of="from,to\nagency:a,network:nowhere")
    with pytest.raises(WrongRowsError):
        await load_folder(empty_store, path)
    assert await read_calibrations(empty_store, BLEND) == [kept]


async def test_what_is_not_loaded_is_not_calibrated(empty_store: Store, folder: Folder) -> None:
    """In both languages it says what to do; and nothing is written."""
    path = folder("x", agencies=agencies("a"))
    here = identify(path)
    with pytest.raises(PhakhiError) as missing:
        await keep(empty_store, here)
    await load_folder(empty_store, path)
    folder("x", agencies=agencies("a", "b"))
    with pytest.raises(PhakhiError) as other:
        await keep(empty_store, here, identify(path))
    assert [(error.value.code, "phakhi load" in error.value.en) for error in (missing, other)] == [
        (ErrorCode.NOT_FOUND, True),
        (ErrorCode.BAD_ARGUMENT, True),
    ]
    assert "ยังไม่ได้นำเข้า dataset:x" in missing.value.th
    assert "dataset:x ที่นำเข้าไว้มีเนื้อหาต่างจากในโฟลเดอร์" in other.value.th
    assert await read_calibrations(empty_store, BLEND) == []
    await check_loaded(empty_store.read, [here])
