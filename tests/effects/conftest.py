"""Small datasets as files."""

from __future__ import annotations

from tests.loaders.conftest import folder

__all__ = ["folder"]
