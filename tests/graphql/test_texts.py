"""Texts on the demo: one canonical form in all conditions on them."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from tests.loaders.conftest import Folder, folder
from tests.readers import reader

__all__ = ["folder"]

pytestmark = pytest.mark.usefixtures("cafe")

CAFE = unicodedata.normalize("NFD", "Café Udon")
SAME = {
    "nameTh": ["น้ำใจเเม่", "นำ\u0e49ใจแม่", "น\u0e4d\u0e49าใจแม\u0e48\u0e48", "น้\u200bำใจแม่", "น\u0e49\u0e4d\u0e32ใจแม่\ufeff"],
    "nameEn": ["Café Udon", CAFE, "Ｃafé\u00a0Ｕdon", "Caf\u00adé\u3000Udon", "Café\u202fUdon"],
}  # fmt: skip
"""Spellings of the two names that look the same."""

_FILES = {
    "agencies": f"id,name_th,name_en,aliases\nagency:cafe,น้ำใจแม่,{CAFE},นำ\u0e49แม่|ＣＡＦＥ",
    "networks": "id,name_th\nnetwork:n,ก",
    "member_of": f"from,to,note\nagency:cafe,network:n,{CAFE}",
    "evidence": "id,name_th,phrase\nevidence:e,ก,นำ\u0e49\u00a0ใจ “แม่” ๒",
}


@pytest.fixture
async def cafe(empty_store: Store, folder: Folder) -> None:
    """A dataset whose names are spelled in odd ways."""
    await load_folder(empty_store, folder("cafe", **_FILES))


@pytest.fixture
def count(empty_store: Store, engine: Settings) -> Any:
    """How many records of a connection meet a filter."""

    async def run(connection: str, where: dict[str, Any]) -> int:
        context = RequestContext(
            empty_store, engine, "en", make_services(empty_store), reader(None)
        )
        kind = {"agencies": "Agency", "evidenceItems": "Evidence"}[connection]
        document = f"query ($where: {kind}Where) {{ {connection}(where: $where) {{ totalCount }} }}"
        result = await build_schema().execute(document, {"where": where}, context)
        assert result.errors is None, result.errors
        found: int = result.data[connection]["totalCount"]  # type: ignore[index]
        return found

    return run


async def test_every_condition_takes_every_spelling(count: Any) -> None:
    """To the letter, by parts, and by names."""
    missed = []
    for field, spellings in SAME.items():
        for text in spellings:
            conditions: list[dict[str, Any]] = [
                *({field: {name: text}} for name in ("eq", "contains", "startsWith", "matches")),
                {field: {"in": ["x", text]}},
                *({"name": {name: text}} for name in ("eq", "contains", "startsWith", "resembles")),
                {"networks": {"edge": {"note": {"eq": SAME["nameEn"][2]}}}},
            ]
            missed += [one for one in conditions if await count("agencies", one) != 1]
    assert json.dumps(missed, ensure_ascii=False) == "[]"


async def test_what_only_matches_looks_past_counts_for_the_others(count: Any) -> None:
    """Case, spacing and digits."""
    for text, number in (("café udon", 0), ("CaféUdon", 0), ("Café Udon", 1)):
        assert await count("agencies", {"nameEn": {"eq": text}}) == number
        assert await count("agencies", {"nameEn": {"matches": text}}) == 1


async def test_lists_of_texts_are_compared_likewise(count: Any) -> None:
    """Aliases in any spelling."""
    for text in ("น้ำแม่", "นำ\u0e49แม่", "CAFE", "ＣＡＦＥ", "CA\u200bFE"):
        assert await count("agencies", {"aliases": {"has": text}}) == 1
        assert await count("agencies", {"aliases": {"hasAny": ["x", text]}}) == 1


async def test_words_of_a_source_are_found_in_any_spelling(count: Any) -> None:
    """They are shown to the letter, and compared in their canonical form."""
    for text in ("นำ\u0e49\u00a0ใจ", "น้ำ ใจ", "น\u0e4d\u0e49า ใจ"):
        for name in ("contains", "startsWith", "matches"):
            assert await count("evidenceItems", {"phrase": {name: text}}) == 1
    assert await count("evidenceItems", {"phrase": {"eq": "น้ำ ใจ “แม่” ๒"}}) == 1
    assert await count("evidenceItems", {"phrase": {"matches": 'น้ำใจ"แม่"2'}}) == 1
    assert await count("evidenceItems", {"phrase": {"isNull": False}}) == 1
