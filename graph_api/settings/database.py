"""Where the data is: a Neo4j of your own, or the embedded one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from graph_api.settings.values import Filled, Folder, MemorySize, Seconds, Unset, Uri


def _home_folder(variable: str, fallback: str) -> Path:
    base = os.environ.get(variable) or os.environ.get("LOCALAPPDATA")
    return Path(base) if base else Path.home() / fallback


def default_store() -> Path:
    """The store of a person who names none: one for each user of the machine."""
    return _home_folder("XDG_DATA_HOME", ".local/share") / "phakhi"


def default_cache() -> Path:
    """Where a user's downloads are kept."""
    return _home_folder("XDG_CACHE_HOME", ".cache") / "phakhi"


class Database(BaseSettings):
    """Database."""

    store: Folder = Field(
        default_factory=default_store,
        description="Folder of the embedded Neo4j: its data, password and logs. Default: `phakhi` "
        "in the user's data folder (`$XDG_DATA_HOME` or `~/.local/share`).",
    )

    neo4j_uri: Annotated[Uri | None, Unset] = Field(
        None,
        description="Your own Neo4j: `bolt://`, `neo4j://` (a cluster), or `neo4j+s://` (with TLS, "
        "such as Aura). Unset: an embedded Neo4j Community is started.",
    )
    neo4j_user: Filled = Field("neo4j", description="User of your own Neo4j.")
    neo4j_password: SecretStr | None = Field(
        None, description="Password of your own Neo4j. Unset: it asks for none."
    )
    neo4j_database: Filled = Field("neo4j", description="Name of the database.")
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
        15.0,
        description="Seconds that a question may take in the database; the plan, which is made once "
        "for each form of question, is not counted.",
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
    jars_from: Annotated[Folder | None, Unset] = Field(
        None,
        description="Folder of Maven's layout to take Neo4j's jars from, for a machine without "
        "internet: the `jars` in the cache folder of another machine.",
    )
    start_timeout: Seconds = Field(
        300.0, description="Seconds that the embedded Neo4j may take to start or to recover."
    )

    @property
    def own_neo4j(self) -> str:
        """Your own Neo4j, by its address and the name of the database; ``""``: the embedded one."""
        return "" if self.neo4j_uri is None else f"{self.neo4j_uri} {self.neo4j_database}"
