"""docs/questions.md: each question, the document that answers it, and the answer on the demo.

``python -m graph_api.cli.questions_page`` asks them all, in a store of its own.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from graph_api.cli.display import Display
from graph_api.cli.in_process import answer_on
from graph_api.cli.preparing import prepare
from graph_api.cli.tables import Section, sections
from graph_api.context import RequestContext
from graph_api.http.services import make_services
from graph_api.questions.catalogue import SUFFIX, Question, catalogue
from graph_api.settings import Settings
from graph_api.store import Store, open_store

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"

DEMO: dict[str, Any] = {"asOf": "2026-11-24", "includeSynthetic": True}
"""What the answers on the page are about: the demo, on a day. Documents by themselves ask about today,
and about what is real unless they name something that is invented."""

_LANGUAGE = "en"
_ROWS = 3
_CELLS = 3
_NAMED = 2
_FACTS = 6
_LONGEST = 240
_TOTAL = "total count"
_WHY = "why"
_ASIDE = frozenset({"weights", "recorded"})
"""Sections that do not tell of the demo: how a score is made, and how the files were loaded."""

_PLAIN = re.compile(r"-?\d+(\.\d+)?|yes|no")
_FIRST = """\
# The questions that planners ask

Made from real answers on the demonstration, as of 24 November 2026, by `uv run just
generate-questions`: change the documents, not the page. **What is answered is synthetic**: the
demo's agencies, meetings and figures are invented. Each question is one GraphQL request: run it by
name with `phakhi ask NAME`, with other variables by `--var` (the answers below: {demo}), as JSON by `--json`. What the words
and numbers of an answer mean is told by group: {groups}.

"""
_HEADER = "| | คำถาม / question | document | answer on the demo, in short |\n|---|---|---|---|\n"
_FURTHER = "\n## Further questions\n\n"


async def questions_page(store: Store, settings: Settings) -> str:
    """The page in Markdown, from the answers on a store that holds the bundled datasets.

    Raises:
        PhakhiError: what the store raises.
        RuntimeError: a question has an error.
    """
    context = RequestContext(store, settings, _LANGUAGE, make_services(store))
    numbered, further = "", ""
    for question in catalogue().values():
        row = await _row(question, context)
        if question.numbers:
            numbered += row
        else:
            further += row
    demo = " ".join(
        f"`--var {name}={json.dumps(value).strip(chr(34))}`" for name, value in DEMO.items()
    )
    first = _FIRST.format(demo=demo, groups=", ".join(_groups()))
    return f"{first}{_HEADER}{numbered}{_FURTHER}{_HEADER}{further}"


def _groups() -> Iterator[str]:
    for page in sorted(PAGE.parent.glob("analyses/*.md")):
        yield f"[{page.stem}](analyses/{page.name})"


async def _row(question: Question, context: RequestContext) -> str:
    answer = await answer_on(context, question.document, DEMO)
    if "errors" in answer:
        message = f"{question.name}: {answer['errors']}"
        raise RuntimeError(message)
    cells = (
        ", ".join(map(str, question.numbers)),
        f"{question.thai}<br>{question.english}",
        f"[`{question.name}`](../graph_api/questions/{question.name}{SUFFIX})",
        "<br>".join(chain.from_iterable(map(_lines, _shown(answer["data"])))),
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _shown(data: dict[str, Any]) -> list[Section]:
    """The sections that tell of the demo."""
    found = sections(data, _LANGUAGE)
    return [section for section in found if section.title.rpartition(": ")[2] not in _ASIDE]


def _lines(section: Section) -> Iterator[str]:
    """The first rows of a section, and how many there are; of a single record its facts."""
    if not section.there:
        yield "nothing"
        return
    facts = dict(section.facts)
    if not section.rows:
        shown = [f"{word}: {text}" for word, text in list(facts.items())[:_FACTS]]
        yield f"*{section.title}*: {_short(', '.join(shown) or 'none')}"
        return
    total = facts.get(_TOTAL, f"{len(section.rows)}{'+' if section.more else ''}")
    yield f"*{section.title}* ({total})"
    for row in section.rows[:_ROWS]:
        yield f"– {_short(_gist(dict(zip(section.columns, row, strict=True))))}"
    if len(section.rows) > _ROWS:
        yield "– …"


def _gist(row: dict[str, str]) -> str:
    """A row in short: why it is an answer, after what that does not name; or its first cells."""
    words = [word for word, cell in row.items() if cell and not _PLAIN.fullmatch(cell)]
    if _WHY in words:
        why = row[_WHY]
        first = [row[word] for word in words[: min(words.index(_WHY), _NAMED)]]
        untold = [cell for cell in first if cell.partition(" (")[0] not in why]
        return f"{' · '.join(untold)}: {why}" if untold else why
    plain = [
        f"{word} {row[word]}" for word in row if word not in {*words, "evidence"} and row[word]
    ]
    return " · ".join(([row[word] for word in words[:_CELLS]] + plain)[: _CELLS + 1])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


async def _write() -> None:
    with tempfile.TemporaryDirectory() as folder, Display() as display:
        settings = Settings.load(store=Path(folder))
        async with open_store(settings, attach=False, progress=display.engine) as store:
            await prepare(store, display, with_seeds=True)
            page = await questions_page(store, settings)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
