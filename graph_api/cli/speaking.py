"""What a command says beside its output, in the person's language, and its exit codes."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from schema.declare import Text
    from schema.errors import PhakhiError

FAILED = 1
"""Exit code of a command that failed."""

NOT_RUNNING = 3
"""Exit code of ``phakhi status`` when there is nothing to ask."""

STOPPED = 130
"""Exit code of a command that was stopped before it was done."""


def fail(error: PhakhiError) -> NoReturn:
    """Says what is wrong, in one line, and leaves with exit code 1.

    Raises:
        typer.Exit: always.
    """
    say(f"phakhi: {error.message(language())}")
    raise typer.Exit(FAILED)


def say(text: str) -> None:
    """A line for the person, apart from the command's output."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - the command line


def said(english: str, thai: str) -> str:
    """The text in the person's language."""
    return thai if language() == "th" else english


def chosen(text: Text) -> str:
    """The text in the person's language."""
    return said(text.en, text.th)


def columns(text: str) -> int:
    """The columns that a text takes: Thai vowels and tone marks stand above and below letters."""
    return sum(unicodedata.category(character) not in {"Mn", "Cf"} for character in text)


def language() -> str:
    """The person's language, as their terminal is set."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), "")
    return "th" if chosen.lower().startswith("th") else "en"
