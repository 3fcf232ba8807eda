"""Asks about small datasets, as the tests of ``readiness`` do."""

from __future__ import annotations

from tests.analyses.readiness.conftest import ask
from tests.loaders.conftest import folder

__all__ = ["ask", "folder"]
