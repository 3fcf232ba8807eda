"""How the commands explain themselves in Thai: Typer has no translations of its own.

The help is laid out here, by the columns that Thai takes on a terminal (its vowels and tone marks
stand above and below letters) and broken at spaces alone. What Typer says of a command line that
is wrong is matched by pattern; what no pattern knows (of a newer Typer) stands behind a Thai lead.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from graph_api.cli.speaking import columns

_USAGE = "วิธีใช้: "
_WIDEST = 80
_FIRST_COLUMN = 28
_INDENT = "  "

_SHOWN = (
    (re.compile(r"\[default: "), "[ค่าตั้งต้น: "),
    (re.compile(r"(\[|; )required\]$"), r"\1ต้องระบุ]"),
)
_TYPE = re.compile(r" <[^<>]*>$")
"""What Typer puts behind the name of an argument."""

_SAYINGS = tuple(
    (re.compile(english), thai)
    for english, thai in (
        (r"No such option: (\S+) \(Possible options: (.+)\)", "ไม่มีตัวเลือก {0} ที่ใกล้เคียงคือ {1}"),
        (r"No such option: (\S+)", "ไม่มีตัวเลือก {0}"),
        (
            r"No such command '(.+?)'\. Did you mean (.+)\?",
            "ไม่มีคำสั่ง {0} หมายถึง {1} ใช่หรือไม่",
        ),
        (r"No such command '(.+)'\.", "ไม่มีคำสั่ง {0}"),
        (r"Missing command\.", "ต้องระบุคำสั่ง"),
        (r"Missing argument '(.+)'\.", "ต้องระบุ {0}"),
        (r"Missing option '(.+)'\.", "ต้องระบุตัวเลือก {0}"),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "มีอาร์กิวเมนต์เกินมา: {0}"),
        (r"Option '(.+)' requires .+\.", "ตัวเลือก {0} ต้องมีค่า"),
        (r"Option '(.+)' does not take a value\.", "ตัวเลือก {0} ไม่รับค่า"),
        (r"Argument '(.+)' takes (\d+) values\.", "อาร์กิวเมนต์ {0} ต้องมี {1} ค่า"),
        (r"Invalid value for '(.+?)': .+", "ค่าของ {0} ไม่ถูกต้อง: {reason}"),
    )
)
_LEAD = "คำสั่งไม่ถูกต้อง: {message}"


Context = Any
"""Typer's context, whose class is not part of what Typer offers."""


class ThaiCommand(TyperCommand):
    """A command that explains itself in Thai."""

    def get_usage(self, ctx: Context) -> str:
        """How it is written."""
        return _usage(self, ctx)

    def get_help(self, ctx: Context) -> str:
        """What `--help` prints."""
        return _help(self, ctx, [])

    def get_help_option(self, ctx: Context) -> Any:  # noqa: ANN401 - Typer's own option
        """The option `--help`."""
        return _thai_option(super().get_help_option(ctx))


class ThaiGroup(TyperGroup):
    """A group of commands that explains itself in Thai, and what is wrong with a command line."""

    def get_usage(self, ctx: Context) -> str:
        """How it is written."""
        return _usage(self, ctx)

    def get_help(self, ctx: Context) -> str:
        """What `--help` prints."""
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        return _help(self, ctx, [("คำสั่ง", rows)])

    def get_help_option(self, ctx: Context) -> Any:  # noqa: ANN401 - Typer's own option
        """The option `--help`."""
        return _thai_option(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - as Typer has it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - likewise
        **extra: Any,  # noqa: ANN401 - likewise
    ) -> Any:  # noqa: ANN401 - likewise
        """Runs the command line.

        Raises:
            SystemExit: at its end, in ``standalone_mode``.
        """
        run = partial(
            super().main,
            args,
            prog_name,
            complete_var,
            standalone_mode=False,
            windows_expand_args=windows_expand_args,
            **extra,
        )
        if not standalone_mode:
            return run()
        try:
            code = run()
        except TyperException as error:
            typer.echo(_complaint(error), err=True)
            code = error.exit_code
        except typer.Abort:
            typer.echo("ยกเลิกแล้ว", err=True)
            code = 1
        sys.exit(code)


def _usage(command: TyperCommand | TyperGroup, ctx: Context) -> str:
    return f"{_USAGE}{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}"


def _help(
    command: TyperCommand | TyperGroup, ctx: Context, more: list[tuple[str, list[tuple[str, str]]]]
) -> str:
    """The usage, what the command does, and a table of each sort of word that may stand there."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    lines = [_usage(command, ctx)]
    for paragraph in (command.help or "").split("\n\n"):
        lines += ["", *(_INDENT + line for line in _wrapped(paragraph, width - len(_INDENT)))]
    for title, rows in [*_parameters(command, ctx), *more]:
        lines += ["", f"{title}:", *_table(rows, width)]
    return "\n".join(lines)


def _parameters(
    command: TyperCommand | TyperGroup, ctx: Context
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for title, sort in (("อาร์กิวเมนต์", "argument"), ("ตัวเลือก", "option")):
        records = (
            param.get_help_record(ctx)
            for param in command.get_params(ctx)
            if param.param_type_name == sort
        )
        rows = [(_TYPE.sub("", name), _shown(text)) for name, text in filter(None, records)]
        if rows:
            yield title, rows


def _shown(text: str) -> str:
    for english, thai in _SHOWN:
        text = english.sub(thai, text)
    return text


def _thai_option(option: Any) -> Any:  # noqa: ANN401 - Typer's own option
    if option is not None:
        option.help = "แสดงวิธีใช้นี้"
    return option


def _table(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Words and what they mean, side by side; below each other where a word is too long."""
    first = min(max(columns(word) for word, _ in rows), _FIRST_COLUMN)
    for word, text in rows:
        lines = _wrapped(text, width - first - 2 * len(_INDENT))
        if columns(word) > first:
            yield _INDENT + word
        else:
            yield (_padded(_INDENT + word, first + 2 * len(_INDENT)) + lines.pop(0)).rstrip()
        for line in lines:
            yield " " * (first + 2 * len(_INDENT)) + line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines, broken at spaces alone: a Thai word must not be broken anywhere."""
    lines = [""]
    for word in text.split():
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _complaint(error: TyperException) -> str:
    """What is wrong, below how the command is written; the help, where nothing was asked of it."""
    message = error.format_message()
    if message.startswith(_USAGE):
        return message
    ctx = getattr(error, "ctx", None)
    said = f"phakhi: {_said(message, error)}"
    if ctx is None:
        return said
    return f"{ctx.get_usage()}\nดูวิธีใช้ด้วย `{ctx.command_path} --help`\n\n{said}"


def _said(message: str, error: TyperException) -> str:
    for pattern, thai in _SAYINGS:
        match = pattern.fullmatch(message)
        if match:
            return thai.format(*map(_listed, match.groups()), reason=_reason(error))
    return _LEAD.format(message=message)


def _listed(names: str) -> str:
    return names.replace("'", "")


def _reason(error: TyperException) -> str:
    """Why a value is wrong, as pydantic has found it; which is not imported for a help alone."""
    from pydantic import ValidationError  # noqa: PLC0415 - as said

    from schema.reasons import reason  # noqa: PLC0415 - likewise

    found = error.__cause__
    return reason(found.errors()[0]).th if isinstance(found, ValidationError) else "ใช้ไม่ได้"
