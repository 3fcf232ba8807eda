"""The small datasets of the family ``structure``."""

from __future__ import annotations

from tests.analyses.structure.conftest import ask, folder, told

__all__ = ["ask", "folder", "told"]
