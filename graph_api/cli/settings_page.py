"""Writes ``docs/settings.md``: ``python -m graph_api.cli.settings_page > docs/settings.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pydantic_core import PydanticUndefined

from graph_api.settings import PREFIX, SECTIONS

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_settings import BaseSettings

_FIRST = """# Settings

Every setting is a variable of the environment, or a line in a file `.env` in the folder where
`phakhi` is started. Flags of the command line win over variables, variables over `.env`.
A wrong value ends the start with one sentence that names the variable.

"""

_HEAD = """
## {title}

| variable | default | what it sets |
|---|---|---|
"""


def settings_page() -> str:
    """The page in Markdown, from the fields of :class:`~graph_api.settings.Settings`."""
    return _FIRST + "".join(_section(section) for section in SECTIONS)


def _section(section: type[BaseSettings]) -> str:
    rows = "".join(_row(name, field) for name, field in section.model_fields.items())
    return _HEAD.format(title=section.__name__) + rows


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined or field.default is None:
        return ""
    if isinstance(field.default, tuple):
        return f"`{','.join(field.default)}`" if field.default else ""
    return f"`{field.default}`"


if __name__ == "__main__":
    sys.stdout.write(settings_page())
