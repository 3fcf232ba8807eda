"""``phakhi reconcile``: what is likely the same, and what a person decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import said
from graph_api.store import open_store
from loaders.reconciling.deciding import decide
from loaders.reconciling.listing import LikelyDuplicate, likely_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_api.settings import Settings
    from loaders.reconciling.statements import Verdict

Ids = tuple[str, str]


async def reconcile(
    settings: Settings, same: Ids | None, different: Ids | None, *, as_json: bool
) -> int:
    """Keeps the verdicts that are given, or lists the pairs that wait for one; the exit code.

    Raises:
        PhakhiError: as of :func:`loaders.reconciling.deciding.decide`; and what the store raises.
    """
    pairs: list[LikelyDuplicate] = []
    verdicts: list[Verdict] = []
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            if same:
                verdicts.append(await decide(store, *same, same=True))
            if different:
                verdicts.append(await decide(store, *different, same=False))
            if not verdicts:
                pairs = await likely_duplicates(store)
    if as_json:
        print(_json(pairs, verdicts))  # noqa: T201 - the command's output
        return 0
    for line in _decided(verdicts) if verdicts else _listed(pairs):
        print(line, flush=True)  # noqa: T201 - the command's output
    return 0


def _decided(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for item in verdicts:
        if item.same:
            yield said(
                f"{item.other} is {item.one} ({item.name_th}) now; files that name either id mean it.",
                f"รวม {item.other} เข้ากับ {item.one} ({item.name_th}) แล้ว แฟ้มที่ใช้รหัสใดก็หมายถึงระเบียนนี้",
            )
        else:
            yield said(
                f"{item.one} and {item.other} are different; they are not listed any more.",
                f"{item.one} กับ {item.other} ไม่ใช่สิ่งเดียวกัน จะไม่แสดงอีก",
            )


def _listed(pairs: Sequence[LikelyDuplicate]) -> Iterator[str]:
    for pair in pairs:
        reasons = ", ".join(said(reason.value.en, reason.value.th) for reason in pair.reasons)
        yield f"{pair.one.id} “{pair.names[0]}” = {pair.other.id} “{pair.names[1]}”? ({reasons})"
    yield said(
        f"Likely the same: {len(pairs):,} pairs. Decide with --same ONE OTHER or --different ONE OTHER.",
        f"น่าจะซ้ำกัน {len(pairs):,} คู่ ตัดสินด้วย `--same` หรือ `--different` ตามด้วยสองรหัส",
    )


def _json(pairs: Sequence[LikelyDuplicate], verdicts: Sequence[Verdict]) -> str:
    content = {
        "likely": [
            {
                "one": pair.one.id,
                "other": pair.other.id,
                "names": pair.names,
                "reasons": [
                    {"code": reason.name, "text": said(reason.value.en, reason.value.th)}
                    for reason in pair.reasons
                ],
                "score": pair.score,
            }
            for pair in pairs
        ],
        "decided": [{"one": item.one, "other": item.other, "same": item.same} for item in verdicts],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()
