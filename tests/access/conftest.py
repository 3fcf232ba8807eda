"""Readers of a small store with a contact in it, and an issuer of tokens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.access.issuers import Issuer, rsa_issuer
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from graph_api.settings import Settings

__all__ = ["folder"]


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> Store:
    """A store with one agency and how to reach it, as the loaders write it."""
    agencies = "id,name_th,contact\nagency:a,หน่วย ก,042-000001"
    await load_folder(empty_store, folder("small", agencies=agencies))
    return empty_store


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """An identity provider that signs with RSA."""
    return rsa_issuer("one")


@pytest.fixture
def with_tokens(engine: Settings, issuer: Issuer, tmp_path: Path) -> Settings:
    """Settings that let in whom ``issuer`` vouches for, by a file with its keys."""
    place = tmp_path / "jwks.json"
    place.write_text(issuer.jwks(), "utf-8")
    return engine.model_copy(
        update={
            "jwt_jwks": str(place),
            "jwt_issuer": issuer.name,
            "jwt_audience": issuer.audience,
        }
    )
