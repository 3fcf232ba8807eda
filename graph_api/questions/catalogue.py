"""The documents of this folder, by name: what each asks, in both languages, and its variables.

A document begins with comments: the numbers of the planners' questions that it answers (none, or
a dash, for a further question), the question in English, and the question in Thai. Its name is the
name of its file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from types import MappingProxyType

from schema.errors import ErrorCode, PhakhiError

SUFFIX = ".graphql"
_NUMBERS = re.compile(r"[–—-]|\d+(\s*,\s*\d+)*")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_UNNUMBERED = 1000

# GraphQL's own parser takes half a second to import, and these documents are ours: a test compares.
_VALUE = r'\[[^\]]*\]|"[^"]*"|[\w.-]+'
_DEFINITION = rf"\$(\w+)\s*:\s*([\w\[\]!]+)(?:\s*=\s*({_VALUE}))?"
_OPERATION = re.compile(rf"^query \w+\s*\(((?:[\s,]*{_DEFINITION})*)[\s,]*\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a document.

    Attributes:
        name: without the dollar sign.
        type: as GraphQL writes it, such as ``ID!``.
        default: as GraphQL writes it; ``None`` where there is none.
    """

    name: str
    type: str
    default: str | None

    @property
    def is_id(self) -> bool:
        """Whether its value is an id, or a list of them."""
        return self.type.strip("[]!") == "ID"

    @property
    def many(self) -> bool:
        """Whether its value is a list."""
        return self.type.startswith("[")

    @property
    def required(self) -> bool:
        """Whether the document cannot be run without a value for it."""
        return self.default is None and self.type.endswith("!")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked by name.

    Attributes:
        name: in snake case.
        numbers: of the planners' questions that it answers; empty for a further one.
        english: the question.
        thai: the question.
        variables: in the order of the document.
        document: the GraphQL text.
    """

    name: str
    numbers: tuple[int, ...]
    english: str
    thai: str
    variables: tuple[Variable, ...]
    document: str

    def text(self, language: str) -> str:
        """The question in ``language`` (``"th"``, or anything else for English)."""
        return self.thai if language == "th" else self.english


@functools.cache
def catalogue() -> Mapping[str, Question]:
    """All questions by name, in the order of their first numbers, those without one last."""
    read = [
        read_question(file.name.removesuffix(SUFFIX), file.read_text(encoding="utf-8"))
        for file in files("graph_api.questions").iterdir()
        if file.name.endswith(SUFFIX)
    ]
    read.sort(key=lambda item: (item.numbers or (_UNNUMBERED,), item.name))
    return MappingProxyType({item.name: item for item in read})


def find_question(name: str) -> Question:
    """The question of a name, or of a number.

    Raises:
        PhakhiError: ``NOT_FOUND``, naming what was probably meant, or several of one number.
    """
    known = catalogue()
    if name in known:
        return known[name]
    numbered = [item for item in known.values() if name in map(str, item.numbers)]
    if len(numbered) == 1:
        return numbered[0]
    english, thai = suggested(name, known, [item.name for item in numbered])
    raise PhakhiError(
        ErrorCode.NOT_FOUND,
        f"There is no question “{name}”; {english}`phakhi ask` lists them all.",
        f"ไม่มีคำถามชื่อ “{name}” ดูทั้งหมดด้วย `phakhi ask`{thai}",
    )


def suggested(name: str, known: Mapping[str, object], meant: Sequence[str] = ()) -> tuple[str, str]:
    """What was probably meant, in English and in Thai; empty texts where nothing is alike."""
    written = name.replace("-", "_")
    close = (
        list(meant)
        or [item for item in known if written and item.startswith(written)]
        or get_close_matches(written, known, n=3, cutoff=0.5)
    )
    if not close:
        return "", ""
    return f"did you mean {', or '.join(close)}? ", f" หมายถึง {' หรือ '.join(close)} ใช่หรือไม่"


def read_question(name: str, document: str) -> Question:
    """A question from its document.

    Raises:
        ValueError: the comments at its head do not give both languages.
    """
    head = list(_head(document))
    numbered = bool(head) and _NUMBERS.fullmatch(head[0]) is not None
    rest = head[1:] if numbered else head
    thai = " ".join(line for line in rest if _THAI.search(line))
    english = " ".join(line for line in rest if not _THAI.search(line))
    if not (english and thai):
        message = f"{name}{SUFFIX} should begin with comments: number, English, Thai"
        raise ValueError(message)
    return Question(
        name=name,
        numbers=tuple(map(int, re.findall(r"\d+", head[0]))) if numbered else (),
        english=english,
        thai=thai,
        variables=_variables(document),
        document=document,
    )


def _head(document: str) -> Iterator[str]:
    for line in document.splitlines():
        if not line.startswith("#"):
            return
        if words := line.lstrip("#").strip():
            yield words


def _variables(document: str) -> tuple[Variable, ...]:
    head = _OPERATION.search(document)
    if head is None:
        return ()
    return tuple(
        Variable(name, type_, default or None)
        for name, type_, default in re.findall(_DEFINITION, head[1])
    )
