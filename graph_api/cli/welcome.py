"""What ``phakhi serve`` prints once it answers: what to try next, ready to be pasted."""

from __future__ import annotations

import json
import os
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from graph_api.cli.speaking import language, said
from graph_api.http.explorer import Explorer
from graph_api.settings import default_store
from schema.cypher import Statement

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

_DEMO = "agency:culture-office"
_SAMPLE = 1000
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


@dataclass(frozen=True, slots=True)
class WelcomeAgency:
    """The agency that the first question is about.

    Attributes:
        id: its id.
        thai: its name in Thai.
        english: its name in English, if it has one.
        synthetic: whether it is invented.
    """

    id: str
    thai: str | None
    english: str | None
    synthetic: bool

    @property
    def name(self) -> str:
        """A name in the person's language, or in the other one."""
        names = (self.thai, self.english)
        return next(filter(None, names if language() == "th" else reversed(names)), self.id)


_ASKED = Statement(
    "welcome.asked",
    WelcomeAgency,
    """
    CALL () {
        MATCH (a:Agency {id: $demo}) RETURN a
        UNION
        MATCH (a:Agency) WITH a LIMIT $sample
        RETURN a
    }
    RETURN a.id AS id, a.name_th AS thai, a.name_en AS english,
           coalesce(a.synthetic, false) AS synthetic
    ORDER BY a.id <> $demo, COUNT { (a)--() } DESC, a.id LIMIT 1
    """,
)
"""The demo's agency where it is there; else one that much is known of."""


async def find_asked(store: Store) -> WelcomeAgency | None:
    """An agency to ask about; ``None`` where there is none.

    Raises:
        PhakhiError: what the store raises.
    """
    return next(iter(await _ASKED.read(store, demo=_DEMO, sample=_SAMPLE)), None)


def question(agency: str = _DEMO) -> str:
    """Which agencies can work with this one, and why."""
    return f"""{{
  collaborators(agency: "{agency}", first: 3) {{
    candidates {{ rank score agency {{ nameTh nameEn }} reasons {{ component share summary }} }}
  }}
}}"""


NOTHING_YET = "{ meta { version revision datasets { id nameTh } } }"
"""What can be asked of an empty store."""


def welcome(settings: Settings, url: str, asked: WelcomeAgency | None) -> str:
    """The text.

    Args:
        settings: the settings in force.
        url: where GraphQL answers.
        asked: the agency to ask about, if there is any.
    """
    command = "uv run phakhi" if "UV" in os.environ else "phakhi"
    store = ""
    if settings.store != default_store():
        store = f" --store {shlex.quote(str(settings.store))}"
    document = NOTHING_YET if asked is None else question(asked.id)
    body = json.dumps({"query": " ".join(document.split())})
    key, header = _credential(settings, f"{command} keys create --name me{store}")
    return f"""
{_explorer(url)}
{_answers(url)}
{_about(asked, command, store)}

{command} query -{store} <<'END'
{document}
END

{said("or", "หรือ")}

{key}curl -s {url} -H 'Content-Type: application/json'{header} -d '{body}'
"""


def _explorer(url: str) -> str:
    """Where people look, and how to get there; or what has to be done before."""
    page = urljoin(url, "/")
    if not Explorer().is_built:
        build = "uv sync --reinstall-package phakhi"
        return said(
            f"The explorer is not built: `{build}` builds it.",
            f"ยังไม่ได้สร้างหน้าสำรวจเครือข่าย สร้างได้ด้วย `{build}`",
        )
    how = f" (`{sys.executable} -m webbrowser {page}`)" if _has_desktop() else ""
    return said(f"Explorer: {page}{how}", f"หน้าสำรวจเครือข่าย: {page}{how}")


def _has_desktop() -> bool:
    """Whether a browser can be opened here, as far as can be seen."""
    return sys.platform in {"darwin", "win32"} or any(map(os.environ.get, _DISPLAYS))


def _answers(url: str) -> str:
    return said(
        f"GraphQL answers at {url} (Ctrl-C stops it).",
        f"GraphQL ตอบที่ {url} (กด Ctrl-C เพื่อหยุด)",
    )


def _about(asked: WelcomeAgency | None, command: str, store: str) -> str:
    """What is there, and what is asked of it."""
    if asked is None:
        load = f"{command} load {said('FOLDER', 'โฟลเดอร์')}{store}"
        return said(
            f"It holds no agencies yet: `{load}` loads a dataset.\n\n"
            "What is loaded? Paste into another terminal:",
            f"ยังไม่มีหน่วยงานในคลังข้อมูล นำเข้าชุดข้อมูลได้ด้วย `{load}`\n\nนำเข้าอะไรแล้วบ้าง วางในเทอร์มินัลอื่น:",
        )
    invented = said(
        "The agency asked about is synthetic, and so is its answer.\n",
        "หน่วยงานที่ถามถึงเป็นข้อมูลสังเคราะห์ คำตอบจึงเป็นข้อมูลสังเคราะห์ด้วย\n",
    )
    asking = said(
        f"Which agencies can work with {asked.name}, and why? Paste into another terminal:",
        f"หน่วยงานใดทำงานร่วมกับ “{asked.name}” ได้ เพราะอะไร วางในเทอร์มินัลอื่น:",
    )
    return f"{invented if asked.synthetic else ''}\n{asking}"


def _credential(settings: Settings, make_key: str) -> tuple[str, str]:
    """How a reader who has to say who they are does so: a line before, and a header."""
    if not settings.guarded or settings.anonymous:
        return "", ""
    if settings.api_keys:
        return f"key=$({make_key})\n", ' -H "X-API-Key: $key"'
    return (
        f"token=…  # {said('of your issuer', 'จากผู้ออกโทเค็น')}\n",
        ' -H "Authorization: Bearer $token"',
    )
