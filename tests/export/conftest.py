"""A store with a small graph that is hard to write."""

from __future__ import annotations

import datetime as dt

import pytest

from graph_api.store import Store
from tests.export.exporting import load_nasty
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]


@pytest.fixture
async def nasty(empty_store: Store, folder: Folder) -> Store:
    """The store with :func:`load_nasty` in it."""
    await load_nasty(empty_store, folder)
    return empty_store


@pytest.fixture
def today() -> dt.date:
    """A day."""
    return dt.date(2026, 11, 24)
