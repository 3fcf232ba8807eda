"""``phakhi forget``: a person out of the graph, at their wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import said, say
from graph_api.linkage.index_files import IndexFiles
from graph_api.store import open_store
from loaders.forgetting import ForgetReport, find_person
from loaders.forgetting import forget as forget_person
from loaders.forgetting import lift as lift_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_api.settings import Settings


async def forget(settings: Settings, person: str) -> int:
    """Forgets a person, given by id or name, and says what that did; the exit code.

    Raises:
        PhakhiError: as of :func:`loaders.forgetting.find_person`; and what the store raises.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            report = await forget_person(store, (await find_person(store, person)).id)
            IndexFiles.of(
                settings
            ).remove()  # it holds words of texts that may have named the person
    for line in described(report):
        print(line, flush=True)  # noqa: T201 - the command's output
    return 0


async def lift(settings: Settings, person: str) -> int:
    """Lets a person who was forgotten be loaded again; the exit code.

    Raises:
        PhakhiError: as of :func:`loaders.forgetting.lift`.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            await lift_person(store, person)
    say(
        said(
            "Files may state this again. Each other id or name of the person is lifted by itself; "
            "nothing comes back before it is loaded again.",
            "แฟ้มข้อมูลระบุบุคคลนี้ได้อีก รหัสหรือชื่ออื่นของบุคคลต้องยกเลิกทีละรายการ และข้อมูลจะกลับมาเมื่อนำเข้าใหม่เท่านั้น",
        )
    )
    return 0


def described(report: ForgetReport) -> Iterator[str]:
    """What was done, and what is left to do by hand; the person is not named any more."""
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(report.records.items()))
    named = kinds or said("none", "ไม่มี")
    yield said(
        f"The person was forgotten, with {report.relationships:,} relationships and "
        f"{report.claims:,} claims; the log says {report.pseudonym}.",
        f"ลบข้อมูลบุคคลแล้ว พร้อมความสัมพันธ์ {report.relationships:,} รายการ "
        f"และข้อมูลขัดแย้ง {report.claims:,} รายการ ในบันทึกใช้รหัส {report.pseudonym}",
    )
    yield said(
        f"Texts that named them and no longer do: {named}; relationships {report.links:,}; "
        f"entries of the log {report.changes:,}.",
        f"ข้อความที่ไม่เอ่ยชื่อแล้ว: {named} ความสัมพันธ์ {report.links:,} รายการ "
        f"บันทึกการเปลี่ยนแปลง {report.changes:,} รายการ",
    )
    if report.shared:
        names = ", ".join(report.shared)
        yield said(
            f"Of the same name: {names}. Other texts with this name stay, as they may be about them.",
            f"มีผู้ใช้ชื่อเดียวกัน: {names} ข้อความอื่นที่มีชื่อนี้ยังคงอยู่ เพราะอาจหมายถึงบุคคลดังกล่าว",
        )
    if report.short:
        yield said(
            "A name of one word, or a short one, was not looked for in texts: read what was said "
            "of the person's posts and events.",
            "ชื่อคำเดียวหรือชื่อสั้นไม่ได้ค้นหาในข้อความ โปรดตรวจข้อความเกี่ยวกับตำแหน่งและกิจกรรมของบุคคลนี้",
        )
    yield said(
        f"The files of {', '.join(report.datasets)} still name the person, and are refused until "
        "they do not. So may backups and exports that were made before, and the source itself.",
        f"แฟ้มของ {', '.join(report.datasets)} ยังเอ่ยถึงบุคคลนี้ และจะนำเข้าไม่ได้จนกว่าจะนำออก "
        "ไฟล์สำรองและไฟล์ส่งออกที่ทำไว้ก่อนหน้า รวมถึงแหล่งที่มา อาจยังมีข้อมูลอยู่",
    )
