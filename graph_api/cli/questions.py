"""``phakhi ask``: lists the questions of the catalogue, or asks one and prints a table."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from graph_api.cli.asking import print_json
from graph_api.cli.names import ResolvedName, resolve
from graph_api.cli.speaking import FAILED, language, said, say
from graph_api.cli.tables import Section, sections
from graph_api.questions.catalogue import Question, Variable, catalogue, suggested
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.asking import Asker

_WIDEST = 32
"""Columns are counted as this wide at most; where they do not fit, each row is printed as a block."""

_COMMON = ("asOf", "datasets", "includeSynthetic", "first", "after")


def list_questions(*, as_json: bool = False) -> None:
    """Prints every question: number, name, text in the person's language, variables."""
    if as_json:
        listed = [_plain(question) for question in catalogue().values()]
        print(json.dumps(listed, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output
        return
    spoken = language()
    table = Table(show_lines=True)
    table.add_column("")
    table.add_column(said("name", "ชื่อ"), no_wrap=True)
    table.add_column(said("question", "คำถาม"), overflow="fold")
    for question in catalogue().values():
        told = [_told(item) for item in question.variables if item.name not in _COMMON]
        asked = Text.assemble(question.text(spoken), ("".join(f"\n--var {i}" for i in told), "dim"))
        table.add_row(", ".join(map(str, question.numbers)), question.name, asked)
    _print(table)
    common = " ".join(f"[--var {name}=…]" for name in _COMMON)
    _print(Text(f"phakhi ask {said('NAME', 'ชื่อ')} [--json] {common}"))


def _plain(question: Question) -> dict[str, Any]:
    """A question as JSON has it; a default as GraphQL writes it."""
    return {
        "name": question.name,
        "numbers": list(question.numbers),
        "english": question.english,
        "thai": question.thai,
        "variables": [
            {"name": item.name, "type": item.type, "default": item.default}
            for item in question.variables
        ],
    }


def check_variables(question: Question, variables: Collection[str]) -> None:
    """Refuses variables that the document does not have, which GraphQL would pass over.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, naming what was probably meant.
    """
    known = {item.name: item for item in question.variables}
    for name in sorted(set(variables) - set(known)):
        english, thai = suggested(name, known)
        every = ", ".join(known)
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"“{question.name}” has no variable {name}; {english}it has {every}.",
            f"“{question.name}” ไม่มีตัวแปร {name} มีเพียง {every}{thai}",
        )


_THERE = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"


def ask_question(ask: Asker, question: Question, given: dict[str, str], *, as_json: bool) -> int:
    """Prints the answer as tables or as JSON; 1 when it has errors or is about nothing, else 0.

    Args:
        ask: answers it.
        question: what is asked.
        given: its variables as they were typed, ids or names.
        as_json: whether the whole answer is printed.

    Raises:
        PhakhiError: when the store cannot be had; when a name is nobody's, or several's.
    """
    variables, named = resolve(ask, question, given)
    for item in named:
        say(_taken(item))
    answer = ask(question.document, variables)
    if as_json:
        return print_json(answer)
    spoken = language()
    found = list(sections(answer["data"], spoken))
    _print(Text(question.text(spoken), style="bold"))
    for section in found:
        if section.there:
            _show_section(section, spoken)
    for error in answer.get("errors", []):
        say(f"phakhi: {error['message']}")
    if _left_out(answer["data"]):
        say(_INVENTED[spoken])
    there = all(section.there for section in found)
    if not there and "errors" not in answer:
        say(_nothing_there(_missing(ask, question, variables)))
    return FAILED if "errors" in answer or not there else 0


_INVENTED = {
    "en": "Only what is real counts here; with what is invented: --var includeSynthetic=true",
    "th": "นับเฉพาะข้อมูลจริง หากต้องการนับข้อมูลสังเคราะห์ด้วย: --var includeSynthetic=true",
}


def _left_out(answer: object) -> bool:
    """Whether some part of an answer says that there is more, which is invented."""
    if isinstance(answer, list):
        return any(map(_left_out, answer))
    if not isinstance(answer, dict):
        return False
    return answer.get("syntheticLeftOut") is True or any(map(_left_out, answer.values()))


def _taken(item: ResolvedName) -> str:
    return f"{item.variable}: {item.name} ({item.id})"


def _missing(ask: Asker, question: Question, variables: dict[str, Any]) -> dict[str, Any]:
    """The variables that name what is not there at all; all that name something, where all is."""
    defaults = {item.name: (item.default or "").strip('"') for item in question.variables}
    named = {name: value for name, value in (defaults | variables).items() if ":" in str(value)}
    ids = [value for value in named.values() if isinstance(value, str)]
    answer = ask(_THERE, {"ids": ids})
    there = {node["id"] for node in (answer["data"] or {}).get("nodes", []) if node}
    missing = {name: value for name, value in named.items() if value in ids and value not in there}
    return missing or named


def _nothing_there(named: dict[str, Any]) -> str:
    """What the answer would have been about: something there is not, or not on these terms."""
    shown = ", ".join(f"{name}={value}" for name, value in named.items())
    if len(named) == 1:
        return said(
            f"phakhi: this is not there on the day and in the data asked about: {shown}",
            f"phakhi: ไม่มีรายการนี้ในวันและข้อมูลที่ถาม: {shown}",
        )
    return said(
        f"phakhi: one of these is not there on the day and in the data asked about: {shown}",
        f"phakhi: ไม่มีอย่างน้อยหนึ่งรายการนี้ในวันและข้อมูลที่ถาม: {shown}",
    )


def _show_section(section: Section, spoken: str) -> None:
    _print(Text(f"\n{section.title}", style="bold cyan"))
    for word, text in section.facts:
        _print(Text.assemble((f"{word}: ", "dim"), text))
    if not section.rows:
        if not section.facts:
            _print(Text("ไม่พบ" if spoken == "th" else "None."))
    elif _fits(section):
        _print(_table(section))
    else:
        _print_blocks(section)
    if section.more:
        print(f"{'ต่อไป' if spoken == 'th' else 'more'}: --var after={section.more}")  # noqa: T201 - not wrapped, to be copied


def _fits(section: Section) -> bool:
    """Whether the columns stand side by side without squeezing."""
    columns = zip(section.columns, *section.rows, strict=True)
    widths = (min(max(map(cell_len, cells)), _WIDEST) + 3 for cells in columns)
    return sum(widths) < Console().width


def _table(section: Section) -> Table:
    table = Table(*section.columns, show_lines=True)
    for row in section.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _print_blocks(section: Section) -> None:
    for number, row in enumerate(section.rows, 1):
        first, *others = [(w, cell) for w, cell in zip(section.columns, row, strict=True) if cell]
        _print(Text.assemble((f"{number}. ", "dim"), (first[1], "bold")))
        for word, cell in others:
            _print(Padding(Text.assemble((f"{word}: ", "dim"), cell), (0, 0, 0, 3)))


def _told(variable: Variable) -> str:
    return f"{variable.name}={'…' if variable.default is None else variable.default}"


def _print(what: object) -> None:
    Console(highlight=False).print(what)
