"""Real Neo4j for the tests: one engine to write on, one that holds the seeds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.settings import PREFIX, Settings, default_cache
from graph_api.store import Store, open_store
from graph_api.store.migrate import migrate
from loaders import load_folder
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    SettingsMaker = Callable[..., Settings]

_RELEASE = "PHAKHI_TEST_NEO4J"

_RUNNING_UDON = "PHAKHI_TEST_UDON"
"""Names the folder of a running store that holds the seeds, to spare a developer its start."""


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """What a developer has set for their own service does not reach the tests."""
    for name in list(os.environ):
        if name.startswith(PREFIX) and name not in {_RELEASE, _RUNNING_UDON}:
            del os.environ[name]


@pytest.fixture(scope="session")
def make_settings() -> SettingsMaker:
    """Makes the settings of a small engine; flags win."""
    cache = default_cache()

    def make(store: Path, **flags: Any) -> Settings:
        small = {
            "neo4j_version": os.environ.get(_RELEASE) or "5.26",
            "heap": "320m",
            "page_cache": "32m",
            "cache": cache,
            "_env_file": (),
        }
        return Settings.load(store=store, **small | flags)

    return make


@pytest.fixture(scope="session")
async def engine(
    make_settings: SettingsMaker, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Settings]:
    """A running engine to write on: the settings to attach to it with ``open_store``."""
    settings = make_settings(tmp_path_factory.mktemp("engine"))
    async with open_store(settings, attach=False):
        yield settings


@pytest.fixture(scope="session")
async def store(engine: Settings) -> AsyncIterator[Store]:
    """The store of ``engine``; it holds whatever the tests before have left."""
    async with open_store(engine) as store:
        await migrate(store)
        yield store


@pytest.fixture
async def empty_store(store: Store) -> Store:
    """The store of ``engine`` without any data; constraints and indexes stay."""
    await store.run_schema(
        "MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' "
        "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
    )
    return store


@pytest.fixture(scope="session")
async def udon_engine(
    make_settings: SettingsMaker, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Settings]:
    """A running engine that holds the bundled seeds: the settings to attach to it."""
    running = os.environ.get(_RUNNING_UDON)
    if running:
        yield make_settings(Path(running))
        return
    settings = make_settings(tmp_path_factory.mktemp("udon"))
    async with open_store(settings, attach=False) as store:
        await migrate(store)
        for folder in SEED_FOLDERS:
            await load_folder(store, folder)
        yield settings


@pytest.fixture(scope="session")
async def udon(udon_engine: Settings) -> AsyncIterator[Store]:
    """The bundled seeds, loaded by the real loaders; no test writes here."""
    async with open_store(udon_engine) as store:
        yield store
