"""Types of values that settings have, each checked with a sentence that helps."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from schema.reasons import refuse
from schema.registry import declaration

_URI_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_PLACE = re.compile(
    rf"(?i:{'|'.join(map(re.escape, _URI_SCHEMES))})://"
    r"([\w.-]+|\[[0-9a-fA-F:.]+(%\w+)?\])(:\d{1,5})?/?(\?policy=[\w.-]+)?"
)
"""Host and port; ``policy`` is what Neo4j's own clusters read beside them."""
_BESIDE_A_PLACE = re.compile(r"[@%?#&;]|//[^/]*:[^/]*:|//[^/]*/.")
_SIZE = re.compile("[1-9][0-9]{0,6}[kmg]")
_UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}


def _check_uri(value: str) -> str:
    """A place and nothing else, as it is printed; whatever else stands there may be a secret."""
    if _PLACE.fullmatch(value):
        return value
    if _BESIDE_A_PLACE.search(value):
        refuse(
            "it should be a place alone, such as bolt://localhost:7687; the user and the password "
            "are set by PHAKHI_NEO4J_USER and PHAKHI_NEO4J_PASSWORD",
            "ต้องเป็นที่อยู่อย่างเดียว เช่น bolt://localhost:7687 ส่วนผู้ใช้และรหัสผ่านให้กำหนดด้วย "
            "PHAKHI_NEO4J_USER และ PHAKHI_NEO4J_PASSWORD",
        )
    schemes = ", ".join(f"{scheme}://" for scheme in _URI_SCHEMES)
    return refuse(
        f"it should be an address such as bolt://localhost:7687 ({schemes})",
        f"ต้องเป็นที่อยู่ เช่น bolt://localhost:7687 ({schemes})",
    )


def holds_user(url: str) -> bool:
    """Whether a URL has user information, as ``https://user:word@host``, which others would print."""
    return "@" in unquote(re.split("[/?#]", url.partition("://")[2])[0])


def _check_keys_place(value: str) -> str:
    if holds_user(value):
        refuse(
            "it should be an address without user and password",
            "ต้องเป็นที่อยู่ที่ไม่มีผู้ใช้และรหัสผ่าน",
        )
    return value


def _check_host(value: str) -> str:
    """An address as sockets take it: IPv6 without the brackets that it has in a URL."""
    bracketed = value.startswith("[") and value.endswith("]")
    return value[1:-1] if bracketed else value


def _blank_is_unset(value: object) -> object:
    return None if value == "" else value


def _expand(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - Neo4j takes no ".." in a path


def _check_filled(value: str) -> str:
    return value or refuse("it should not be empty", "ต้องไม่ว่าง")


def _check_size(value: str) -> str:
    if not _SIZE.fullmatch(value):
        refuse("it should be a size such as 512m or 2g", "ต้องเป็นขนาด เช่น 512m หรือ 2g")
    return value


def _split(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _check_scope(value: str) -> str:
    known = scope_names()
    if value not in known:
        names = ", ".join(sorted(known))
        refuse(f"it should be one of: {names}", f"ต้องเป็นหนึ่งใน: {names}")
    return value


def scope_names() -> frozenset[str]:
    """All access scopes: those that the declaration's fields need, ``load`` and ``metrics``."""
    return declaration().scopes | {LOAD, METRICS}


LOAD = "load"
"""The scope that loading and undoing over HTTP need."""

METRICS = "metrics"
"""The scope that ``/metrics`` needs where readers have to say who they are."""

Unset = BeforeValidator(_blank_is_unset)
ScopeName = Annotated[str, AfterValidator(_check_scope)]
Scopes = Annotated[tuple[ScopeName, ...], NoDecode, BeforeValidator(_split)]
Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Uri = Annotated[str, AfterValidator(_check_uri)]
KeysPlace = Annotated[str, AfterValidator(_check_keys_place)]
Filled = Annotated[str, AfterValidator(_check_filled)]
Host = Annotated[Filled, AfterValidator(_check_host)]
Folder = Annotated[Path, AfterValidator(_expand)]
MemorySize = Annotated[str, AfterValidator(_check_size)]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]


def bytes_of(size: str) -> int:
    """The number of bytes of a memory size such as ``512m``."""
    return int(size[:-1]) * _UNITS[size[-1]]
