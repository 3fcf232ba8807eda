"""All settings of the service: ``PHAKHI_…`` variables, a ``.env`` file, and flags above both.

``docs/settings.md`` is made from the fields and their descriptions.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration

PREFIX = "PHAKHI_"
_TEST_PREFIX = "PHAKHI_TEST_"
_URI_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}


def _check_uri(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in _URI_SCHEMES or not parts.hostname:
        schemes = ", ".join(f"{scheme}://" for scheme in _URI_SCHEMES)
        message = f"it should be an address such as bolt://localhost:7687 ({schemes})"
        raise ValueError(message)
    return value


def _blank_is_unset(value: object) -> object:
    return None if value == "" else value


def _expand(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - Neo4j takes no ".." in a path


def _split(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _check_scope(value: str) -> str:
    known = declaration().scopes
    if value not in known:
        message = f"it should be one of: {', '.join(sorted(known))}"
        raise ValueError(message)
    return value


Scopes = Annotated[
    tuple[Annotated[str, AfterValidator(_check_scope)], ...], NoDecode, BeforeValidator(_split)
]
Uri = Annotated[str, AfterValidator(_check_uri)]
Folder = Annotated[Path, AfterValidator(_expand)]
MemorySize = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,6}[kmg]$")]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]


def bytes_of(size: str) -> int:
    """The number of bytes of a memory size such as ``512m``."""
    return int(size[:-1]) * _UNITS[size[-1]]


def _home_folder(variable: str, fallback: str) -> Path:
    base = os.environ.get(variable) or os.environ.get("LOCALAPPDATA")
    return Path(base) if base else Path.home() / fallback


def default_store() -> Path:
    """The store of a person who names none: one for each user of the machine."""
    return _home_folder("XDG_DATA_HOME", ".local/share") / "phakhi"


def default_cache() -> Path:
    """Where a user's downloads are kept."""
    return _home_folder("XDG_CACHE_HOME", ".cache") / "phakhi"


class Settings(BaseSettings):
    """What can be set; make one with :meth:`load`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    host: str = Field("127.0.0.1", description="Address that the service listens on.")
    port: int = Field(
        8000, ge=0, le=65535, description="Port that the service listens on; 0: any free one."
    )
    store: Folder = Field(
        default_factory=default_store,
        description="Folder of the embedded Neo4j: its data, password and logs. Default: `phakhi` "
        "in the user's data folder (`$XDG_DATA_HOME` or `~/.local/share`).",
    )

    neo4j_uri: Annotated[Uri | None, BeforeValidator(_blank_is_unset)] = Field(
        None,
        description="Your own Neo4j: `bolt://`, `neo4j://` (a cluster), or `neo4j+s://` (with TLS, "
        "such as Aura). Unset: an embedded Neo4j Community is started.",
    )
    neo4j_user: str = Field("neo4j", min_length=1, description="User of your own Neo4j.")
    neo4j_password: SecretStr | None = Field(
        None, description="Password of your own Neo4j. Unset: it asks for none."
    )
    neo4j_database: str = Field("neo4j", min_length=1, description="Name of the database.")
    pool_size: int = Field(
        50, ge=1, le=1000, description="Most connections to each machine of Neo4j."
    )
    connection_timeout: Seconds = Field(
        5.0, description="Seconds to wait for a new connection to Neo4j."
    )
    acquisition_timeout: Seconds = Field(
        5.0, description="Seconds to wait for a free connection of the pool."
    )
    statement_timeout: Seconds = Field(
        15.0, description="Seconds that a question may take in the database."
    )
    write_timeout: Seconds = Field(
        300.0, description="Seconds that a write, such as a batch of a load, may take."
    )
    retry_time: float = Field(
        2.0,
        ge=0,
        le=60,
        allow_inf_nan=False,
        description="Seconds to try again when the database does not answer.",
    )

    neo4j_version: Literal["5.26", "current"] = Field(
        "5.26", description="Release line of the embedded Neo4j: the LTS `5.26`, or `current`."
    )
    heap: MemorySize = Field("512m", description="Most Java heap of the embedded Neo4j.")
    page_cache: MemorySize = Field("128m", description="Page cache of the embedded Neo4j.")
    cache: Folder = Field(
        default_factory=default_cache,
        description="Folder that keeps downloaded jars. Default: `phakhi` in the user's cache "
        "folder (`$XDG_CACHE_HOME` or `~/.cache`).",
    )
    jars_from: Annotated[Folder | None, BeforeValidator(_blank_is_unset)] = Field(
        None,
        description="Folder of Maven's layout to take Neo4j's jars from, for a machine without "
        "internet: the `jars` in the cache folder of another machine.",
    )
    start_timeout: Seconds = Field(
        300.0, description="Seconds that the embedded Neo4j may take to start or to recover."
    )

    max_body: int = Field(1_000_000, ge=1000, description="Most bytes of a request's body.")
    max_depth: int = Field(15, ge=1, le=100, description="Deepest nesting of a document.")
    max_roots: int = Field(320, ge=1, description="Most root fields of an operation.")
    max_subqueries: int = Field(
        60, ge=1, description="Most distinct subqueries of an operation's statement."
    )
    max_cost: int = Field(
        200_000,
        ge=1,
        description="Most records an operation may ask for (nested `first`s multiply).",
    )
    max_page_size: int = Field(1000, ge=1, le=10_000, description="Largest `first` or `last`.")
    default_page_size: int = Field(
        20, ge=1, le=10_000, description="Page size when a request names none."
    )

    scopes: Scopes = Field(
        (),
        description="Access scopes that every reader has, separated by commas: `contacts` shows "
        "contact details.",
    )

    @classmethod
    def load(cls, **flags: Any) -> Self:  # noqa: ANN401 - pydantic checks them
        """The settings in force; ``flags`` that are not None win over variables and ``.env``.

        Raises:
            PhakhiError: ``BAD_SETTING``, one sentence that names the variable.
        """
        _refuse_unknown_variables(cls)
        try:
            return cls(**{name: value for name, value in flags.items() if value is not None})
        except ValidationError as error:
            raise _bad_setting(error) from None


def _refuse_unknown_variables(settings: type[Settings]) -> None:
    known = {PREFIX + name.upper() for name in settings.model_fields}
    for variable in sorted(map(str.upper, os.environ)):
        if _is_ours(variable) and variable not in known:
            near = get_close_matches(variable, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            hint_th = f" หมายถึง {near[0]} หรือไม่" if near else ""
            raise PhakhiError(
                ErrorCode.BAD_SETTING,
                f"{variable} is not a setting{hint}",
                f"ไม่มีการตั้งค่าชื่อ {variable}{hint_th}",
            )


def _is_ours(variable: str) -> bool:
    return variable.startswith(PREFIX) and not variable.startswith(_TEST_PREFIX)


def _bad_setting(error: ValidationError) -> PhakhiError:
    first = error.errors(include_url=False, include_context=False)[0]
    variable = PREFIX + str(first["loc"][0]).upper()
    reason = _reason(first["type"], first["msg"])
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{variable} has a wrong value: {reason}.",
        f"ค่าของ {variable} ไม่ถูกต้อง: {reason}",
    )


def _reason(kind: str, message: str) -> str:
    if kind == "string_pattern_mismatch":
        return "it should be a size such as 512m or 2g"
    text = message.removeprefix("Value error, ").removeprefix("Input should be ")
    return text if text.startswith("it should") else f"it should be {text[:1].lower()}{text[1:]}"
